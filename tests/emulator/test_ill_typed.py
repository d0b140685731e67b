"""What makes no sense is refused with a sentence and leaves everything as it was: seeds, faults, pages, limits, bodies."""

from __future__ import annotations

import asyncio
import json
import socket
import tracemalloc
import urllib.error
import urllib.request
from typing import Any
from unittest.mock import ANY
from urllib.parse import quote, urlsplit

import pytest

from statsig_console_emulator import bodies
from statsig_console_emulator.faults import BOUNDS, Faults, from_text
from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.server import main
from statsig_console_emulator.testing import Emulator
from tests.acceptance.population import populate

KEY = "console-ill"


@pytest.fixture(scope="module")
def emulator():
    with Emulator() as running:
        yield running


def ask(emulator: Emulator, method: str, path: str, content: bytes | None = None, key: str = KEY) -> tuple[int, str]:
    """The status and the text of an answer, whatever lies at the path."""
    request = urllib.request.Request(emulator.origin + path, content, {"statsig-api-key": key}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


RULE = {"name": "r", "passPercentage": 5, "conditions": []}
WRONG_OBJECTS = [
    ("gates", {"tags": 5}),
    ("gates", {"tags": [5]}),
    ("gates", {"rules": {}}),
    ("gates", {"rules": [5]}),
    ("gates", {"rules": [None]}),
    ("gates", {"rules": [{}]}),
    ("gates", {"rules": [{**RULE, "passPercentage": "5"}]}),
    ("gates", {"rules": [{**RULE, "conditions": [{"type": 5}]}]}),
    ("gates", {"rules": [{**RULE, "conditions": [{"type": "country", "targetValue": {}}]}]}),
    ("gates", {"name": 5}),
    ("gates", {"_": 5}),
    ("gates", {"isEnabled": "yes"}),
    ("dynamic_configs", {"defaultValue": 5}),
    ("experiments", {"groups": [{"name": "a"}]}),
    ("experiments", {"allocation": "all"}),
    ("layers", {"parameters": [{}]}),
    ("holdouts", {"gateIDs": "a_gate"}),
    ("segments", {"count": "many"}),
    ("keys", {"scopes": "all"}),
    ("keys", {"type": 5}),
    ("keys", {"key": 5}),
]
WRONG_PROJECTS: list[Any] = [
    {"objects": None},
    {"objects": {}, "members": []},
    {"objects": {}, "members": {"a": "b"}},
    {"objects": {}, "members": {"a": [1]}},
    {"objects": {}, "key": 5},
    {"objects": {}, "project": ["a"]},
    {"objects": {}, "projectID": 5},
    {"objects": {}, "requests": {}},
    {"requests": [{"method": 5, "path": "/gates"}]},
    {"requests": [{"method": "POST", "path": 5}]},
    {"requests": [{"method": "POST"}]},
    {"objects": {"gates": [1]}},
    {"objects": {"gates": None}},
    {"projects": []},
    {"projects": [5]},
    5,
    None,
    "text",
    [],
]


@pytest.mark.parametrize(
    "document", [*WRONG_PROJECTS, *({"objects": {kind: {"it": body}}} for kind, body in WRONG_OBJECTS)], ids=lambda each: json.dumps(each)
)
def test_a_seed_of_other_types_is_refused_whole(emulator: Emulator, document: Any) -> None:
    """By the place where it is wrong; what stands before it in the same seed is not stored either."""
    before = emulator.export()
    good = {"objects": {"gates": {"good": {}}}}
    if isinstance(document, dict) and "projects" not in document:
        document = {"projects": [good, document]}

    status, said = ask(emulator, "POST", "/_emulator/seed", json.dumps(document).encode())

    assert status == 400, said
    assert 'a seed is {"projects"' in json.loads(said)["message"]
    assert emulator.export() == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b'{"objects": NaN}', b'{"objects": {"gates": {"a": {"x": 1e999}}}}', b"[" * 100_000]
)
def test_a_seed_that_is_no_json_is_refused(emulator: Emulator, content: bytes) -> None:
    """However deep it goes."""
    assert ask(emulator, "POST", "/_emulator/seed", content)[0] == 400
    assert ask(emulator, "POST", "/_emulator/faults", content)[0] == 400


def test_whatever_a_seed_brought_can_be_listed_and_looked_at() -> None:
    """Each kind with no more than an ID, with nothing in each field, and with half a character in a name."""
    with Emulator() as emulator:
        empty = {name: {"it": {}} for name in KINDS if name not in {"events", "alerts"}}
        nothing = {name: {"none": dict.fromkeys(KINDS[name].defaults)} for name in empty}
        odd = {
            "objects": {"gates": {"odd": {"name": "\ud800", "description": "\x00\u202e"}}, "keys": {"k": {"type": None, "scopes": None}}}
        }
        for document in ({"objects": empty}, {"objects": nothing}, odd):
            assert ask(emulator, "POST", "/_emulator/seed", json.dumps(document).encode())[0] == 200

        pages = ["/", "/_emulator/export", f"/projects/{emulator.client(KEY).get('/project').data['id']}"]
        lists = [
            f"/console/v1{kind.listed}" for kind in KINDS.values() if kind.listed and "{" not in kind.listed and not kind.warehouse_only
        ]
        found = {path: ask(emulator, "GET", path)[0] for path in [*pages, *lists]}

    assert len(found) > 10
    assert {path: status for path, status in found.items() if status >= 500} == {}


