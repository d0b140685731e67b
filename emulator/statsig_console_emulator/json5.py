"""Reads JSON5: JSON with comments, trailing commas, single quotes, unquoted names and more forms of numbers."""

from __future__ import annotations

import json
import math
import re
from typing import Any

_SPACE = re.compile(r"(?:\s|\ufeff|//[^\n\r\u2028\u2029]*|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[^\W\d]*(?:[\w$\u200c\u200d])+|[$_][\w$]*", re.UNICODE)
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|Infinity|NaN|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\n": "", "\r": "", "\u2028": "", "\u2029": ""}
_MAX_DEPTH = 100


def loads(text: str) -> Any:
    """The value of a JSON5 text. Raises ValueError for other texts, and for infinite numbers, which no answer can have."""
    reader = _Reader(text)
    value = reader.value(0)
    reader.skip()
    if reader.at < len(text):
        raise ValueError(f"unexpected text at {reader.at}")
    return value


def dumps(value: Any) -> str:
    """The text that the API shows in a value's JSON5 field: plain JSON, indented."""
    return json.dumps(value, ensure_ascii=False, indent=2)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def peek(self) -> str:
        self.skip()
        return self.text[self.at : self.at + 1]

    def take(self, expected: str) -> None:
        if self.peek() != expected:
            raise ValueError(f"expected {expected!r} at {self.at}")
        self.at += 1

    def value(self, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        head = self.peek()
        if head == "{":
            return self.object(depth)
        if head == "[":
            return self.array(depth)
        if head in ("'", '"') and head:
            return self.string()
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            return _number(number.group())
        word = self.name()
        if word not in _WORDS:
            raise ValueError(f"unexpected {word!r}")
        return _WORDS[word]

    def object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.take("{")
        while self.peek() != "}":
            name = self.string() if self.peek() in ("'", '"') else self.name()
            self.take(":")
            found[name] = self.value(depth + 1)
            if self.peek() != "}":
                self.take(",")
        self.take("}")
        return found

    def array(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self.take("[")
        while self.peek() != "]":
            found.append(self.value(depth + 1))
            if self.peek() != "]":
                self.take(",")
        self.take("]")
        return found

    def name(self) -> str:
        found = _NAME.match(self.text, self.at)
        if not found or not found.group():
            raise ValueError(f"unexpected text at {self.at}")
        self.at = found.end()
        return found.group()

    def string(self) -> str:
        quote = self.text[self.at]
        self.at += 1
        parts: list[str] = []
        while True:
            char = self.text[self.at : self.at + 1]
            self.at += 1
            if char == quote:
                return "".join(parts)
            if char in ("", "\n", "\r"):
                raise ValueError("text without an end")
            parts.append(self.escape() if char == "\\" else char)

    def escape(self) -> str:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        width = {"x": 2, "u": 4}.get(char)
        if width is None:
            return _ESCAPES.get(char, char)
        digits = self.text[self.at : self.at + width]
        if len(digits) < width:
            raise ValueError("escape without an end")
        self.at += width
        return chr(int(digits, 16))


def _number(text: str) -> int | float:
    if "x" in text.lower():
        return int(text, 16)
    if text.lstrip("+-").isdecimal():
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
