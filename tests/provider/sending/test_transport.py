"""The patient transport: repeats what may be repeated, nothing else, and says what it waits for."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
import stamina

from statsig_console.declaring.operations import Budget, operation
from statsig_console.errors import RateLimited, Unavailable
from statsig_console.secrets import ApiKey
from statsig_console.sending import transport
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import FIRST_HOLD, Pace, Turn
from statsig_console.sending.transport import (
    CONNECTION_TRIES,
    FAILURE_TRIES,
    LONGEST_REFUSAL,
    LONGEST_WAIT,
    PatientTransport,
    wait_before_next,
)
from statsig_console.stack.settings import Settings

TRIES = 20


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repetitions follow at once; patience ends after so many of them."""
    with stamina.set_testing(True, attempts=TRIES):
        yield


class CountingPace(Pace):
    """A pace that waits for nothing on the clock, and counts turns by what they are for."""

    def __init__(self, patience: float = 1_200.0) -> None:
        self.time = 0.0
        self.turns: list[tuple[str, ...]] = []
        super().__init__("project", paced=False, sleep=self.sleep, now=lambda: self.time, patience=patience)

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    @contextmanager
    def turn(self, *budgets: Budget) -> Iterator[Turn]:
        self.turns.append(tuple(budget.name for budget in budgets))
        with super().turn(*budgets) as turn:
            yield turn


class Inner:
    """A network that gives one outcome after the other, the last one for ever."""

    def __init__(self, *outcomes: httpx.Response | Exception) -> None:
        self.outcomes = list(outcomes)
        self.sent = 0
        self.pace = CountingPace()
        self.said: list[str] = []

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.sent += 1
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def send(self, method: str, extensions: dict[str, Any] | None = None, **options: Any) -> httpx.Response:
        patient = PatientTransport(httpx.MockTransport(self.handle), self.pace, say=self.said.append, **options)
        self.request = httpx.Request(method, "http://localhost/things", extensions=extensions)
        return patient.handle_request(self.request)


OK = httpx.Response(200)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE"])
def test_a_rate_limit_is_waited_out(method: str) -> None:
    """What was refused was not carried out, so even a create may be sent again."""
    inner = Inner(httpx.Response(429, headers={"retry-after": "3"}), httpx.Response(429), OK)

    assert inner.send(method) is OK
    assert (inner.sent, inner.request.extensions["attempts"]) == (3, 3)
    assert inner.pace.time == pytest.approx(3 + 2 * FIRST_HOLD, rel=0.11)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE"])
def test_no_connection_is_tried_again(method: str) -> None:
    """Nothing was sent; the user is told once why it takes so long."""
    inner = Inner(httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), OK)

    assert inner.send(method) is OK
    assert inner.said == ["no connection to localhost (refused); trying again"]


def test_an_address_where_nothing_listens_is_given_up_soon() -> None:
    """Minutes of silence over a mistyped address help nobody."""
    inner = Inner(httpx.ConnectError("refused"))

    with pytest.raises(httpx.ConnectError, match="refused"):
        inner.send("GET")

    assert inner.sent == CONNECTION_TRIES


def test_a_certificate_that_is_not_trusted_is_no_reason_to_wait() -> None:
    """Trying again does not make it better."""
    distrust = httpx.ConnectError("certificate verify failed")
    distrust.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    inner = Inner(distrust)

    with pytest.raises(httpx.ConnectError):
        inner.send("GET")

    assert inner.sent == 1


@pytest.mark.parametrize(
    "outcome",
    [httpx.Response(500), httpx.Response(502), httpx.Response(503), httpx.Response(504), httpx.ReadTimeout("slow"), httpx.ReadError("cut")],
)
@pytest.mark.parametrize("method", ["GET", "PATCH", "PUT"])
def test_what_may_be_done_twice_is_sent_again(method: str, outcome: httpx.Response | Exception) -> None:
    """Setting a value twice changes nothing."""
    inner = Inner(outcome, OK)

    assert inner.send(method) is OK
    assert inner.sent == 2


