"""What coverage does not watch runs nothing that it tells about, and all else is watched as before."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from statsig_console_emulator.testing import Emulator
from tests.test_fast import ROOT
from tests.watching import WATCHED, Unwatched, is_apart


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


def test_what_is_watched_is_there() -> None:
    """A folder by another name would leave the package's own tests out."""
    modules = [str(file.relative_to(ROOT)) for file in (ROOT / "tests").rglob("test_*.py")]

    assert [place for place in WATCHED if not any(name.startswith(place) for name in modules)] == []
    assert {name.split("/")[1] for name in modules if not is_apart(f"{name}::test_it")} == {"provider", "resources", "plugin", "acceptance"}


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
