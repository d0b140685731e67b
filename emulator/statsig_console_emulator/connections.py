"""Cuts connections. An ASGI app cannot do that, so a protocol records its sockets."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_transports: dict[tuple[Any, Any], asyncio.Transport] = {}


class Protocol(H11Protocol):
    """Uvicorn's HTTP protocol; its connections can be found by their two addresses."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._ends = (tuple(transport.get_extra_info("peername")[:2]), tuple(transport.get_extra_info("sockname")[:2]))
        _transports[self._ends] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _transports.pop(self._ends, None)
        super().connection_lost(exc)


async def reset(scope: Scope) -> None:
    """Cuts the request's connection without another byte. Without a socket (in-process) it raises ConnectionResetError."""
    transport = _transports.get((tuple(scope.get("client") or ()), tuple(scope.get("server") or ())))
    if transport is None:
        raise ConnectionResetError("the emulator cut the connection, as a fault asked it to")
    endpoint = transport.get_extra_info("socket")
    # With a linger time of 0, closing sends a reset instead of an orderly end.
    endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await asyncio.sleep(0)  # The protocol notices it in the next turn of the loop.
