"""Deadlines: a request ends in time, however slowly its bytes come.

The time-out of a socket begins anew with every byte, so a server that sends a byte now and then would keep a request alive forever. Here
one clock runs for a whole attempt, from looking for a connection to the last byte of the answer. Each thread has its own clock, since it
reads the whole answer to a request before it sends the next one.
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
"""Bytes that are sent before the clock is checked again."""


class _Clock(threading.local):
    """When the thread's request must end, its time in seconds, and the setting that says so."""

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
    """httpx's own transport, which applies httpx's time-out for a read to the whole request.

    A proxy's own words are not repeated in errors, since they may hold the password that the proxy was sent.
    """

    def __init__(self, *, verify: ssl.SSLContext | bool = True, proxy: httpx.Proxy | None = None) -> None:
        super().__init__(verify=verify, proxy=proxy)
        # httpcore takes a network backend as a parameter; httpx does not pass one on.
        self._pool._network_backend = _Backend(self._pool._network_backend)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request.

        Raises:
            httpx.TransportError: there is no answer.
        """
        _clock.start(request.extensions.get("timeout", {}).get("read"), current().seconds_left)
        try:
            return super().handle_request(request)
        except httpx.ProxyError as error:
            raise httpx.ProxyError(refusal_of_proxy(str(error))) from None
        except httpx.TransportError:
            raise
        except Exception as error:
            # Names that no resolver takes, port numbers that are too large, passwords that are too long for SOCKS.
            raise httpx.UnsupportedProtocol(f"the address, or the proxy, cannot be used ({type(error).__name__})") from None


def refusal_of_proxy(text: str) -> str:
    """A proxy's refusal, in HTTP's words for its status instead of the proxy's own."""
    found = re.match(r"\d{3}\b", text)
    if not found:
        return text
    phrase = ""
    with suppress(ValueError):
        phrase = f" {HTTPStatus(int(found[0])).phrase}"
    return f"the proxy refused: {found[0]}{phrase}"


class _Backend(httpcore.NetworkBackend):
    """Makes connections that keep to the thread's clock."""

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
    """A connection that keeps to the clock of the current thread."""

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