def test_what_the_server_makes_up_is_there_in_what_a_seed_brought(emulator: Emulator) -> None:
    """A gate's status and a metric's lineage are no fields that anybody would write into a seed; filters look at both."""
    seed = {"gates": {"on": {}, "off": {"isEnabled": False}}, "metrics": {"carts::sum": {"type": "sum"}}}
    assert ask(emulator, "POST", "/_emulator/seed", json.dumps({"objects": seed}).encode())[0] == 200
    client = emulator.client(KEY)

    statuses = {gate["id"]: gate["status"] for gate in client.get("/gates", passRate="0").data}

    assert statuses == {"on": "In Progress", "off": "Disabled"}
    assert client.get("/metrics/carts::sum").data["lineage"] == {"events": [], "metrics": []}
    assert ask(emulator, "GET", "/console/v1/events/buy/metrics")[0] < 500


def test_an_owner_that_nobody_looked_up_is_as_it_was_given(emulator: Emulator) -> None:
    """A stack's state has it as the program wrote it, without a name."""
    metric = {"owner": {"ownerID": "u1"}, "type": "event_count", "directionality": "increase"}
    status, text = ask(emulator, "POST", "/_emulator/seed", json.dumps({"objects": {"metrics": {"Carts::event_count": metric}}}).encode())
    assert status == 200, text

    found = emulator.client(KEY).get("/metrics/Carts::event_count").data

    assert found["owner"] == {"ownerID": "u1"}


def test_an_export_is_a_seed() -> None:
    """What requests have filled projects with is of the types that seeds must have, of every kind."""
    with Emulator() as emulator:
        populate(emulator.url, f"{KEY}-whn", 1)
        exported = emulator.export()

        assert ask(emulator, "POST", "/_emulator/seed", json.dumps(exported).encode()) == (200, ANY)
        assert sum(len(project["objects"]) for project in exported["projects"]) > 30


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("value", ["1", True, [], {}, -(10**10), 10**10, 1e300])
def test_a_fault_of_other_types_is_refused(emulator: Emulator, name: str, value: Any) -> None:
    """When it is asked for, not when it strikes; of several, none is in force then."""
    facts = [{"kind": "latency", "seconds": 0}, {"kind": "latency", name: value}]

    status, said = ask(emulator, "POST", "/_emulator/faults", json.dumps(facts).encode())

    assert (status, json.loads(said)["message"].startswith(f"{name} must be")) == (400, True)
    assert ask(emulator, "GET", "/_emulator/faults") == (200, '{"faults":[]}')


@pytest.mark.parametrize(
    "facts", [{}, [[]], {"kind": []}, {"kind": "x"}, {"kind": "latency", "x": 1}, {"kind": "latency", "path": 5}, "x", 5]
)
def test_what_is_no_fault_is_refused(emulator: Emulator, facts: Any) -> None:
    """Whatever it is instead."""
    assert ask(emulator, "POST", "/_emulator/faults", json.dumps(facts).encode())[0] == 400


@pytest.mark.parametrize(
    "text", ["latency,seconds=x", "latency,count=1.5", "latency,seconds=nan", "latency,seconds=inf", "status,status=200"]
)
def test_a_fault_of_the_command_line_is_told_by_a_sentence(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And no emulator runs."""
    with pytest.raises(ValueError, match=r"number"):
        Faults().parse(from_text(text))
    assert main(["--fault", text]) == 2
    assert "number" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1"])
def test_seconds_of_an_id_list_are_a_number(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    """That time can reach."""
    assert main(["--id-list-seconds", seconds]) == 2
    assert "must be a number" in capsys.readouterr().err


NUMBERS = ["x", "-1", "0.5", "1e400", "nan", "inf", "9" * 30, "9" * 5000, "²", "%00", "1,2"]


@pytest.mark.parametrize("number", NUMBERS)
def test_pages_and_limits_that_are_none_are_refused(emulator: Emulator, number: str) -> None:
    """Not taken for another page."""
    for path in ("/gates", "/segments", "/keys", "/audit_logs"):
        for name in ("page", "limit"):
            status, said = ask(emulator, "GET", f"/console/v1{path}?{name}={quote(number, safe='%')}")
            assert (status, name in said) == (400, True), (path, name)
    assert ask(emulator, "GET", f"/page/log?after={quote(number, safe='%')}")[0] == 400
    assert ask(emulator, "DELETE", f"/_emulator/faults/{quote(number, safe='%')}")[0] in {400, 404}


def test_a_body_is_bounded(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the API and beside it, whether its length is told or not; who sends it hears the answer."""
    monkeypatch.setattr(bodies, "LARGEST", 100_000)
    for path in ("/console/v1/gates", "/_emulator/seed", "/_emulator/faults"):
        status, said = ask(emulator, "POST", path, b'"' + b"x" * 1_000_000 + b'"')
        assert (status, "Payload Too Large" in said) == (413, True)

    parts = urlsplit(emulator.origin)
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.sendall(
            b"POST /console/v1/gates HTTP/1.1\r\nhost: localhost\r\nstatsig-api-key: console-ill\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        for _ in range(50):
            connection.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
        connection.sendall(b"0\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_body_that_is_refused_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more of it is kept than a body may have."""
    monkeypatch.setattr(bodies, "LARGEST", 1_000_000)
    left = 500

    async def receive() -> dict[str, Any]:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": bytes(100_000), "more_body": left > 0}

    tracemalloc.start()
    with pytest.raises(Exception, match="Payload Too Large"):
        asyncio.run(bodies.read(receive))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (left, most < 3_000_000) == (0, True)


def test_a_seed_of_python_is_checked_too() -> None:
    """The fixture's `seed` goes the same way."""
    with Emulator() as emulator, pytest.raises(ValueError, match="is of another type"):
        emulator.seed({"objects": {"gates": {"a": {"tags": 5}}}})
