"""Files that the commands write: their owner's alone, no way through links, and gone when the command is told to end."""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statsig_console.secrets import ApiKey
from statsig_console.stack.settings import Settings
from statsig_console_cli import app
from statsig_console_cli.adopt import pulumi_cli
from statsig_console_cli.adopt.cache import ScanCache
from statsig_console_cli.adopt.files import CACHE, RECORD, Folder
from statsig_console_cli.adopt.languages import language
from statsig_console_cli.adopt.report import next_steps
from statsig_console_emulator.store import Store

from .adopting import Adoption

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and links are POSIX's")

RULE = {"name": "all", "passPercentage": 10, "conditions": [{"type": "public"}]}


def rights(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """A umask that lets everybody read."""
    held = os.umask(0)
    yield
    os.umask(held)


def test_a_scan_is_its_owner_s_and_read_through_no_link(adoption: Adoption, tmp_path: Path) -> None:
    """Its steps hold what the project has."""
    settings = Settings(ApiKey(adoption.key), adoption.emulator.url)
    cache = ScanCache(tmp_path / "folder" / CACHE, settings)
    cache.put("step", 1)
    assert rights(tmp_path / "folder" / CACHE) == 0o600

    linked = tmp_path / CACHE
    linked.symlink_to(tmp_path / "folder" / CACHE)
    other = ScanCache(linked, settings)
    with pytest.raises(OSError, match=CACHE):
        other.put("step", 2)

    assert (other.resumed, ScanCache(tmp_path / "folder" / CACHE, settings).get("step")) == (0, 1)


def test_adopted_files_have_the_rights_that_they_need(adoption: Adoption) -> None:
    """The program is for everybody whom the umask lets; what only this run needs is not."""
    adoption.console.post("/gates", {"name": "A gate"})

    adoption.run()

    found = {each.name: rights(each) for each in adoption.folder.iterdir()}
    assert {name for name, held in found.items() if held != 0o600} == {name for name in found if name not in {"import.json", RECORD}}


def test_git_leaves_out_what_is_code_to_pulumi(adoption: Adoption) -> None:
    """The import file and the scan; lines that people have written stay."""
    adoption.folder.mkdir()
    (adoption.folder / ".gitignore").write_text("venv/\n/import.json")

    adoption.run()
    adoption.run()

    assert adoption.text(".gitignore") == f"venv/\n/import.json\n/{CACHE}\n"
    subprocess.run(["git", "init", "-q", str(adoption.folder)], check=True)
    told = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=adoption.folder, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "gates.py" in told or "__main__.py" in told
    assert "import.json" not in told


def test_an_import_file_is_its_owner_s(adoption: Adoption, tmp_path: Path) -> None:
    """And its help says what it is."""
    adoption.console.post("/gates", {"name": "A gate"})
    victim, out = tmp_path / "victim", tmp_path / "import.json"
    victim.write_text("precious")
    out.symlink_to(victim)

    done = CliRunner().invoke(app, ["import-file", "Gate", "a", "a_gate", "--out", str(out)])

    assert done.exit_code == 0, done.output
    assert (rights(out), victim.read_text()) == (0o600, "precious")
    assert json.loads(out.read_text())["resources"]
    assert "unpickles" in CliRunner().invoke(app, ["import-file", "--help"]).output


def test_a_database_is_its_owner_s(tmp_path: Path) -> None:
    """With what SQLite puts beside it; a file from before becomes so, and a link is refused."""
    path = tmp_path / "db"
    store = Store(str(path))
    store.add_project("p", "console-x", warehouse_native=False, created=0)
    beside = sorted(each.name for each in tmp_path.iterdir())
    assert (beside, {rights(each) for each in tmp_path.iterdir()}) == (["db", "db-shm", "db-wal"], {0o600})
    store.close()

    path.chmod(0o644)
    Store(str(path)).close()
    assert rights(path) == 0o600

    for name in ("other", "linked-wal"):
        (tmp_path / name).symlink_to(path)
    for name in ("other", "linked"):
        with pytest.raises(OSError, match="is a link"):
            Store(str(tmp_path / name))
    with pytest.raises(OSError, match="is no file"):
        Store(str(tmp_path))


def test_a_database_is_whole_when_its_emulator_is_told_to_end(tmp_path: Path) -> None:
    """Nothing lies beside it any more."""
    for module in ("statsig_console_cli emulator", "statsig_console_emulator"):
        path = tmp_path / module.partition(" ")[0]
        command = [sys.executable, "-m", *module.split(), "--port", "0", "--db", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            process.terminate()
        assert process.returncode == 128 + signal.SIGTERM

    assert sorted(each.name for each in tmp_path.iterdir()) == ["statsig_console_cli", "statsig_console_emulator"]


def ended(adoption: Adoption, number: signal.Signals) -> list[str]:
    """Ends a scan in its middle; the files that it leaves."""
    adoption.console.post("/tags", {"name": "A tag", "description": ""})
    adoption.emulator.fault("latency", seconds=30, path="/segments", method="GET", count=1)
    command = [sys.executable, "-m", "statsig_console_cli", "adopt", "--out", str(adoption.folder), "--kinds", "gate,tag,segment"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 30
        while not (adoption.folder / CACHE).exists() and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.3)
        process.send_signal(number)
    adoption.emulator.clear_faults()
    return sorted(each.name for each in adoption.folder.iterdir())


def test_a_scan_that_is_told_to_end_leaves_nothing(adoption: Adoption) -> None:
    """A cancelled job's folder may be kept, or handed on."""
    assert ended(adoption, signal.SIGTERM) == []


def test_a_scan_that_was_killed_leaves_nothing_for_long(adoption: Adoption) -> None:
    """The next run takes up what there is, and takes it away."""
    assert ended(adoption, signal.SIGKILL) == [CACHE]

    adoption.run("--kinds", "gate,tag,segment")

    assert CACHE not in adoption.files()


def test_a_scan_that_fails_for_good_leaves_nothing(adoption: Adoption, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an error that nobody has thought of."""
    adoption.console.post("/gates", {"name": "A gate"})

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unthought of")

    monkeypatch.setattr(Folder, "write", fail)
    adoption.run(fails=1)

    assert CACHE not in adoption.files()


def test_the_stack_of_a_proof_that_was_killed_goes_with_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for one that may be running, and for what is somebody else's link."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    victim = tmp_path / "victim"
    victim.mkdir()
    old, new, link = (tmp_path / f"{pulumi_cli.PREFIX}{name}" for name in ("old", "new", "link"))
    for folder in (old, new):
        (folder / "state").mkdir(parents=True)
    link.symlink_to(victim)
    past = time.time() - 2 * pulumi_cli.LEFT_AFTER
    for each in (old, victim):
        os.utime(each, (past, past))
    os.utime(link, (past, past), follow_symlinks=False)

    pulumi_cli.remove_leftovers()

    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([new.name, link.name, victim.name])


def test_the_stack_of_a_proof_goes_when_it_is_told_to_end(adoption: Adoption, tmp_path: Path) -> None:
    """While Pulumi is at work."""
    adoption.console.post("/gates", {"name": "A gate", "rules": [RULE]})
    tools, scratch = tmp_path / "tools", tmp_path / "scratch"
    tools.mkdir()
    scratch.mkdir()
    waiting = tools / "pulumi"
    waiting.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nexec sleep 60\n")
    waiting.chmod(0o755)
    variables = {**os.environ, "PATH": os.pathsep.join([str(tools), os.environ["PATH"]]), "TMPDIR": str(scratch)}
    command = [sys.executable, "-m", "statsig_console_cli", "adopt", "--out", str(adoption.folder), "--kinds", "gate", "--prove"]

    with subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 30
        while not (tmp_path / "started").exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert [rights(each) for each in scratch.iterdir()] == [0o700]
        process.terminate()

    assert list(scratch.iterdir()) == []
    assert process.returncode == 128 + signal.SIGTERM


@pytest.mark.parametrize(("name", "namespace"), [("python", "statsig"), ("yaml", "statsig-console"), ("typescript", "statsig-console")])
def test_next_steps_can_be_pasted(tmp_path: Path, name: str, namespace: str) -> None:
    """Whatever folder and address are called."""
    folder, url = tmp_path / "it's; rm -rf $HOME", "http://127.0.0.1:1/a;touch$IFS'x'"

    steps = next_steps(folder, Settings(ApiKey("console-x"), url, name="eu"), language(name)).splitlines()

    assert [shlex.split(line) for line in steps if "cd " in line or "apiUrl" in line] == [
        ["cd", str(folder)],
        ["pulumi", "config", "set", "--path", f"{namespace}:projects.eu.apiUrl", url],
    ]
