"""The patient transport: paces changes, and repeats requests where that is safe.

It wraps httpx's own transport and passes the last answer or error to the client, which knows what
they mean. A request is repeated when the API certainly did not carry it out (429, no connection,
409 while another change of the object is under way), or when twice has the same effect as once. A
POST or DELETE that may have taken effect is never repeated here. An address where nothing listens is soon
given up.
"""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from statsig_console.call import current
from statsig_console.notices import announce
from statsig_console.stack.settings import Settings, Timeouts

from .client import seconds_of
from .deadlines import Network
from .decoding import content_of
from .http import httpx
from .pacing import Overdue, Pace
from .proxies import proxy_of, way_to
from .trace import traced

LONGEST_WAIT = 30.0
CONNECTION_TRIES = 7
"""How often a connection to an address that never answered is tried before the address is taken for wrong: about 15 s."""

FAILURE_TRIES = 4
"""How often a request is sent that the API answers with 500: the failure may be passing, or permanent."""

LONGEST_REFUSAL = 64 * 1024
"""The most bytes of an answer that are read before the request is repeated."""

OVERDUE = "the resource's custom timeout ends before the request could be sent"

_OF_THE_BODY = {"content-encoding", "content-length", "transfer-encoding"}
_BUSY = 409
_FAILED = 500
_PASSING = {502, 503, 504}
_UNTOLD = {None, 502, 504}
"""No answer, and those of a gateway that got none: a removal may have been carried out, and somebody may have made the object again."""

_NOT_CARRIED_OUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


class _Again(Exception):
    """The request is worth another try, after `wait` seconds where the API said so."""

    def __init__(self, outcome: httpx.Response | httpx.TransportError, wait: float | None) -> None:
        super().__init__()
        self.outcome = outcome
        self.wait = wait


