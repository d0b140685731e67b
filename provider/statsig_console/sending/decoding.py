"""Decoding: an answer's bytes and the JSON in them, within bounds far above the real answers of this API.

A few kilobytes can expand to gigabytes: as gzip, as a list of two million empty lists, or as lists nested so deeply that Python fails.
Such an answer is refused before it has become large. The reasons are ends of sentences that begin with the answer.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from statsig_console.values import TooDeep, json_text, parsed_json

from .http import httpx

LARGEST = 64 * 1024 * 1024
"""The most bytes of an unpacked answer."""

MOST_VALUES = 2_000_000
"""The most values in the JSON of an answer: in memory, a value takes many times its bytes."""

DEEPEST = 200
"""The most objects and lists inside one another in an answer; a program may send fewer."""

ENCODINGS = "gzip"
"""The encodings that requests accept; answers in other encodings are refused."""

_STEP = 1024 * 1024
_GZIP = zlib.MAX_WBITS | 16


def content_of(response: httpx.Response, largest: int = LARGEST) -> bytes:
    """The body of a response, unpacked.

    Raises:
        ValueError: it is too large, in another encoding, or cut off.
    """
    if response.is_stream_consumed:
        return response.content
    content = bytearray()
    for piece in _unpacked(response) if _is_packed(response) else response.iter_raw():
        content += piece
        if len(content) > largest:
            raise ValueError(f"is larger than {LARGEST // _STEP} MiB")
    return bytes(content)


def json_in(content: bytes) -> Any:
    """The JSON value in a body.

    Raises:
        ValueError: it is not JSON, too large or nested too deeply, or holds a lone surrogate.
    """
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > MOST_VALUES:
        raise ValueError(f"holds more than {MOST_VALUES:,} values")
    try:
        text = content.decode("utf-8-sig")
        value = parsed_json(text, DEEPEST)
    except TooDeep:
        raise ValueError(f"is nested more than {DEEPEST} levels deep") from None
    except ValueError:
        raise ValueError("is not JSON, or was cut off") from None
    if "\\ud" in text or "\\uD" in text:
        try:
            json_text(value)
        except ValueError:
            raise ValueError("holds half of a character (a lone surrogate)") from None
    return value


def _is_packed(response: httpx.Response) -> bool:
    """Whether a body is packed.

    Raises:
        ValueError: it is packed in another encoding, or more than once.
    """
    names = [name.strip().lower() for name in response.headers.get("content-encoding", "").split(",")]
    packings = [name for name in names if name not in {"", "identity"}]
    if packings not in ([], ["gzip"], ["x-gzip"]):
        raise ValueError(f"is packed otherwise than by {ENCODINGS}, which was asked for")
    return bool(packings)


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The unpacked body in small pieces."""
    gzip, is_begun = zlib.decompressobj(_GZIP), False
    try:
        for rest in response.iter_raw():
            is_begun = is_begun or bool(rest)
            while rest and not gzip.eof:
                yield gzip.decompress(rest, _STEP)
                rest = gzip.unconsumed_tail
        while is_begun and not gzip.eof and (piece := gzip.decompress(b"", _STEP)):
            yield piece
    except zlib.error:
        raise ValueError("cannot be unpacked") from None
    if is_begun and not gzip.eof:
        raise ValueError("was cut off")
