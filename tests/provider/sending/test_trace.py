"""The trace: a line for each attempt, in a file of its owner's own, without secrets, and never in a run's way."""

from __future__ import annotations

import gzip
import json
import os
import resource
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import stamina

from statsig_console.call import Call, calling
from statsig_console.declaring.kinds import secret_names
from statsig_console.declaring.operations import Budget, operation
from statsig_console.declaring.results import Result
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.errors import ConsoleError
from statsig_console.lookup import registered
from statsig_console.secrets import ApiKey
from statsig_console.sending.client import ConsoleClient
from statsig_console.sending.pacing import Pace, Turn
from statsig_console.sending.sealing import sealing
from statsig_console.sending.trace import BODIES_VARIABLE, FILE_VARIABLE, START, Trace
from statsig_console.sending.transport import patient_transport
from statsig_console.stack.settings import Settings
from statsig_console_emulator.testing import Emulator
from tests.reliability.generated import KINDS

KEY = "console-trace0123456789abcdefghij"
URN = "urn:pulumi:dev::shop::pulumi-python:dynamic/statsig:Gate::checkout"
HUSH = 'hush, \'tis a "secret"'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the environment names for the trace."""
    path = tmp_path / "trace.jsonl"
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    return path


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment asks for bodies too."""
    monkeypatch.setenv(BODIES_VARIABLE, "1")


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repetitions follow at once."""
    with stamina.set_testing(True, attempts=5):
        yield


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a trace says to people."""
    lines: list[str] = []
    monkeypatch.setattr(Trace.__init__, "__kwdefaults__", {"bodies": False, "say": lines.append})
    return lines


class QuickPace(Pace):
    """A pace that waits on a clock of its own."""

    def __init__(self) -> None:
        self.time = 0.0
        super().__init__("project", paced=False, sleep=self.sleep, now=lambda: self.time)

    def sleep(self, seconds: float) -> None:
        self.time += seconds


class SlowPace(QuickPace):
    """A pace at which each request has to wait a little."""

    @contextmanager
    def turn(self, *budgets: Budget) -> Iterator[Turn]:
        threading.Event().wait(0.03)
        with super().turn(*budgets) as turn:
            yield turn


def lines_in(file: Path) -> list[dict[str, Any]]:
    """The lines of a trace."""
    return [json.loads(line) for line in file.read_text().splitlines()]


def client_of(network: Any = None, *, url: str = "http://localhost/console/v1", pace: Pace | None = None, **settings: Any) -> ConsoleClient:
    """A client on a function from request to response, or on the network itself."""
    found = Settings(ApiKey(KEY), url, **settings)
    transport = httpx.MockTransport(network) if network else None
    return ConsoleClient(found, patient_transport(found, pace or QuickPace(), transport))


def in_turn(*outcomes: httpx.Response | Exception) -> Callable[[httpx.Request], httpx.Response]:
    """A network that gives one outcome after the other."""
    left = list(outcomes)

    def respond(request: httpx.Request) -> httpx.Response:
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return respond


def test_a_request_is_a_line(emulator: Emulator, file: Path) -> None:
    """When, for which resource, what, how it ended, how long it took, and how much went each way; no body."""
    client = client_of(url=emulator.url)

    with calling(Call(URN)):
        client.send(operation("POST /gates"), body={"name": "A gate"})
    with pytest.raises(ConsoleError):
        client.send(operation("GET /gates/{id}"), {"id": "no gate"}, query={"page": 2})

    made, missing = lines_in(file)
    assert {name: value for name, value in made.items() if name not in {"time", "ms", "wait_ms", "received"}} == {
        "process": os.getpid(),
        "resource": URN,
        "operation": "POST /gates",
        "path": "/gates",
        "attempt": 1,
        "status": 201,
        "sent": len('{"name":"A gate"}'),
    }
    assert made["time"].endswith("Z")
    assert made["received"] > 100
    assert 0 <= made["ms"] < 10_000
    assert 0 <= made["wait_ms"] < 1_000
    assert (missing["resource"], missing["path"], missing["status"]) == (None, "/gates/no gate?page=2", 404)


def test_every_attempt_is_a_line(file: Path) -> None:
    """What was refused, failed or was cut off stands before the attempt that succeeded."""
    client = client_of(in_turn(httpx.Response(503), httpx.Response(429), httpx.ConnectError("no way"), httpx.Response(200, json={})))

    client.send(operation("GET /gates"))

    assert [(each["attempt"], each["status"], each.get("error")) for each in lines_in(file)] == [
        (1, 503, None),
        (2, 429, None),
        (3, None, "ConnectError: no way"),
        (4, 200, None),
    ]


