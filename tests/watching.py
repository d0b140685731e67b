"""Leaves out of coverage what it need not measure: it makes Python twice as slow, also in code that it does not report."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from statsig_console_emulator.server import Server

WATCHED = ("tests/provider/", "tests/resources/", "tests/plugin/test_", "tests/acceptance/")
"""The beginnings of the names of the tests that coverage measures: one of them has to run each line that it reports."""


class Unwatched:
    """A context without measurement, also in threads that start there."""

    def __enter__(self) -> None:
        self._own, self._threads = sys.gettrace(), threading.gettrace()
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        threading.settrace(self._threads)  # type: ignore[arg-type]
        sys.settrace(self._own)


def is_apart(name: str) -> bool:
    """Whether a test with this name is not measured, although it may run the package."""
    return not name.startswith(WATCHED)


def leave_thread_unwatched() -> None:
    """Ends the measurement in the calling thread, unless it is the main one: it runs no code of the package."""
    if threading.current_thread() is not threading.main_thread():
        sys.settrace(None)


def leave_emulators_unwatched() -> None:
    """The same for the threads of all emulators: an emulator shares no code with the package."""
    run = Server.run

    def unwatched(server: Server, *arguments: object) -> None:
        leave_thread_unwatched()
        run(server, *arguments)  # type: ignore[arg-type]

    Server.run = unwatched  # type: ignore[method-assign]
