"""Deadlines: a request ends in time, however slowly its bytes come.

The time-out of a socket begins anew with every byte, so that a server which sends one now and then would never be given up. Here one
clock runs for a whole attempt, from the look for a connection to the last byte of the answer. A thread has one request at a time under
way, and reads its answer before it sends the next one, so the clock is the thread's own.
"""

from __future__ import annotations

import re
import ssl
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import httpcore

from statsig_console.call import current

from .http import httpx

PIECE = 16 * 1024
"""Bytes that are sent between two looks at the clock."""


class _Clock(threading.local):
    """When the thread's request ends, and how many seconds it has."""

    until = float("inf")
    seconds = 0.0
    setting = ""

    def start(self, seconds: float | None, left: float) -> None:
        own = float("inf") if seconds is None else seconds
        self.seconds = min(own, left)
        self.setting = "statsig:requestTimeout" if own <= left else "the resource's custom timeout"
        self.until = time.monotonic() + self.seconds

    def within(self, timeout: float | None) -> float | None:
        """A time-out that ends with the request; 0 once it has ended."""
        left = max(0.0, self.until - time.monotonic())
        if left == float("inf"):
            return timeout
        return left if timeout is None else min(timeout, left)

    def sentence(self) -> str:
        return f"the answer was not there whole within {round(self.seconds, 2):g} s ({self.setting})"


_clock = _Clock()


class Network(httpx.HTTPTransport):
    """httpx's own transport, with one time-out for the whole of a request: the one that httpx has for each read.

    What a proxy says for itself is not repeated, since it may hold the password that it was sent.
    """

    def __init__(self, *, verify: ssl.SSLContext | bool = True, proxy: httpx.Proxy | None = None) -> None:
        super().__init__(verify=verify, proxy=proxy)
        # httpx has no parameter for what httpcore takes as one.
        self._pool._network_backend = _Backend(self._pool._network_backend)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request.

        Raises:
            httpx.TransportError: there is none.
        """
        _clock.start(request.extensions.get("timeout", {}).get("read"), current().seconds_left)
        try:
            return super().handle_request(request)
        except httpx.ProxyError as error:
            raise httpx.ProxyError(refusal_of_proxy(str(error))) from None
        except httpx.TransportError:
            raise
        except Exception as error:
            # Names that no resolver takes, ports beyond all, passwords that are too long for SOCKS.
            raise httpx.UnsupportedProtocol(f"the address, or the proxy, cannot be used ({type(error).__name__})") from None


def refusal_of_proxy(text: str) -> str:
    """What a proxy's refusal means, in the words of HTTP and not in its own."""
    found = re.match(r"\d{3}\b", text)
    if not found:
        return text
    phrase = ""
    with suppress(ValueError):
        phrase = f" {HTTPStatus(int(found[0])).phrase}"
    return f"the proxy refused: {found[0]}{phrase}"


class _Backend(httpcore.NetworkBackend):
    """Makes connections whose streams keep to the clock."""

    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(host, port, _clock.within(timeout), local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    """A connection that keeps to the clock of the thread that uses it."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        seconds = _clock.within(timeout)
        try:
            if seconds != 0:
                return self._inner.read(max_bytes, seconds)
        except httpcore.ReadTimeout:
            pass
        raise httpx.ReadTimeout(_clock.sentence())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            seconds = _clock.within(timeout)
            if seconds == 0:
                raise httpx.WriteTimeout(_clock.sentence())
            self._inner.write(buffer[start : start + PIECE], seconds)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _clock.within(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
