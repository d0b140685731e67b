"""Bodies of requests: read whole, up to a limit."""

from __future__ import annotations

from starlette.types import Receive

from .errors import ApiError

LARGEST = 64 * 1024 * 1024
"""Bytes that a body may have; a million IDs fit in."""


async def read(receive: Receive) -> bytes:
    """A request's body. Raises `ApiError` 413 for one that is too large; no more than the limit is kept in memory."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        part: bytes = message.get("body", b"")
        size += len(part)
        more = bool(message.get("more_body"))
        if size > LARGEST:
            # The rest is read all the same, since a client reads no answer while it sends.
            parts.clear()
        else:
            parts.append(part)
    if size > LARGEST:
        raise ApiError(413, f"Payload Too Large: a body may have {LARGEST} bytes.")
    return b"".join(parts)
