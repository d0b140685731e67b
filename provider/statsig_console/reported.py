"""Reported: tells the program's process whose mistakes Pulumi's engine reports.

Pulumi has no way from the provider's process to the program's. So the provider writes the resource's URN to a file, which is named for
the stack and the Statsig project.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Generator
from functools import cache
from pathlib import Path
from secrets import token_hex
from subprocess import DEVNULL, PIPE
from threading import Lock

from . import private
from .secrets import fingerprint
from .stack.settings import Settings

PATIENCE = 3.0
"""How many seconds the provider's process waits for the program to report its mistakes. Pulumi itself waits for five."""

WRITING = Lock()
"""Held while a file is written: resources are checked in several threads."""


def write(project: Settings, urn: str) -> None:
    """Writes for which resource mistakes were found. If no file can be written, only the engine reports mistakes.

    The engine ends the provider's process first, and then stops listening to the program. So this process waits at its end until the
    program has reported its mistakes and removed the file.
    """
    if not urn:
        return
    place = file_for(project, urn)
    with WRITING:
        draft = draft_for(place)
        try:
            with private.created(draft) as file:
                file.write(urn.encode())
            os.replace(draft, place)
        except OSError:
            remove(draft)


@cache
def draft_for(place: Path) -> Path:
    """The file that this process writes before it renames it to `place`. Both are removed at the end of the process."""
    draft = place.with_name(f"{place.name}-{token_hex(8)}")
    kept = contextlib.ExitStack()
    kept.enter_context(removed_at_end(draft, place))
    atexit.register(wait_until_removed, place, kept)
    return draft


def wait_until_removed(place: Path, kept: contextlib.ExitStack) -> None:
    """Waits until the program has removed the file; removes the file itself after `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    with kept:
        while place.exists():
            if time.monotonic() > end:
                remove(place)
                return
            time.sleep(0.01)


@contextlib.contextmanager
def removed_at_end(*places: Path) -> Generator[None]:
    """Removes files at the end of the block, even if a signal ends this process before. Without a POSIX shell, they then stay.

    Only the main thread, which is Pulumi's, can handle signals. So a shell removes the files when its input ends, which happens at the
    end of the block or of this process.
    """
    command = ["/bin/sh", "-c", 'read -r _; rm -f "$@"', "sh", *map(str, places)]
    try:
        shell = subprocess.Popen(command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    except OSError:
        yield
        return
    # Leaving the block closes the shell's input and waits for its end.
    with shell:
        yield


def read(place: Path, since: float) -> str | None:
    """The URN in the file, if it was written at or after `since` (seconds since 1970)."""
    with contextlib.suppress(OSError):
        if place.stat().st_mtime >= since:
            return place.read_text(encoding="utf-8")
    return None


def remove(place: Path) -> None:
    """Removes the file, where there is one."""
    with contextlib.suppress(OSError):
        place.unlink()


def file_for(project: Settings, urn: str) -> Path:
    """The file for a Statsig project and the stack of a URN. Its name is a fingerprint, which reveals neither."""
    stack = "::".join(urn.split("::")[:2])
    return Path(tempfile.gettempdir()) / f"statsig-console-{fingerprint(f'{project.project} {stack}')}"