@pytest.mark.parametrize(("status", "sent"), [(500, 2), (502, 1), (503, 2), (504, 1)])
def test_a_deletion_is_sent_again_where_the_api_itself_says_that_it_failed(status: int, sent: int) -> None:
    """A gateway does not know what the API did. By a second deletion, what somebody has made again meanwhile would be lost."""
    inner = Inner(httpx.Response(status), OK)

    assert (inner.send("DELETE") is OK) == (sent == 2)
    assert inner.sent == sent


@pytest.mark.parametrize("outcome", [httpx.ReadTimeout("slow"), httpx.ReadError("cut")])
def test_a_deletion_without_an_answer_is_not_sent_again(outcome: Exception) -> None:
    """The handler looks first."""
    inner = Inner(outcome, OK)

    with pytest.raises(type(outcome)):
        inner.send("DELETE")
    assert inner.sent == 1


@pytest.mark.parametrize("outcome", [httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("cut"), httpx.WriteError("cut")])
def test_a_post_that_may_have_worked_is_not_sent_again(outcome: Exception) -> None:
    """It could create the object twice, or fail on its own first try."""
    inner = Inner(outcome, OK)

    with pytest.raises(type(outcome)):
        inner.send("POST")

    assert inner.sent == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_post_that_failed_midway_is_answered_as_it_is(status: int) -> None:
    """A gateway cannot tell whether the API behind it did the work."""
    inner = Inner(httpx.Response(status), OK)

    assert inner.send("POST").status_code == status
    assert inner.sent == 1


@pytest.mark.parametrize("status", [200, 201, 301, 400, 401, 403, 404, 409, 501])
def test_an_answer_that_settles_it_is_given_at_once(status: int) -> None:
    """Trying again would not change it."""
    inner = Inner(httpx.Response(status))

    assert inner.send("GET").status_code == status
    assert inner.sent == 1


def test_the_last_answer_is_given_when_patience_ends() -> None:
    """The client knows what it means; the transport does not."""
    inner = Inner(httpx.Response(503))

    assert inner.send("GET").status_code == 503
    assert inner.sent == TRIES


def test_the_api_s_own_failure_is_given_up_soon() -> None:
    """It fails on a certain request mostly, and then for ever."""
    inner = Inner(httpx.Response(500))

    assert inner.send("GET").status_code == 500
    assert inner.sent == FAILURE_TRIES


def test_a_failing_api_is_named_once() -> None:
    """It explains the silence."""
    inner = Inner(*[httpx.Response(503)] * 5, OK)
    inner.send("GET")

    assert inner.said == ["the API fails (503); trying again"]


def test_each_attempt_counts_against_the_budgets_of_its_request() -> None:
    """A repetition is one more; a read has no budget."""
    inner = Inner(httpx.Response(429), OK)
    changes, lists = Budget("changes", ()), Budget("lists", ())
    inner.send("PATCH", {"budgets": (changes,)})
    inner.send("GET")
    inner.send("DELETE", {"budgets": (changes, lists)})

    assert inner.pace.turns == [("changes",), ("changes",), (), ("changes", "lists")]


@pytest.mark.parametrize("method", ["PATCH", "POST", "DELETE"])
def test_an_object_that_another_change_holds_is_waited_for(method: str) -> None:
    """What was refused so was certainly not carried out, and nothing else has to wait for it. It is said once."""
    inner = Inner(*[httpx.Response(409)] * 3, OK)

    assert inner.send(method, {"busy": "/lists/one", "repeatable": False}).status_code == 200
    assert inner.sent == 4
    assert inner.said == ["another change of /lists/one is under way; waiting for its end"]
    assert inner.pace.time == 0


