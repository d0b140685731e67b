"""Requests and answers between the wire and the API, without a web framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote

KEY_HEADER = "statsig-api-key"
VERSION_HEADER = "statsig-api-version"


LONGEST_NUMBER = 15
"""The most digits of a number in an address; all clients handle so many exactly."""


def is_number(text: str) -> bool:
    """Whether a part of an address is a number of at most that many digits."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER


@dataclass(frozen=True)
class Request:
    """A request as received: the path still percent-encoded, header names in lower case."""

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
        """The decoded parts of the path; a slash at the end is ignored, an encoded slash stays inside its part."""
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
