"""Programs that others wrote for the real service: what they send is answered as when they ran against the emulator unchanged.

`foreign_requests.json` holds their requests as they came in, in order: of datus-statsig-plugin 0.1.0 (PyPI), by each of its commands, and
of the vendor's own command line @statsig/siggy 0.0.4 (npm), by each that asks the API. IDs that the emulator made up stand in braces.
"""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from statsig_console_emulator.testing import Client, Emulator

KEY = "console-foreign-whn"
REQUESTS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("foreign_requests.json").read_text(encoding="utf-8"))
CLIENTS = list(dict.fromkeys(request["client"] for request in REQUESTS))
HEADERS = {
    "datus-statsig-plugin 0.1.0": {"STATSIG-API-VERSION": "20240601", "Accept": "application/json", "User-Agent": "python-requests/2.34.2"},
    "@statsig/siggy 0.0.4": {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "node"},
}
REFUSED = {
    ("POST", "/experiments/button/load_pulse"): "It sends refresh=true, where the contract has three words.",
    ("POST", "/segments"): "It sends a name alone; the contract demands a type.",
    ("GET", "/segments/one_gate"): "The segment was not made.",
    ("PATCH", "/segments/one_gate"): "No document has such an operation.",
    ("DELETE", "/segments/one_gate"): "The segment was not made.",
    ("PUT", "/experiments/one_gate/make_decision"): "It was run with an empty body.",
    ("PUT", "/experiments/one_gate/abandon"): "It sends no reason, which the contract demands.",
}
MADE_UP: dict[str, Callable[[Client], str]] = {
    "control": lambda client: str(client.get("/experiments/button").data["groups"][0]["id"]),
    "test": lambda client: str(client.get("/experiments/button").data["groups"][1]["id"]),
    "dag": lambda client: str(client.get("/experiments/button/pulse_load_history").data[0]["dagID"]),
    "run": lambda client: str(client.get("/ingestion/runs").data[0]["runID"]),
}


def prepared(emulator: Emulator) -> Client:
    """The project in which the programs were run."""
    client = emulator.client(KEY)
    event = {"name": "purchase", "timestamp": "2026-01-31", "source": "sdk", "value": "9.99", "userID": "u1"}
    emulator.seed({"objects": {"events": {"1": event}}}, KEY)
    groups = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
    client.post("/experiments", {"name": "button", "groups": groups, "primaryMetrics": [{"name": "revenue", "type": "user_warehouse"}]})
    client.put("/experiments/button/start")
    client.post("/ingestion", {"type": "snowflake-v2", "dataset": "Events", "source_name": "orders", "query": "SELECT 1"})
    return client


def send(emulator: Emulator, client: Client, request: dict[str, Any]) -> tuple[int, Any]:
    """One request of a program, on the wire."""

    def filled(text: str) -> str:
        return re.sub(r"\{(control|test|dag|run)\}", lambda found: MADE_UP[found[1]](client), text)

    connection = http.client.HTTPConnection(urlsplit(emulator.origin).netloc)
    target = filled(f"/console/v1{request['path']}" + (f"?{request['query']}" if request["query"] else ""))
    headers = {**HEADERS[request["client"]], "STATSIG-API-KEY": KEY}
    if request["body"]:
        headers["Content-Type"] = "application/json"
    connection.request(request["method"], target, filled(request["body"]) or None, headers)
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


@pytest.mark.parametrize("name", CLIENTS)
def test_its_requests_are_answered_as_before(name: str) -> None:
    """Each status, and in each answer what the program reads of it."""
    different, odd = {}, {}
    with Emulator() as emulator:
        client = prepared(emulator)
        for number, request in enumerate(REQUESTS):
            if request["client"] != name:
                continue
            status, body = send(emulator, client, request)
            place = f"{number}: {request['method']} {request['path']}"
            if status != request["status"]:
                different[place] = (status, body)
            if not ("data" in body or isinstance(body.get("message"), str)):
                odd[place] = body

    assert different == {}
    assert odd == {}


def test_what_is_refused_is_known() -> None:
    """Each with its reason; all else succeeds."""
    refused = {(request["method"], request["path"]) for request in REQUESTS if request["status"] >= 400}

    assert refused == set(REFUSED)
    assert len(REQUESTS) == 73


def test_dry_runs_of_a_program_keep_nothing() -> None:
    """They stand in the body, where the program puts them."""
    dry = [request for request in REQUESTS if "dryRun" in request["body"]]
    with Emulator() as emulator:
        client = prepared(emulator)
        found = [send(emulator, client, request)[0] for request in dry]

        assert found == [201] * 2
        assert client.get("/metrics/metric_source/list").data == []
        assert client.get("/metrics/list").data == []
        assert sum(entry.dry_run for entry in emulator.requests()) == 2
