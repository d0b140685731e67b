"""Text from files and pipes, and to terminals, of any system.

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
        InputError: they are in neither; `name` says in the error where they come from.
    """
    try:
        return content.decode(encoding_of(content))
    except UnicodeDecodeError:
        raise InputError(f"{name} is no text in UTF-8 or UTF-16.") from None


def encoding_of(content: bytes) -> str:
    """The encoding of bytes that begin with a byte order mark, or with an ASCII character as JSON does."""
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
    """Lets standard output and error show characters that their encoding lacks as question marks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


HIDDEN_SORTS = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Unicode's categories of invisible characters: they control a terminal or the direction of letters, or have no meaning."""

JOINERS = {"\u200c", "\u200d"}
"""Characters that join or separate letters and emoji."""

BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
"""Letters that show as blank."""


def visible(text: str) -> str:
    """A text with only visible characters and line breaks; any other shows as its number in Unicode: ``<U+202E>``."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    hidden = unicodedata.category(character) in HIDDEN_SORTS and character not in JOINERS and character != "\n"
    return f"<U+{ord(character):04X}>" if hidden or character in BLANKS else character


def complain(error: object) -> None:
    """Prints on the standard error what went wrong, with only visible characters."""
    typer.echo(visible(str(error)), err=True)


@contextmanager
def plainly(*errors: type[Exception], code: int = 1) -> Generator[None]:
    """Ends a command with the error's sentence and an exit code, for `errors`, by default those of the provider and the system."""
    expected: tuple[type[Exception], ...] = errors or (ProviderError, OSError)
    try:
        yield
    except expected as error:
        complain(error)
        raise typer.Exit(code) from None
