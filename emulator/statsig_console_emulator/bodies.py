"""Bodies of requests: read whole, and no more of them than a request may have."""

from __future__ import annotations

from starlette.types import Receive

from .errors import ApiError

LARGEST = 64 * 1024 * 1024
"""Bytes: a million IDs fit in."""


async def read(receive: Receive) -> bytes:
    """A request's body. Raises `ApiError` 413 for one that is too large, of which no more is kept than what may be."""
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
            # Read to its end all the same: who is still sending hears no answer.
            parts.clear()
        else:
            parts.append(part)
    if size > LARGEST:
        raise ApiError(413, f"Payload Too Large: a body may have {LARGEST} bytes.")
    return b"".join(parts)
