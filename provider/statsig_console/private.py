"""Private files: what only their owner reads, made where nothing is, and never through a link that somebody has put there."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
SHARED = 0o666
"""The rights of what anybody may read whom the umask lets."""

DEVICES = ("/dev/", "/proc/")
"""Where names stand for devices and for what is open already, also where they lead to a file."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def created(path: Path, rights: int = PRIVATE) -> BinaryIO:
    """A new file, open for writing.

    Raises:
        FileExistsError: something is there already, a link perhaps.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | _BINARY, rights), "wb")


def longer(path: Path) -> BinaryIO:
    """A file that is there, open for writing at its end.

    Raises:
        OSError: it is not there, or a link.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | _NO_LINKS | _BINARY), "ab")


def grown(path: Path, start: bytes) -> BinaryIO:
    """A file that is open for writing at its end, line by line: a new one, or one that only its owner reads and that begins with `start`.

    Raises:
        OSError: another file is there, or a link, or a new one cannot be made.
    """
    flags = os.O_RDWR | os.O_APPEND | _NO_LINKS | _BINARY
    try:
        return os.fdopen(os.open(path, flags | os.O_CREAT | os.O_EXCL, PRIVATE), "r+b", buffering=0)
    except FileExistsError:
        file = os.fdopen(os.open(path, flags), "r+b", buffering=0)
    try:
        demand_own(file, path, start)
    except BaseException:
        file.close()
        raise
    return file


def demand_own(file: BinaryIO, path: Path, start: bytes) -> None:
    """Refuses an open file that others may read, or that holds something else.

    Raises:
        OSError: it is such a file.
    """
    about = os.fstat(file.fileno())
    is_private = os.name != "posix" or (about.st_uid == os.geteuid() and not about.st_mode & 0o077)
    if not stat.S_ISREG(about.st_mode) or not is_private:
        raise PermissionError(f"{path} is there already, and is no file that only you may read")
    if file.read(len(start)) not in (b"", start):
        raise FileExistsError(f"{path} is there already, and holds something else")


def read(path: Path) -> bytes | None:
    """What a file holds; None where there is none, or a link."""
    if path.is_symlink() or not path.is_file():
        return None
    with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINKS | _BINARY), "rb") as file:
        return file.read()


def is_outlet(path: Path) -> bool:
    """Whether what is there takes a text and is no file: a pipe or a device, whatever name it has."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return str(path.absolute()).startswith(DEVICES) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def replace(path: Path, text: str, rights: int = PRIVATE) -> None:
    """Puts a text into a file, whole or not at all. A link in its place gives way, and what it led to stays as it was.

    What is no file, such as ``/dev/null`` or ``/dev/stdout``, gets the text and stays what it is.
    """
    if is_outlet(path):
        path.write_bytes(text.encode())
        return
    draft = path.with_name(f"{path.name}.new")
    # What a run that was killed has left.
    draft.unlink(missing_ok=True)
    try:
        with created(draft, rights) as file:
            file.write(text.encode())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