def test_another_409_is_answered_as_it_is() -> None:
    """For most operations it says that the object exists already."""
    inner = Inner(httpx.Response(409), OK)

    assert inner.send("PATCH", {"busy": ""}).status_code == 409
    assert inner.sent == 1


def test_patience_with_a_busy_object_ends() -> None:
    """It is that for the rate limit, not that for failures."""
    inner = Inner(httpx.Response(409))
    time = iter(range(0, 1000, 10))
    patient = PatientTransport(httpx.MockTransport(inner.handle), inner.pace, patience=1, busy=100, now=lambda: next(time))

    response = patient.handle_request(httpx.Request("PATCH", "http://localhost/lists/one", extensions={"busy": "/lists/one"}))

    assert (response.status_code, inner.sent) == (409, 11)


def test_an_api_that_has_answered_before_gets_more_time_to_come_back() -> None:
    """Its address is right, so that a connection that fails is an outage."""
    inner = Inner(OK)
    patient = PatientTransport(httpx.MockTransport(inner.handle), inner.pace)
    patient.handle_request(httpx.Request("GET", "http://localhost/things"))
    inner.outcomes = [httpx.ConnectError("refused")]
    inner.sent = 0

    with pytest.raises(httpx.ConnectError):
        patient.handle_request(httpx.Request("GET", "http://localhost/things"))

    assert inner.sent == TRIES


def test_a_rate_limit_that_lasts_is_given_up() -> None:
    """The patience is that of all requests together: the next ones find out at once. It ends where the API asks for more."""
    inner = Inner(httpx.Response(429))
    inner.pace = CountingPace(patience=5)
    assert inner.send("PATCH").status_code == 429
    assert 5 <= inner.pace.time <= 9
    sent, time = inner.sent, inner.pace.time

    assert inner.send("PATCH").status_code == 429
    assert (inner.sent, inner.pace.time) == (sent + 1, time)

    impatient = Inner(httpx.Response(429, headers={"retry-after": "60"}))
    impatient.pace = CountingPace(patience=5)
    assert impatient.send("PATCH").status_code == 429
    assert (impatient.sent, impatient.pace.time) == (1, 0)


def test_the_api_s_own_wait_is_kept_with_a_little_jitter() -> None:
    """Threads that were refused together must not come back together."""
    waits = {wait_before_next(transport._Again(OK, 3.0)) for _ in range(20)}

    assert all(3 <= wait < 4 for wait in waits)
    assert len(waits) > 1


def test_an_unreasonable_wait_is_capped() -> None:
    """A day in Retry-After would be a hang."""
    assert wait_before_next(transport._Again(OK, 86_400.0)) < LONGEST_WAIT + 1
    assert wait_before_next(transport._Again(OK, None)) is True
    assert wait_before_next(ValueError()) is False


