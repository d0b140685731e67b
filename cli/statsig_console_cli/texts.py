"""Text as it comes from files and pipes, and goes to terminals, of any system.

PowerShell writes UTF-16, some editors put a byte order mark before UTF-8, and many terminals lack characters.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

import typer

from statsig_console.errors import InputError, ProviderError

STANDARD_INPUT = "-"


def read_text(file: str | Path) -> str:
    """The text of a file, or of standard input where it is `-`.

    Raises:
        InputError: it is neither UTF-8 nor UTF-16.
        OSError: the file cannot be read.
    """
    if str(file) == STANDARD_INPUT:
        return decoded(sys.stdin.buffer.read(), "Standard input")
    return decoded(Path(file).read_bytes(), str(file))


def decoded(content: bytes, name: str) -> str:
    """The text that bytes hold, in UTF-8 or UTF-16, with or without a byte order mark.

    Raises:
        InputError: they hold none; `name` says whose they are.
    """
    try:
        return content.decode(encoding_of(content))
    except UnicodeDecodeError:
        raise InputError(f"{name} is no text in UTF-8 or UTF-16.") from None


def encoding_of(content: bytes) -> str:
    """How bytes are encoded that begin with a byte order mark, or with a character of ASCII as JSON does."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    match [bool(byte) for byte in content[:2]]:
        case [False, True]:
            return "utf-16-be"
        case [True, False]:
            return "utf-16-le"
        case _:
            return "utf-8-sig"


def print_all() -> None:
    """Lets standard output show what its encoding lacks as question marks, instead of ending there."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


HIDDEN_SORTS = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Unicode's sorts of characters that cannot be seen: they steer a terminal or the direction of letters, or mean nothing."""

JOINERS = {"\u200c", "\u200d"}
"""What joins or parts letters and emoji."""

BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
"""Letters that look like nothing."""


def visible(text: str) -> str:
    """A text whose lines hold what can be seen, and of all else the number in Unicode: ``<U+202E>``."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    hidden = unicodedata.category(character) in HIDDEN_SORTS and character not in JOINERS and character != "\n"
    return f"<U+{ord(character):04X}>" if hidden or character in BLANKS else character


def complain(error: object) -> None:
    """Tells on the standard error what went wrong, as far as it can be seen."""
    typer.echo(visible(str(error)), err=True)


@contextmanager
def plainly(*errors: type[Exception], code: int = 1) -> Generator[None]:
    """Ends a command with a sentence and a code where it cannot be done: by `errors`, or by what API, program or file stand against."""
    expected: tuple[type[Exception], ...] = errors or (ProviderError, OSError)
    try:
        yield
    except expected as error:
        complain(error)
        raise typer.Exit(code) from None
