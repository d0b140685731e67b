"""The command `statsig-console emulator`, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from statsig_console_cli import app
from statsig_console_emulator.testing import Client


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    """A running emulator on a free port."""
    command = [sys.executable, "-m", "statsig_console_cli", "emulator", "--port", "0", "--db", str(tmp_path / "db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("Statsig Console API emulator ready on http://127.0.0.1:")
        yield line.split()[-1].removesuffix("/console/v1")
        process.terminate()


def test_seeds_a_running_emulator(origin: str, tmp_path: Path) -> None:
    """A fixture project in a file becomes a project behind a key."""
    file = tmp_path / "seed.json"
    file.write_text(json.dumps({"objects": {"gates": {"kept": {"name": "Kept"}}}}))

    done = CliRunner().invoke(app, ["emulator", "seed", str(file), "--url", origin, "--key", "console-seeded"])

    assert done.exit_code == 0, done.output
    with urlopen(Request(f"{origin}/console/v1/gates/kept", headers={"STATSIG-API-KEY": "console-seeded"})) as answer:
        assert json.load(answer)["data"]["name"] == "Kept"


def test_wrong_seed_is_a_sentence(origin: str, tmp_path: Path) -> None:
    """What cannot be seeded is told without a traceback."""
    file = tmp_path / "seed.json"
    file.write_text("[]")

    done = CliRunner().invoke(app, ["emulator", "seed", str(file), "--url", origin])

    assert done.exit_code == 1
    assert "Traceback" not in done.output


@pytest.mark.parametrize("arguments", [["--host", "0.0.0.0"], ["--fault", "nonsense=1,x"], ["--db", "/nowhere/at/all/db"]])
def test_refuses_what_it_cannot_do(arguments: list[str]) -> None:
    """Another machine's address without permission, an unknown fault and an impossible file end with a sentence."""
    done = CliRunner().invoke(app, ["emulator", "--port", "0", *arguments])

    assert done.exit_code == 2
    assert "Traceback" not in done.output


PLAIN = {"COLUMNS": "500", "NO_COLOR": "1"}
LIKE: dict[str, Any] = {
    "format": 1,
    "package": "0.1.0",
    "contract": "2026-09-17",
    "warehouseNative": False,
    "requests": {"POST /gates": {"200": 3}},
    "differences": [{"operation": "POST /gates", "kind": "Gate", "step": "create", "path": "status", "service": "200", "emulator": "201"}],
}


@pytest.mark.parametrize("command", [["statsig_console_cli", "emulator"], ["statsig_console_emulator"]])
def test_answers_as_a_report_says(command: list[str], tmp_path: Path) -> None:
    """Both ways to start it take the file of a rehearsal."""
    file = tmp_path / "report.json"
    file.write_text(json.dumps(LIKE))
    with subprocess.Popen(
        [sys.executable, "-m", *command, "--port", "0", "--like", str(file)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        status = Client(process.stdout.readline().split()[-1]).post("/gates", {"name": "A gate"}).status
        process.terminate()

    assert status == 200


class Ended(NamedTuple):
    """What a command has left when it ended."""

    status: int
    stdout: str
    stderr: str


def by_our_command(*arguments: str) -> Ended:
    """`statsig-console emulator`, in this process."""
    done = CliRunner().invoke(app, ["emulator", *arguments], env=PLAIN)
    return Ended(done.exit_code, done.stdout, done.stderr)


def by_its_own_command(*arguments: str) -> Ended:
    """`python -m statsig_console_emulator`."""
    command = [sys.executable, "-m", "statsig_console_emulator", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | PLAIN)
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", "must be an object"),
        (json.dumps(LIKE | {"format": 2}).encode(), "format must be 1"),
        (
            json.dumps(LIKE | {"differences": [{**LIKE["differences"][0], "service": "\x1b[31m[bold]"}]}).encode(),
            "differences[0].service must be",
        ),
        (None, "No such file"),
    ],
)
@pytest.mark.parametrize("run", [by_our_command, by_its_own_command])
def test_wrong_report_is_a_sentence(run: Callable[..., Ended], content: bytes | None, said: str, tmp_path: Path) -> None:
    """It names the place, and starts nothing."""
    file = tmp_path / "report.json"
    if content is not None:
        file.write_bytes(content)

    done = run("--port", "0", "--like", str(file))

    assert done.status == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert "ready" not in done.stdout


def test_limits_and_busy_lists_are_options() -> None:
    """Each reading of the vendor's text can be tried by a command, and two at a time make no sense."""
    command = [
        sys.executable,
        "-m",
        "statsig_console_cli",
        "emulator",
        "--port",
        "0",
        "--older-limits",
        "--limit-reads",
        "--id-list-seconds",
        "60",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        client = Client(process.stdout.readline().split()[-1])
        client.post("/segments", {"name": "Beta", "type": "id_list"})
        lists = [client.patch("/segments/beta/id_list", {"ids": [name]}).status for name in ("a", "b")]
        reads = [client.get("/gates").status for _ in range(98)]
        process.terminate()

    both = CliRunner().invoke(app, ["emulator", "--rate-limits", "--older-limits"])

    assert lists == [200, 409]
    assert reads == [200] * 97 + [429]
    assert both.exit_code == 2
    assert "one reading of the limits at a time" in both.output
