"""What the command line reads may come from any system, and what it prints goes to any terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statsig_console.errors import InputError
from statsig_console_cli import app
from statsig_console_cli.adopt.files import RECORD, Folder
from statsig_console_cli.texts import decoded
from statsig_console_emulator.testing import Emulator
from tests.uncovered import UNCOVERED

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
NAME = "Zürich → 東京 🚀"
NEITHER = "is no text in UTF-8 or UTF-16."
PREVIEW = {
    "steps": [
        {
            "op": "create",
            "urn": "urn:pulumi:dev::flags::pulumi-python:dynamic/statsig:Gate::checkout",
            "newState": {"type": "pulumi-python:dynamic/statsig:Gate", "inputs": {"name": NAME}},
        }
    ],
    "changeSummary": {"create": 1},
}


def run(arguments: Sequence[str], content: bytes = b"", encoding: str = "utf-8", **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the command with a terminal, or a pipe, of an encoding."""
    command = [sys.executable, "-m", "statsig_console_cli", *arguments]
    return subprocess.run(
        command,
        input=content,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PYTHONIOENCODING": encoding, "COLUMNS": "200"} | variables,
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", ['{"name": "Zürich → 東京 🚀"}', "[]", "1", ""])
def test_text_is_read_in_every_encoding(encoding: str, text: str) -> None:
    """JSON begins with a character of ASCII, by which UTF-16 is known without a mark as well."""
    assert decoded(text.encode(encoding), "It") == text


@pytest.mark.parametrize("content", [b"Z\xfcrich", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff", b"{\x00\x00\xd8\x00\x00"])
def test_what_is_no_text_is_a_sentence(content: bytes) -> None:
    """It says of which file it speaks."""
    with pytest.raises(InputError, match=rf"^preview\.json {NEITHER}$"):
        decoded(content, "preview.json")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("piped", [False, True])
def test_explain_reads_every_encoding(tmp_path: Path, encoding: str, piped: bool) -> None:
    """Out of a file as PowerShell writes it, and out of a pipe."""
    content, file = json.dumps(PREVIEW, ensure_ascii=False).encode(encoding), tmp_path / "preview.json"
    file.write_bytes(content)

    done = run(["explain"], content) if piped else run(["explain", str(file)])

    assert (done.returncode, done.stderr) == (0, b"")
    assert NAME in done.stdout.decode()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("from_stack", [False, True])
def test_seeds_of_every_encoding(emulator: Emulator, tmp_path: Path, encoding: str, from_stack: bool) -> None:
    """A seed, and an export of a stack."""
    key = f"console-seed-{encoding}-{from_stack}".lower()
    stack = {"deployment": {"resources": [{"type": "pulumi-python:dynamic/statsig:Tag", "custom": True, "id": "x"}]}}
    file = tmp_path / "seed.json"
    seed = {"objects": {"gates": {"checkout": {"name": NAME}}}}
    file.write_bytes(json.dumps({**stack, "note": NAME} if from_stack else seed, ensure_ascii=False).encode(encoding))
    url = emulator.url.removesuffix("/console/v1")

    done = CliRunner().invoke(app, ["emulator", "seed", str(file), "--url", url, "--key", key, *(["--from-stack"] if from_stack else [])])

    assert "Traceback" not in done.output
    assert not isinstance(done.exception, ValueError)
    if not from_stack:
        assert done.exit_code == 0, done.output
        assert emulator.client(key).get("/gates/checkout").data["name"] == NAME


@pytest.mark.parametrize("arguments", [["explain", "FILE"], ["emulator", "seed", "FILE"], ["emulator", "seed", "FILE", "--from-stack"]])
def test_files_that_hold_no_text(tmp_path: Path, arguments: list[str]) -> None:
    """One sentence, for every command that reads a file."""
    file = tmp_path / "file.json"
    file.write_bytes(b"{\xfc}")

    done = CliRunner().invoke(app, [str(file) if each == "FILE" else each for each in arguments])

    assert (done.exit_code, done.output.split()) == (1, f"{file} {NEITHER}".split())


def test_the_record_of_a_folder_may_be_rewritten(tmp_path: Path) -> None:
    """By an editor that saves another encoding."""
    record = json.dumps({"files": {}, "names": {"Gate x": NAME}, "scope": {"project": "p", "kinds": [], "tags": []}}, ensure_ascii=False)
    (tmp_path / RECORD).write_bytes(record.encode("utf-16"))

    assert Folder.at(tmp_path).names == {"Gate x": NAME}


def test_an_import_file_is_written_as_pulumi_reads_it(emulator: Emulator, tmp_path: Path) -> None:
    """In UTF-8 whatever the terminal; a folder that is not there is a sentence."""
    key, file = "console-import-out", tmp_path / "import.json"
    emulator.client(key).post("/gates", {"name": "Checkout", "description": NAME})
    variables = {"STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url}
    command = ["import-file", "Gate", "checkout", "checkout", "--out"]

    done = run([*command, str(file)], b"", "cp1252", **variables)
    failed = run([*command, str(tmp_path / "none" / "import.json")], b"", "cp1252", **variables)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert json.loads(file.read_bytes())["resources"][0]["inputs"]["description"] == NAME
    assert failed.returncode == 2
    assert b"Traceback" not in failed.stderr


def test_terminals_that_lack_characters(emulator: Emulator, tmp_path: Path) -> None:
    """Every command that prints goes on, with question marks; JSON that it prints stays what it is."""
    key = "console-terminal"
    console = emulator.client(key)
    console.post("/gates", {"name": "Checkout", "description": NAME})
    variables = {"STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": emulator.url}
    adopt = ["adopt", "--kinds", "gate", "--out", str(tmp_path / "program")]

    told = {
        " ".join(arguments[:2]): run(arguments, content, "cp1252", **variables)
        for arguments, content in (
            (["--help"], b""),
            (["explain"], json.dumps(PREVIEW).encode()),
            (["explain", "--format=text"], json.dumps(PREVIEW).encode()),
            (["coverage"], b""),
            (["import-file", "Gate", "checkout", "checkout"], b""),
            (adopt, b""),
        )
    }

    assert {command: done.stderr for command, done in told.items() if b"Traceback" in done.stderr} == {}
    assert {command: done.returncode for command, done in told.items()} == dict.fromkeys(told, 0) | {"coverage": bool(UNCOVERED)}
    assert "Zürich ? ?? ?" in told["explain"].stdout.decode("cp1252")
    found = json.loads(told["import-file Gate"].stdout)
    assert found["resources"][0]["inputs"]["description"] == NAME
