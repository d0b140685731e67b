"""What coverage need not watch: it makes Python twice as slow, also where nothing runs that it is to tell about."""

from __future__ import annotations

import re
import sys
import threading
from functools import cache
from pathlib import Path
from types import TracebackType

from statsig_console_emulator.server import Server

ROOT = Path(__file__).resolve().parent.parent
APART = ("tests/emulator/", "tests/tools/")
"""The folders whose tests run nothing of the package that coverage tells about, but for modules that name it."""
NAMED = re.compile(r"\b(pulumi_)?statsig_console\b|\btests\.(acceptance|cli|plugin|provider|reliability|resources)\b")
"""How a module names the package, or tests of it."""


class Unwatched:
    """A context in which nothing is watched, nor in threads that start there."""

    def __enter__(self) -> None:
        self._own, self._threads = sys.gettrace(), threading.gettrace()
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        threading.settrace(self._threads)  # type: ignore[arg-type]
        sys.settrace(self._own)


@cache
def names_the_package(file: str) -> bool:
    """Whether a module of tests names the package anywhere."""
    return bool(NAMED.search((ROOT / file).read_text(encoding="utf-8")))


def is_apart(name: str) -> bool:
    """Whether a test with this name runs nothing of the package."""
    return name.startswith(APART) and not names_the_package(name.partition("::")[0])


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
