"""Word: what the provider's process lets the program's process know, between which Pulumi has no way: whose mistakes it has found.

It is a file, named for the stack and the Statsig project, which holds a resource's URN.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from secrets import token_hex
from subprocess import DEVNULL, PIPE

from . import private
from .secrets import fingerprint
from .stack.settings import Settings

PATIENCE = 3.0
"""How many seconds the provider's process stays for the program to tell its mistakes. Pulumi ends it after five."""


def leave(project: Settings, urn: str) -> None:
    """Lets the program know for which resource mistakes were found. Where no file can be written, the engine's lines are all.

    The engine ends the provider's process before it stops to listen to the program, so this one stays until the program has spoken.
    """
    if not urn:
        return
    place = place_of(project, urn)
    draft = place.with_name(f"{place.name}-{token_hex(8)}")
    with contextlib.ExitStack() as kept:
        kept.enter_context(swept(draft, place))
        try:
            with private.created(draft) as file:
                file.write(urn.encode())
            os.replace(draft, place)
        except OSError:
            take(draft)
        else:
            atexit.register(stay, place, kept.pop_all())


def stay(place: Path, kept: contextlib.ExitStack) -> None:
    """Waits until the word is taken; one that nobody takes goes after a while."""
    end = time.monotonic() + PATIENCE
    with kept:
        while place.exists():
            if time.monotonic() > end:
                take(place)
                return
            time.sleep(0.01)


@contextlib.contextmanager
def swept(*places: Path) -> Generator[None]:
    """Files that are deleted even if a signal ends this process meanwhile. Elsewhere than on POSIX systems, nothing deletes them then.

    Threads other than the main one, which is Pulumi's, can handle no signals. A shell waits for the end of its input instead, which is the
    end of this process.
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
    """The URN that was left since then."""
    with contextlib.suppress(OSError):
        if place.stat().st_mtime >= since:
            return place.read_text(encoding="utf-8")
    return None


def take(place: Path) -> None:
    """Takes the word away."""
    with contextlib.suppress(OSError):
        place.unlink()


def place_of(project: Settings, urn: str) -> Path:
    """The file for a Statsig project and a stack, which any URN in it names. The file's name tells nothing."""
    stack = "::".join(urn.split("::")[:2])
    return Path(tempfile.gettempdir()) / f"statsig-console-{fingerprint(f'{project.project} {stack}')}"
