"""What coverage does not watch runs nothing that it tells about, and all else is watched as before."""

from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from statsig_console_emulator.testing import Emulator
from tests.test_fast import ROOT, reached
from tests.watching import APART, Unwatched, is_apart

WATCHED = {"statsig_console", "pulumi_statsig_console"}


@pytest.fixture
def traced() -> Iterator[set[str]]:
    """The modules in which threads that start now are traced."""
    found: set[str] = set()

    def note(frame: FrameType, event: str, arg: Any) -> Any:
        found.add(str(frame.f_globals.get("__name__")))
        return note

    before = threading.gettrace()
    threading.settrace(note)
    yield found
    threading.settrace(before)  # type: ignore[arg-type]


def imported(file: Path) -> set[str]:
    """The packages that a file imports, and those that the files of tests do which it imports."""
    files = {file, *reached(file)} - {ROOT / "tests" / "conftest.py"}
    nodes = [node for each in files for node in ast.walk(ast.parse(each.read_text()))]
    names = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in names}


def test_tests_that_are_not_watched_know_nothing_of_the_package() -> None:
    """Not by way of others either."""
    files = [file for folder in APART for file in (ROOT / folder).glob("test_*.py")]
    apart = [file for file in files if is_apart(f"{file.relative_to(ROOT)}::test_it")]

    assert {file.name for file in apart} >= {"test_gates.py", "test_contract_run.py", "test_mutants.py"}
    assert [file.name for file in apart if imported(file) & WATCHED] == []
    assert not is_apart("tests/emulator/test_ill_typed.py::test_it")
    assert not is_apart("tests/provider/test_reported.py::test_it")


def test_an_emulator_s_thread_is_not_watched(traced: set[str]) -> None:
    """It is set on its way, and then left alone."""
    with Emulator() as emulator:
        assert emulator.client().get("/gates").status == 200

    assert "tests.watching" in traced
    assert not [name for name in traced if name.startswith(("statsig_console_emulator", "uvicorn", "starlette"))]


def test_watching_goes_on_afterwards(traced: set[str]) -> None:
    """Also where a test fails."""
    own, threads = sys.gettrace(), threading.gettrace()

    def fail() -> None:
        with Unwatched():
            assert (sys.gettrace(), threading.gettrace()) == (None, None)
            thread = threading.Thread(target=lambda: None)
            thread.start()
            thread.join()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert (sys.gettrace(), threading.gettrace()) == (own, threads)
    assert traced == set()
