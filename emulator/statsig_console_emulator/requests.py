"""Requests and answers between the wire and the API, free of any web framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote

KEY_HEADER = "statsig-api-key"
VERSION_HEADER = "statsig-api-version"


LONGEST_NUMBER = 15
"""Digits of a number in an address, as far as any client counts exactly."""


def is_number(text: str) -> bool:
    """Whether a part of an address is a number that can be counted with."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER


@dataclass(frozen=True)
class Request:
    """A request as it came: the path still percent-encoded, header names in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def key(self) -> str:
        return self.headers.get(KEY_HEADER, "")

    @property
    def segments(self) -> list[str]:
        """The decoded parts of the path; a slash at the end does not count, an encoded slash stays inside its part."""
        return [unquote(part) for part in self.path.strip("/").split("/") if part]

    @property
    def parameters(self) -> dict[str, list[str]]:
        return parse_qs(self.query, keep_blank_values=True)


@dataclass(frozen=True)
class Response:
    """An answer ready to be sent."""

    status: int
    content: bytes
    media: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
