"""Reported: the file by which the provider's process tells the program's whose mistakes the engine reports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from statsig_console import reported
from statsig_console.secrets import ApiKey
from statsig_console.stack.settings import Settings

PROJECT = Settings(ApiKey("console-reported"))
URN = "urn:pulumi:dev::infra::pulumi-python:dynamic/statsig:Gate::checkout"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, of the test's own. The end of the process is that of the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with ExitStack() as ends:
        monkeypatch.setattr("atexit.register", lambda wait, place, kept: ends.push(kept))
        yield tmp_path


def test_file_is_for_one_stack_and_project(folder: Path) -> None:
    """The program finds it by any URN of its stack. Other stacks and projects do not find it, and its name reveals no key."""
    reported.write(PROJECT, URN)

    assert reported.read(reported.file_for(PROJECT, "urn:pulumi:dev::infra"), 0) == URN
    assert reported.read(reported.file_for(PROJECT, "urn:pulumi:prod::infra"), 0) is None
    assert reported.read(reported.file_for(Settings(ApiKey("console-other")), URN), 0) is None
    assert [each.name.removeprefix("statsig-console-").isalnum() for each in folder.iterdir()] == [True]


@pytest.mark.usefixtures("folder")
def test_file_of_an_earlier_run_is_ignored() -> None:
    """A run that died before it removed the file tells later runs nothing."""
    reported.write(PROJECT, URN)

    assert reported.read(reported.file_for(PROJECT, URN), time.time() + 60) is None


@pytest.mark.usefixtures("folder")
def test_process_waits_until_the_file_is_removed() -> None:
    """It ends right after that."""
    place = reported.file_for(PROJECT, URN)
    reported.write(PROJECT, URN)
    threading.Timer(0.2, reported.remove, [place]).start()

    begun = time.monotonic()
    reported.wait_until_removed(place, ExitStack())

    assert 0.1 < time.monotonic() - begun < reported.PATIENCE


def test_file_that_nobody_removes_is_removed_after_a_while(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left behind."""
    monkeypatch.setattr(reported, "PATIENCE", 0.05)
    reported.write(PROJECT, URN)
    reported.wait_until_removed(reported.file_for(PROJECT, URN), ExitStack())

    assert list(folder.iterdir()) == []


def test_folder_that_takes_no_file_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check goes on; nor is there anything to leave for a resource without a URN."""
    monkeypatch.setattr("tempfile.tempdir", str(folder / "missing"))
    reported.write(PROJECT, URN)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    reported.write(PROJECT, "")

    assert list(folder.iterdir()) == []


def test_many_mistakes_start_one_shell(folder: Path) -> None:
    """A program of hundreds of mistaken resources starts no process for each."""
    shells: list[object] = []
    start = subprocess.Popen

    def counted(*arguments: Any, **options: Any) -> Any:
        shells.append(arguments)
        return start(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("subprocess.Popen", counted)
        writing = [threading.Thread(target=reported.write, args=(PROJECT, f"{URN}-{number}")) for number in range(50)]
        for each in writing:
            each.start()
        for each in writing:
            each.join()

    assert len(shells) == 1
    assert str(reported.read(reported.file_for(PROJECT, URN), 0)).startswith(URN)
    assert len(list(folder.iterdir())) == 1


WRITING = f"""
import threading
from statsig_console import reported
from statsig_console.secrets import ApiKey
from statsig_console.stack.settings import Settings

writing = threading.Thread(target=reported.write, args=(Settings(ApiKey("console-reported")), {URN!r}))
writing.start()
writing.join()
print("written", flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_file_is_removed_with_a_process_that_a_signal_ends(end: signal.Signals, tmp_path: Path) -> None:
    """A thread wrote it, as Pulumi's threads do; a thread cannot handle signals."""
    variables = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", WRITING], env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"written\n"
        assert len(list(tmp_path.iterdir())) == 1
        writing.send_signal(end)

    last = time.monotonic() + 10
    while list(tmp_path.iterdir()) and time.monotonic() < last:
        time.sleep(0.01)
    assert list(tmp_path.iterdir()) == []
