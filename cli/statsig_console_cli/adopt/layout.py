"""Layout: expressions, written as a formatter would.

An expression is a tree of calls, lists and dictionaries. An expression that fits on a line stays on it; otherwise
each element has its own line and a comma after it. Ruff, Black and Prettier leave both forms as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 88
INDENT = "    "
_BLOCK_FROM = 40


@dataclass(frozen=True)
class Text:
    """An expression that is never broken: a literal, or a name."""

    code: str


@dataclass(frozen=True)
class Element:
    """One part of a bracketed expression: what stands before it (``name=`` or ``"key": ``), and a remark above it."""

    value: Expression
    before: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Bracketed:
    """A call, list or dictionary; `padding` is what stands inside the brackets on one line."""

    opening: str
    elements: Sequence[Element]
    closing: str
    padding: str = ""


Expression = Text | Bracketed


def statement(name: str, value: Expression) -> str:
    """An assignment."""
    return "\n".join(lines(value, f"{name} = ", "", ""))


def lines(value: Expression, before: str, indent: str, after: str, sign: str = "#") -> Iterator[str]:
    """The lines of an expression, with the text before and after it; `sign` begins a remark."""
    flat = flattened(value)
    if isinstance(value, Text):
        yield f"{indent}{before}{value.code}{after}"
    elif flat is not None and width(f"{indent}{before}{flat}{after}") <= WIDTH:
        yield f"{indent}{before}{flat}{after}"
    else:
        yield f"{indent}{before}{value.opening}"
        for element in value.elements:
            if element.remark:
                yield f"{indent}{INDENT}{sign} {element.remark}"
            yield from lines(element.value, element.before, indent + INDENT, ",", sign)
        yield f"{indent}{value.closing}{after}"


def flattened(value: Expression) -> str | None:
    """An expression on one line; None if it has a line break or a remark."""
    if isinstance(value, Text):
        return None if "\n" in value.code else value.code
    parts: list[str] = []
    for element in value.elements:
        flat = flattened(element.value)
        if flat is None or element.remark:
            return None
        parts.append(element.before + flat)
    padding = value.padding if parts else ""
    return f"{value.opening}{padding}{', '.join(parts)}{padding}{value.closing}"


def width(line: str) -> int:
    """The greatest width of a line: a character that is not ASCII may take two columns."""
    return sum(1 if each.isascii() else 2 for each in line)


def call(function: str, elements: Sequence[Element]) -> Bracketed:
    """A call."""
    return Bracketed(f"{function}(", elements, ")")


def literal(value: Any) -> Expression:
    """A plain value as code."""
    if isinstance(value, str):
        return Text(quoted(value))
    if isinstance(value, dict):
        return Bracketed("{", [Element(literal(each), f"{quoted(str(key))}: ") for key, each in value.items()], "}")
    if isinstance(value, (list, tuple)):
        return Bracketed("[", [Element(literal(each)) for each in value], "]")
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return Text(repr(int(value)))
    return Text(repr(value))


def quoted(text: str) -> str:
    """A string literal: in double quotes unless single ones need fewer escapes; a text of several lines as a block."""
    if "\n" in text and len(text) >= _BLOCK_FROM and is_plain_block(text):
        return f'"""{text}"""'
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(escaped(each, quote) for each in text) + quote


def is_plain_block(text: str) -> bool:
    """Whether a text can stand between triple quotes as it is."""
    return not ("\\" in text or '"""' in text or text.endswith('"')) and are_plain_lines(text)


def are_plain_lines(text: str) -> bool:
    """Whether a text has only visible characters, and no line ends in a space."""
    return not re.search(r"[ \t]\n|[ \t]$", text) and all(each == "\n" or is_shown(each) for each in text)


def escaped(character: str, quote: str) -> str:
    """One character of a string literal."""
    if character in {"\\", quote}:
        return f"\\{character}"
    if is_shown(character):
        return character
    return character.encode("unicode_escape").decode("ascii")


def is_shown(character: str) -> bool:
    """Whether a character can be seen as it is: not one that is invisible, or changes the direction of others."""
    return character == " " or (character.isprintable() and unicodedata.category(character) not in {"Cf", "Mn", "Me", "Cn"})


def remark(text: str) -> str:
    """A text for a comment, on one line."""
    return "".join(each if is_shown(each) else " " if each.isspace() else escaped(each, "") for each in text)
