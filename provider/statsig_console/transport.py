"""The patient transport: paces mutations and sends again what may safely be sent again.

It stands around httpx's own transport and hands the last answer or error to the client, which
knows what they mean. A request is repeated when the API certainly did not carry it out (429, no
connection) or when doing it twice is the same as doing it once; a POST that may have taken
effect is never repeated here. An address where nothing listens is given up soon.
"""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import stamina

from .client import seconds_of
from .http import httpx
from .notices import announce
from .settings import Settings, is_loopback

if TYPE_CHECKING:
    from .pacing import Pace

PATIENCE = 120.0
"""Seconds that one request may take with all its repetitions, while the API fails or does not answer."""

RATE_PATIENCE = 1_200.0
"""The same while the API refuses for its rate limit: longer than its longest window, so that a limit never fails an update."""

LONGEST_WAIT = 30.0
CONNECTION_TRIES = 7
"""How often a connection is tried before the address is taken for a wrong one: about 15 s."""

_PASSING = {502, 503, 504}
_NOT_CARRIED_OUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class _Again(Exception):
    """The request is worth another try, after `wait` seconds where the API named them."""

    def __init__(self, outcome: httpx.Response | httpx.TransportError, wait: float | None) -> None:
        super().__init__()
        self.outcome = outcome
        self.wait = wait


# What stamina would log without an address or a reason is said here, in words; else Python prints it to the standard error.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class PatientTransport(httpx.BaseTransport):
    """Sends through `inner`, paced, and repeated within `patience` seconds, or `rate_patience` for the rate limit.

    Waits are jittered so that threads spread out.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        pace: Pace | None,
        *,
        patience: float = PATIENCE,
        rate_patience: float = RATE_PATIENCE,
        now: Callable[[], float] = time.monotonic,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._inner = inner
        self._pace = pace
        self._patience = patience
        self._rate_patience = rate_patience
        self._now = now
        self._say = say

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answers with the first outcome that settles the request, or the last one when patience ends."""
        request.extensions["started"] = self._now()
        try:
            for attempt in stamina.retry_context(
                on=wait_before_next, attempts=None, timeout=self._rate_patience, wait_initial=0.2, wait_max=LONGEST_WAIT
            ):
                with attempt:
                    request.extensions["attempts"] = attempt.num
                    return self._once(request)
        except _Again as last:
            if isinstance(last.outcome, httpx.Response):
                return last.outcome
            raise last.outcome from None
        raise AssertionError("retrying ended without an outcome")

    def close(self) -> None:
        """Closes the inner transport."""
        self._inner.close()

    def _once(self, request: httpx.Request) -> httpx.Response:
        if self._pace and request.method != "GET":
            self._pace.wait()
        try:
            response = self._inner.handle_request(request)
        except _NOT_CARRIED_OUT as error:
            self._give_up_or_say(request, error)
            raise _Again(error, None) from error
        except httpx.TransportError as error:
            if self._may_repeat(request):
                raise _Again(error, None) from error
            raise
        if response.status_code == 429:
            response.read()
            wait = seconds_of(response.headers.get("retry-after"))
            self._say(f"the API's rate limit is reached; trying again{f' in {wait:.0f} s' if wait else ''}")
            raise _Again(response, wait)
        if response.status_code in _PASSING and self._may_repeat(request):
            response.read()
            raise _Again(response, seconds_of(response.headers.get("retry-after")))
        return response

    def _may_repeat(self, request: httpx.Request) -> bool:
        """Whether a request that may have been carried out can be sent again, and there is time for it."""
        repeatable = request.extensions.get("repeatable", request.method != "POST")
        return bool(repeatable) and self._now() - request.extensions["started"] < self._patience

    def _give_up_or_say(self, request: httpx.Request, error: httpx.TransportError) -> None:
        """Raises what another try will not mend; says once that there is no connection."""
        tries = request.extensions["attempts"]
        if tries >= CONNECTION_TRIES or is_distrust(error):
            raise error
        if tries == 1:
            self._say(f"no connection to {request.url.host} ({error or type(error).__name__}); trying again")


def is_distrust(error: BaseException | None) -> bool:
    """Whether the connection failed because the server's certificate is not to be trusted."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def wait_before_next(error: Exception) -> bool | float:
    """What stamina asks: whether to try again, and after how long where the API said it (and a little, so that threads spread out)."""
    if not isinstance(error, _Again):
        return False
    return True if error.wait is None else min(error.wait, LONGEST_WAIT) + random.random()


def patient_transport(settings: Settings) -> httpx.BaseTransport:
    """The transport of a project: one pool of connections, one pace."""
    pace: Pace | None = None
    if settings.paced:
        from .pacing import Pace

        pace = Pace(settings.key.fingerprint, say=announce)
    # To load the certificates of the world takes longer than a request to this machine.
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if urlsplit(settings.url).scheme == "http" else True
    return PatientTransport(httpx.HTTPTransport(verify=trust, proxy=proxy_of(settings.url)), pace, say=announce)


def proxy_of(url: str) -> str | None:
    """The proxy that the environment (HTTPS_PROXY, NO_PROXY, …) names for an address; this machine is reached without one."""
    parts = urlsplit(url)
    if is_loopback(url) or proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")
