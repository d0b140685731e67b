"""Private files: only their owner can read them. They are created where nothing exists, and never written through a link."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
SHARED = 0o666
"""The rights of a file that others may read and write as far as the umask allows."""

DEVICES = ("/dev/", "/proc/")
"""Folders whose names stand for devices and open files, even where they lead to a file."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def created(path: Path, rights: int = PRIVATE) -> BinaryIO:
    """A new file, open for writing.

    Raises:
        FileExistsError: something exists at this path, perhaps a link.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS | _BINARY, rights), "wb")


def longer(path: Path) -> BinaryIO:
    """An existing file, open for writing at its end.

    Raises:
        OSError: the file does not exist, or is a link.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | _NO_LINKS | _BINARY), "ab")


def grown(path: Path, start: bytes) -> BinaryIO:
    """A file, open for writing at its end, line by line: a new one, or an existing private file that begins with `start`.

    Raises:
        OSError: another file or a link exists at this path, or no file can be made.
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
    """Checks that an open file is private and empty, or begins with `start`.

    Raises:
        OSError: it is not.
    """
    about = os.fstat(file.fileno())
    is_private = os.name != "posix" or (about.st_uid == os.geteuid() and not about.st_mode & 0o077)
    if not stat.S_ISREG(about.st_mode) or not is_private:
        raise PermissionError(f"{path} is there already, and is no file that only you may read")
    if file.read(len(start)) not in (b"", start):
        raise FileExistsError(f"{path} is there already, and holds something else")


def read(path: Path) -> bytes | None:
    """A file's content; None where there is no file, or a link."""
    if path.is_symlink() or not path.is_file():
        return None
    with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINKS | _BINARY), "rb") as file:
        return file.read()


def is_outlet(path: Path) -> bool:
    """Whether a path is a pipe or a device, which takes a text and is no file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return str(path.absolute()).startswith(DEVICES) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def replace(path: Path, text: str, rights: int = PRIVATE) -> None:
    """Writes a text to a file, whole or not at all. A link at the path is replaced; the file that it led to stays unchanged.

    A pipe or device, such as ``/dev/null`` or ``/dev/stdout``, gets the text and stays what it is.
    """
    if is_outlet(path):
        path.write_bytes(text.encode())
        return
    draft = path.with_name(f"{path.name}.new")
    # A killed run may have left it.
    draft.unlink(missing_ok=True)
    try:
        with created(draft, rights) as file:
            file.write(text.encode())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
