"""What coverage need not watch: it makes Python twice as slow, also where nothing runs that it is to tell about."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from statsig_console_emulator.server import Server

WATCHED = ("tests/provider/", "tests/resources/", "tests/plugin/test_", "tests/acceptance/")
"""Where the tests are that owe it to what coverage tells about: each line of it is to be run by one of them."""


class Unwatched:
    """A context in which nothing is watched, nor in threads that start there."""

    def __enter__(self) -> None:
        self._own, self._threads = sys.gettrace(), threading.gettrace()
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        threading.settrace(self._threads)  # type: ignore[arg-type]
        sys.settrace(self._own)


def is_apart(name: str) -> bool:
    """Whether a test with this name is of something else, though it may run the package as well."""
    return not name.startswith(WATCHED)


def leave_thread_unwatched() -> None:
    """Says that the thread that calls it runs nothing to be told about."""
    if threading.current_thread() is not threading.main_thread():
        sys.settrace(None)


def leave_emulators_unwatched() -> None:
    """The same for the threads of all emulators: an emulator shares no code with the package."""
    run = Server.run

    def unwatched(server: Server, *arguments: object) -> None:
        leave_thread_unwatched()
        run(server, *arguments)  # type: ignore[arg-type]

    Server.run = unwatched  # type: ignore[method-assign]
