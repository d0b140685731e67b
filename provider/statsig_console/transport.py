"""The patient transport: paces mutations and sends again what may safely be sent again.

It stands around httpx's own transport and hands the last answer or error to the client, which
knows what they mean. A request is repeated when the API certainly did not carry it out (429, no
connection) or when doing it twice is the same as doing it once; a POST that may have taken
effect is never repeated here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import httpx
import stamina

from .client import seconds_of
from .pacing import Pace
from .settings import Settings

PATIENCE = 120.0
"""Seconds that one request may take with all its repetitions."""

LONGEST_WAIT = 30.0
_REPEATABLE = {"GET", "PUT", "PATCH", "DELETE"}
_PASSING = {502, 503, 504}
_NOT_CARRIED_OUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class _Again(Exception):
    """The request is worth another try, after `wait` seconds where the API named them."""

    def __init__(self, outcome: httpx.Response | httpx.TransportError, wait: float | None) -> None:
        super().__init__()
        self.outcome = outcome
        self.wait = wait


class PatientTransport(httpx.BaseTransport):
    """Sends through `inner`, paced and repeated within `patience` seconds; waits are jittered so that threads spread out."""

    def __init__(
        self,
        inner: httpx.BaseTransport,
        pace: Pace | None,
        *,
        patience: float = PATIENCE,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._inner = inner
        self._pace = pace
        self._patience = patience
        self._say = say

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answers with the first outcome that settles the request, or the last one when patience ends."""
        try:
            for attempt in stamina.retry_context(
                on=wait_before_next, attempts=None, timeout=self._patience, wait_initial=0.2, wait_max=LONGEST_WAIT
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
            raise _Again(error, None) from error
        except httpx.TransportError as error:
            if request.method in _REPEATABLE:
                raise _Again(error, None) from error
            raise
        if response.status_code == 429:
            response.read()
            wait = seconds_of(response.headers.get("retry-after"))
            self._say(f"the API's rate limit is reached; trying again{f' in {wait:.0f} s' if wait else ''}")
            raise _Again(response, wait)
        if response.status_code in _PASSING and request.method in _REPEATABLE:
            response.read()
            raise _Again(response, seconds_of(response.headers.get("retry-after")))
        return response


def wait_before_next(error: Exception) -> bool | float:
    """What stamina asks: whether to try again, and after how long where the API said it."""
    if not isinstance(error, _Again):
        return False
    return True if error.wait is None else min(error.wait, LONGEST_WAIT)


def patient_transport(settings: Settings) -> httpx.BaseTransport:
    """The transport of a project: one pool of connections, one pace."""
    pace = Pace(settings.key.fingerprint, say=announce) if settings.paced else None
    return PatientTransport(httpx.HTTPTransport(), pace, say=announce)


def announce(text: str) -> None:
    """Shows a line in the operation's output: Pulumi prints the provider's standard error as information."""
    print(f"statsig: {text}", file=sys.stderr, flush=True)