def test_retries_leave_no_line_of_the_library(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Python prints warnings of libraries that nobody listens to; Pulumi would show them under the stack."""
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("stamina").handlers)


class Server(ThreadingHTTPServer):
    """An API on a real socket: `script` says what it does with each request, the last entry with all others."""

    daemon_threads = True
    padding = 0

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.methods: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def client(self) -> ConsoleClient:
        settings = Settings(ApiKey("console-key"), f"http://127.0.0.1:{self.server_port}", paced=False)
        return ConsoleClient(settings, PatientTransport(httpx.HTTPTransport(), CountingPace()))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def answer(self) -> None:
        self.server.methods.append(self.command)
        self.rfile.read(int(self.headers.get("content-length", 0)))
        step = self.server.script.pop(0) if len(self.server.script) > 1 else self.server.script[0]
        if step == "reset":
            self.close_connection = True
            return
        body = b'{"message": "Said.", "data": {"id": "a"}}' + b" " * self.server.padding
        self.send_response(int(step.removesuffix("cut")))
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:20] if step.endswith("cut") else body)
        self.close_connection = step.endswith("cut")

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture
def serve() -> Iterator[Any]:
    """Starts servers that end with the test."""
    started: list[Server] = []

    def start(*script: str) -> Server:
        server = Server(*script)
        started.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def test_over_a_socket_a_read_survives_everything_that_passes(serve: Any) -> None:
    """Refusals, failures and cut connections, in a row, on real connections that are kept open."""
    server = serve("429", "reset", "503", "200")

    assert server.client.send(operation("GET /things")).data == {"id": "a"}
    assert server.methods == ["GET"] * 4


def test_over_a_socket_the_last_refusal_is_read(serve: Any) -> None:
    """The body of an answer that was read in order to repeat it is still there for the message."""
    server = serve("429")

    with pytest.raises(RateLimited) as error:
        server.client.send(operation("POST /things"), body={})

    assert (
        str(error.value)
        == f"The API's rate limit stayed reached for 1200 s (statsig:rateLimitTimeout): Said. (POST /things, 429, {TRIES} attempts)"
    )


def test_over_a_socket_a_long_refusal_is_not_read(serve: Any) -> None:
    """Its status is all that counts; the next try needs no answer of a gigabyte."""
    server = serve("503", "429", "200")
    server.padding = LONGEST_REFUSAL * 2

    assert server.client.send(operation("GET /things")).data == {"id": "a"}
    assert server.methods == ["GET"] * 3


def test_over_a_socket_a_cut_refusal_is_one_all_the_same(serve: Any) -> None:
    """The headers have said everything."""
    server = serve("429cut", "503cut", "200")

    assert server.client.send(operation("GET /things")).data == {"id": "a"}
    assert server.methods == ["GET"] * 3


def test_over_a_socket_a_lost_create_is_reported_once(serve: Any) -> None:
    """The connection broke after the request: nobody knows whether the object is there."""
    server = serve("reset", "200")

    with pytest.raises(Unavailable, match=r"The API gave no answer: .* \(POST /things, no answer\)"):
        server.client.send(operation("POST /things"), body={})

    assert server.methods == ["POST"]


def test_over_a_socket_a_cut_answer_is_read_again(serve: Any) -> None:
    """The headers came, the body did not; reading twice harms nobody, but has an end."""
    assert serve("200cut", "200").client.send(operation("GET /things")).data == {"id": "a"}
    with pytest.raises(Unavailable, match="The API gave no answer"):
        serve("200cut").client.send(operation("GET /things"))


def test_over_a_socket_a_change_with_a_cut_answer_is_not_sent_again(serve: Any) -> None:
    """It was carried out: its status came."""
    server = serve("200cut", "200")

    with pytest.raises(Unavailable, match="The API gave no answer"):
        server.client.send(operation("PATCH /things"), body={})

    assert server.methods == ["PATCH"]


def test_a_closed_port_is_unavailable(serve: Any) -> None:
    """An emulator that is not running, for example."""
    server = serve("200")
    server.shutdown()
    server.server_close()

    with pytest.raises(Unavailable) as error:
        server.client.send(operation("GET /things"))

    assert (
        str(error.value) == f"The API gave no answer: [Errno 111] Connection refused (GET /things, no answer, {CONNECTION_TRIES} attempts)"
    )


def test_what_must_not_be_done_twice_is_not_sent_again() -> None:
    """A key that was rotated has a new text; rotating it again by the old one could only fail."""
    inner = Inner(httpx.ReadTimeout("slow"), OK)

    with pytest.raises(httpx.ReadTimeout):
        inner.send("PATCH", {"repeatable": False})

    assert inner.sent == 1


def test_failures_are_waited_out_for_as_long_as_the_stack_says() -> None:
    """The time counts from the first failure on: a request may have waited long for its turn."""
    clock = iter(range(1_000, 10_000, 70))
    inner = Inner(*[httpx.Response(503)] * 5, OK)

    assert inner.send("GET", patience=120, now=lambda: next(clock)).status_code == 503
    assert inner.sent == 3