# This module announces repetitions itself. Without a handler, Python would print stamina's log lines to standard error.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class PatientTransport(httpx.BaseTransport):
    """Sends through `inner` at the given pace, and repeats failures within `patience` seconds, refusals within the pace's own patience.

    `busy` is the patience, in seconds, while another change of the object is under way. Waits are jittered so that threads spread out.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        pace: Pace,
        *,
        patience: float = Timeouts.retry,
        busy: float = Timeouts.rate_limit,
        now: Callable[[], float] = time.monotonic,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._inner = inner
        self._pace = pace
        self._patience = patience
        self._busy = busy
        self._now = now
        self._say = say
        self._reached = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The first answer or error that needs no repetition, or the last one when patience ends."""
        request.extensions["attempts"] = 1
        try:
            return self._once(request)
        except _Again as again:
            first = again
        try:
            return self._repeated(request, first)
        except _Again as last:
            if isinstance(last.outcome, httpx.Response):
                return last.outcome
            raise last.outcome from None

    def close(self) -> None:
        """Closes the inner transport."""
        self._inner.close()

    def _repeated(self, request: httpx.Request, first: _Again) -> httpx.Response:
        """Waits and sends again, after the failure of the `first` try."""
        # Imported here, since most runs repeat nothing.
        import stamina

        for attempt in stamina.retry_context(on=wait_before_next, attempts=None, timeout=None, wait_initial=0.2, wait_max=LONGEST_WAIT):
            with attempt:
                if attempt.num == 1:
                    raise first
                request.extensions["attempts"] = attempt.num
                return self._once(request)
        raise AssertionError("retrying ended without an outcome")

    def _once(self, request: httpx.Request) -> httpx.Response:
        try:
            return self._in_turn(request)
        except Overdue:
            raise httpx.PoolTimeout(OVERDUE) from None

    def _in_turn(self, request: httpx.Request) -> httpx.Response:
        with self._pace.turn(*request.extensions.get("budgets", ())) as turn:
            try:
                response = self._inner.handle_request(request)
            except httpx.TransportError as error:
                if self._worth_another_try(request, error):
                    raise _Again(error, None) from error
                raise
            self._reached = True
            wait = seconds_of(response.headers.get("retry-after"))
            if response.status_code == 429:
                response = kept(response)
                if turn.refused(wait):
                    raise _Again(response, 0.0)
                return response
            turn.accepted()
        if self._is_busy(request, response.status_code) or self._is_passing(request, response.status_code):
            raise _Again(kept(response), wait)
        return response

    def _worth_another_try(self, request: httpx.Request, error: httpx.TransportError) -> bool:
        """Whether a request without an answer can be sent again; says once that there is no connection."""
        if isinstance(error, _HOPELESS):
            return False
        if not isinstance(error, _NOT_CARRIED_OUT):
            return self._may_repeat(request)
        tries = request.extensions["attempts"]
        if is_distrust(error) or not self._has_time(request) or (tries >= CONNECTION_TRIES and not self._reached):
            return False
        if tries == 1:
            self._say(f"no connection to {request.url.host}{way_to(str(request.url))} ({error or type(error).__name__}); trying again")
        return True

    def _is_busy(self, request: httpx.Request, status: int) -> bool:
        """Whether to wait until another change of the object ends; says so once."""
        shown = request.extensions.get("busy")
        if status != _BUSY or not shown or not self._has_time(request, "busy_since", self._busy):
            return False
        if request.extensions["attempts"] == 1:
            self._say(f"another change of {shown} is under way; waiting for its end")
        return True

    def _is_passing(self, request: httpx.Request, status: int) -> bool:
        """Whether a failure of the API may be over at the next try; says at the second try that the API fails."""
        tries = request.extensions["attempts"]
        if not (status in _PASSING or (status == _FAILED and tries < FAILURE_TRIES)) or not self._may_repeat(request, status):
            return False
        if tries == 2:
            self._say(f"the API fails ({status}); trying again")
        return True

    def _may_repeat(self, request: httpx.Request, status: int | None = None) -> bool:
        """Whether a request that may have been carried out can be repeated, and patience has not ended."""
        if request.method == "DELETE" and status in _UNTOLD:
            return False
        return bool(request.extensions.get("repeatable", request.method != "POST")) and self._has_time(request)

    def _has_time(self, request: httpx.Request, mark: str = "failing_since", patience: float | None = None) -> bool:
        """Whether patience has not ended since the request's first failure. Waits for its turn before do not count."""
        now = self._now()
        since: float = request.extensions.setdefault(mark, now)
        return now - since < (self._patience if patience is None else patience) and current().seconds_left > 0


def kept(response: httpx.Response) -> httpx.Response:
    """The response with its body read and unpacked, and its connection free; without a body that is too long or cut off."""
    if response.is_closed:
        return response
    try:
        body = content_of(response, LONGEST_REFUSAL)
    except (httpx.TransportError, ValueError):
        body = b""
    finally:
        response.close()
    headers = {name: value for name, value in response.headers.items() if name not in _OF_THE_BODY}
    return httpx.Response(response.status_code, headers=headers, content=body)


def is_distrust(error: BaseException | None) -> bool:
    """Whether the connection failed because the server's certificate is not trusted."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def wait_before_next(error: Exception) -> bool | float:
    """Tells stamina whether to try again: True, or the seconds that the API named (and a little more, so that threads spread out)."""
    if not isinstance(error, _Again):
        return False
    if error.wait is None:
        return True
    wait = min(error.wait, LONGEST_WAIT) + random.random()
    return wait < current().seconds_left and wait


def network_of(settings: Settings) -> httpx.BaseTransport:
    """The network for a project: one pool of connections."""
    # Loading the system's certificates takes longer than a request to this machine, which needs none.
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if urlsplit(settings.url).scheme == "http" else True
    return Network(verify=trust, proxy=proxy_of(settings.url))


def patient_transport(settings: Settings, pace: Pace, network: httpx.BaseTransport | None = None) -> httpx.BaseTransport:
    """The transport of a project: at its pace, with the patience of its settings, and traced where the environment asks for it."""
    timeouts = settings.timeouts
    inner = traced(network or network_of(settings), settings.key.reveal())
    return PatientTransport(inner, pace, patience=timeouts.retry, busy=timeouts.rate_limit, say=announce)
