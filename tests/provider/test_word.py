"""Word: what the provider's process lets the program's process know."""

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

import pytest

from statsig_console import word
from statsig_console.secrets import ApiKey
from statsig_console.stack.settings import Settings

PROJECT = Settings(ApiKey("console-word"))
URN = "urn:pulumi:dev::infra::pulumi-python:dynamic/statsig:Gate::checkout"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, of the test's own. The end of the process is that of the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with ExitStack() as ends:
        monkeypatch.setattr("atexit.register", lambda stay, place, kept: ends.push(kept))
        yield tmp_path


def test_word_is_for_one_stack_and_project(folder: Path) -> None:
    """The program finds it by any URN of its stack, another stack's or project's does not, and its name tells no key."""
    word.leave(PROJECT, URN)

    assert word.read(word.place_of(PROJECT, "urn:pulumi:dev::infra"), 0) == URN
    assert word.read(word.place_of(PROJECT, "urn:pulumi:prod::infra"), 0) is None
    assert word.read(word.place_of(Settings(ApiKey("console-other")), URN), 0) is None
    assert [each.name.removeprefix("statsig-console-").isalnum() for each in folder.iterdir()] == [True]


@pytest.mark.usefixtures("folder")
def test_word_of_an_earlier_run_is_none() -> None:
    """A run that died before it took the word leaves it to nobody."""
    word.leave(PROJECT, URN)

    assert word.read(word.place_of(PROJECT, URN), time.time() + 60) is None


@pytest.mark.usefixtures("folder")
def test_process_stays_until_the_word_is_taken() -> None:
    """It is gone at once after that."""
    place = word.place_of(PROJECT, URN)
    word.leave(PROJECT, URN)
    threading.Timer(0.2, word.take, [place]).start()

    begun = time.monotonic()
    word.stay(place, ExitStack())

    assert 0.1 < time.monotonic() - begun < word.PATIENCE


def test_word_that_nobody_takes_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left behind."""
    monkeypatch.setattr(word, "PATIENCE", 0.05)
    word.leave(PROJECT, URN)
    word.stay(word.place_of(PROJECT, URN), ExitStack())

    assert list(folder.iterdir()) == []


def test_folder_that_takes_no_file_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check goes on; nor is there anything to leave for a resource without a URN."""
    monkeypatch.setattr("tempfile.tempdir", str(folder / "missing"))
    word.leave(PROJECT, URN)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    word.leave(PROJECT, "")

    assert list(folder.iterdir()) == []


LEAVING = f"""
import threading
from statsig_console import word
from statsig_console.secrets import ApiKey
from statsig_console.stack.settings import Settings

leaving = threading.Thread(target=word.leave, args=(Settings(ApiKey("console-word")), {URN!r}))
leaving.start()
leaving.join()
print("left", flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_word_goes_with_a_process_that_a_signal_ends(end: signal.Signals, tmp_path: Path) -> None:
    """It was left by a thread, as Pulumi's is, which can handle no signal."""
    variables = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", LEAVING], env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as leaving:
        assert leaving.stdout is not None
        assert leaving.stdout.readline() == b"left\n"
        assert len(list(tmp_path.iterdir())) == 1
        leaving.send_signal(end)

    last = time.monotonic() + 10
    while list(tmp_path.iterdir()) and time.monotonic() < last:
        time.sleep(0.01)
    assert list(tmp_path.iterdir()) == []