def test_an_answer_that_is_cut_off_is_a_line(file: Path) -> None:
    """It has a status, and the reason why it is none."""

    class CutOff(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b'{"data": '
            raise httpx.ReadError("cut off")

    client = client_of(in_turn(httpx.Response(200, stream=CutOff()), httpx.Response(200, json={})))

    client.send(operation("GET /gates"))

    assert [(each["attempt"], each["status"], each["received"], each.get("error")) for each in lines_in(file)] == [
        (1, 200, 9, "ReadError: cut off"),
        (2, 200, 2, None),
    ]


def test_waits_for_the_pace_are_seen(file: Path) -> None:
    """The time before a request is its wait, not its own."""
    client = client_of(lambda _: httpx.Response(200, json={}), pace=SlowPace())

    for _ in range(2):
        client.send(operation("POST /gates"), body={})

    assert [(each["wait_ms"] >= 30, each["ms"] < 25) for each in lines_in(file)] == [(True, True)] * 2


def test_without_a_file_nothing_is_traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even by accident."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(BODIES_VARIABLE, "1")

    client_of(lambda _: httpx.Response(200, json={})).send(operation("GET /gates"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("packed", [True, False])
def test_bodies_are_there_when_they_are_asked_for(file: Path, bodies: None, packed: bool) -> None:
    """As JSON, also what travels packed."""
    answer = json.dumps({"data": {"id": "a"}}).encode()

    class Packed(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield gzip.compress(answer)

    sent = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Packed()) if packed else httpx.Response(200, content=answer)
    client_of(in_turn(sent)).send(operation("POST /gates"), body={"name": "A"})

    [line] = lines_in(file)
    assert (line["request"], line["answer"]) == ({"name": "A"}, {"data": {"id": "a"}})


def test_a_body_that_is_no_json_is_not_repeated(file: Path, bodies: None) -> None:
    """Nobody can tell what is secret in it."""
    client_of(in_turn(httpx.Response(200, text=f"<{HUSH}>"))).send(operation("GET /gates"))

    assert lines_in(file)[0]["answer"] == "no JSON"


@pytest.mark.parametrize("name", [each.label for each in KINDS.values() if each.secrets])
def test_what_a_kind_declares_secret_is_in_no_body(name: str, file: Path, bodies: None) -> None:
    """Not where it stands, nor where the API repeats it, in this answer or a later one."""
    kind = next(each for each in KINDS.values() if each.label == name)
    secret = {key: {"inner": [HUSH]} for field in kind.fields if field.options.secret for key in (field.sent, field.read)}
    shown = {field.sent: "shown" for field in kind.inputs if not field.options.secret and field.sent not in secret}
    answers = [httpx.Response(200, json={"data": secret | shown}), httpx.Response(400, json={"message": f"{HUSH} is wrong"})]
    client = client_of(in_turn(*answers))

    client.send(operation("POST /anything"), body=secret | shown)
    with pytest.raises(ConsoleError):
        client.send(operation("PATCH /anything"), body={HUSH: 1})

    assert secret
    first, second = lines_in(file)
    assert first["request"] == dict.fromkeys(secret, "[secret]") | shown
    assert first["answer"]["data"] == first["request"]
    assert (second["request"], second["answer"]) == ({"[secret]": 1}, {"message": "[secret] is wrong"})


def test_what_results_hide_is_hidden_in_bodies() -> None:
    """What a lookup does not show is what a kind declares secret."""
    lookups = [each.result for each in registered() if isinstance(each.result, type) and issubclass(each.result, Result)]
    hidden = {each.attributes()[name] for each in lookups for name in each._secrets}

    assert hidden
    assert hidden <= secret_names()


SECRET_OPERATIONS = sorted({each for kind in KINDS.values() for each in kind.operations() if each.secret}, key=str)


@pytest.mark.parametrize("secret", ["Hush/hush ?#&", "client-aaaaaaaaaaaaaaaaaaaaaaaa", "hüsch", "key1"])
@pytest.mark.parametrize("status", [200, 404, 500, None])
@pytest.mark.parametrize("secret_operation", SECRET_OPERATIONS, ids=str)
def test_no_line_shows_a_secret_address(secret_operation: Any, status: int | None, secret: str, file: Path, bodies: None) -> None:
    """Answered, refused in words that repeat it, or not answered."""

    def respond(request: httpx.Request) -> httpx.Response:
        if status is None:
            raise httpx.ReadError(f"no way to {request.url} with {secret}")
        return httpx.Response(status, json={"message": f"About {request.url}, {secret}"})

    with suppress(ConsoleError):
        client_of(respond).send(secret_operation, dict.fromkeys(secret_operation.placeholders, secret))

    text = json.dumps(lines_in(file), ensure_ascii=False)
    assert "/keys/…" in text
    assert [spelt for spelt in (secret, quote(secret, safe="")) if spelt in text] == []


def test_the_key_is_in_no_line(file: Path, bodies: None) -> None:
    """Neither where the API repeats it, nor in a path or a query, nor where there is no answer."""
    client = client_of(lambda request: httpx.Response(401, json={"message": f"{request.headers['STATSIG-API-KEY']} is unknown"}))
    for each in (client, client_of(in_turn(*[httpx.ReadError(f"with {KEY}")] * 9))):
        with pytest.raises(ConsoleError):
            each.send(operation("GET /gates/{id}"), {"id": f"a {KEY}"}, query={"q": KEY})

    assert len(lines_in(file)) > 1
    assert KEY not in file.read_text()


def test_threads_write_whole_lines(file: Path) -> None:
    """Each line at once, whatever its length."""
    client = client_of(lambda _: httpx.Response(200, json={}))

    def send() -> None:
        for number in range(25):
            client.send(operation("GET /gates/{id}"), {"id": "x" * (number * 400 + 1)})

    threads = [threading.Thread(target=send) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(len(each["path"]) for each in lines_in(file)) == sorted([len("/gates/") + number * 400 + 1 for number in range(25)] * 8)


def test_a_second_process_goes_on_in_the_file(file: Path) -> None:
    """A program and its provider share one, and so do a preview and the update after it."""
    for number in range(2):
        Trace(file).write({"time": str(number)})

    assert [each["time"] for each in lines_in(file)] == ["0", "1"]


@pytest.mark.skipif(os.name != "posix", reason="rights and links are POSIX's")
def test_a_trace_is_its_owner_s(file: Path, said: list[str]) -> None:
    """Whatever the umask."""
    held = os.umask(0)
    try:
        Trace(file)
    finally:
        os.umask(held)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert said == []


def linked(file: Path) -> None:
    (file.parent / "victim").write_text("precious")
    file.symlink_to(file.parent / "victim")


def shared(file: Path) -> None:
    file.write_bytes(START)
    file.chmod(0o640)


def otherwise(file: Path) -> None:
    file.write_text("-----BEGIN PRIVATE KEY-----\n")
    file.chmod(0o600)


@pytest.mark.skipif(os.name != "posix", reason="rights and links are POSIX's")
@pytest.mark.parametrize("make", [linked, shared, otherwise, Path.mkdir, os.mkfifo], ids=lambda each: str(each.__name__))
def test_a_file_that_is_no_trace_of_one_s_own_is_left_alone(make: Callable[[Path], None], file: Path, said: list[str]) -> None:
    """The run goes on, and says it once."""
    make(file)
    before = {each.name: each.read_bytes() for each in file.parent.iterdir() if each.is_file()}
    client = client_of(lambda _: httpx.Response(200, json={}))

    assert [client.send(operation("GET /gates")).status for _ in range(2)] == [200, 200]

    assert {each.name: each.read_bytes() for each in file.parent.iterdir() if each.is_file()} == before
    assert [line.partition(": ")[0] for line in said] == ["the trace cannot be written, and the run goes on without it"]


def test_a_trace_that_can_be_written_no_more_ends_alone(file: Path, said: list[str]) -> None:
    """As when the disk is full."""
    client = client_of(lambda _: httpx.Response(200, json={}))
    client.send(operation("GET /gates"))
    bound = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 10, bound[1]))
    try:
        statuses = [client.send(operation("GET /gates")).status for _ in range(3)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, bound)

    assert statuses == [200, 200, 200]
    assert len(said) == 1


SETTABLE = [(label, field.name) for label, kind in KINDS.items() for field in kind.inputs if field.in_bodies]


@pytest.mark.parametrize(("label", "name"), SETTABLE, ids=[f"{label}.{name}" for label, name in SETTABLE])
def test_what_the_program_marks_is_in_no_body(label: str, name: str, file: Path, bodies: None) -> None:
    """Not where it stands, in whatever notation, nor where the API repeats it; another resource's value of the same name is shown."""
    kind = KINDS[label]
    told = [kind.by_name[each] for each in kind.outputs_showing(name)]
    value = hushed(kind.by_name[name].shape)
    body = {key: {"inner": [1]} for field in told for key in (field.sent, field.read)}
    said = httpx.Response(200, json={"data": body, "beside": f"{HUSH} is kept"})
    client = client_of(in_turn(said, httpx.Response(200, json={"data": body})))

    with sealing(kind, {name}, {name: value}):
        client.send(operation("POST /anything/{id}"), {"id": HUSH}, body=body)
    client.send(operation("POST /anything/{id}"), {"id": "other"}, body=body)

    first, second = lines_in(file)
    secret = secret_names() & body.keys()
    assert (first["request"], first["answer"]["data"]) == (dict.fromkeys(body, "[secret]"),) * 2
    if value is not None:
        assert (first["path"], first["answer"]["beside"]) == ("/anything/[secret]", "[secret] is kept")
    assert second["request"] == body | dict.fromkeys(secret, "[secret]")


def hushed(shape: Shape) -> Any:
    """A value of a shape, in state's form, with a secret text in it; None where it holds no text of the program's."""
    match shape:
        case JsonValue(objects_only=objects, lists_only=lists):
            return json.dumps({"a": HUSH} if objects else [HUSH] if lists else HUSH)
        case ListOf(item=item):
            inner = hushed(item)
            return None if inner is None else [inner]
        case MapOf(value=item):
            inner = hushed(item)
            return None if inner is None else {"a": inner}
        case OneOf(options=options):
            return next((found for each in options if (found := hushed(each)) is not None and shape.option(found) is each), None)
        case Record(members=members):
            found = {each.name: inner for each in members if (inner := hushed(each.shape)) is not None}
            return found or None
        case Scalar(type=type_, choices=()):
            return HUSH if type_ is str else None
        case _:
            return None
