"""Seeds that say as little as they may: no question about what they brought is one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from statsig_console_emulator import behaviour, create_app, transfer
from statsig_console_emulator.completing import answered
from statsig_console_emulator.contract import Parameter, Schema, load
from statsig_console_emulator.documents import Document
from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.page import views
from statsig_console_emulator.registry import HANDLERS
from statsig_console_emulator.testing import InProcessClient

behaviour.announce()
READS = [load().operations[name] for name in HANDLERS if name.startswith("GET ")]
STARTED = {"startTime": 1_700_000_000_000}
METRIC = {"name": "buy", "type": "event_count"}


def hollow(schemas: list[Schema]) -> Document:
    """An object whose every list is there and empty, at any depth at which nothing else must be there."""
    found: Document = {}
    for name, below in load().fields(schemas).items():
        known = load().expand(below)
        if any("items" in schema for schema in known):
            found[name] = []
        elif known and all("properties" in schema and not schema.get("required") for schema in known):
            found[name] = hollow(below)
    return found


def shapes(kind: str) -> Iterator[Document]:
    """Objects of a kind with nothing, with empty lists everywhere, and with these in each status; parts without what a server makes up."""
    shown = answered(kind)
    statuses = [
        word for below in load().fields(shown).get("status", []) for schema in load().expand([below]) for word in schema.get("enum", [])
    ]
    yield {}
    yield hollow(shown)
    yield from (hollow(shown) | {"status": status} | (STARTED if "startTime" in load().fields(shown) else {}) for status in statuses)
    if kind == "experiments":
        groups = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
        yield {"groups": groups, "primaryMetrics": [METRIC], "status": "active", **STARTED}
        yield {"groups": groups[:1], "primaryMetrics": [METRIC], "status": "active", **STARTED}
        yield {"groups": [], "primaryMetrics": [METRIC], "status": "active", **STARTED}


def value(parameter: Parameter) -> Any:
    (schema, *_) = load().expand([parameter.schema]) or [{}]
    return "2026-01-31" if "date" in parameter.name.lower() else schema.get("enum", ["it"])[0]


@pytest.mark.parametrize("key", ["console-seeds", "console-seeds-whn"])
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_seed_left_out_can_be_asked_for(kind: str, key: str) -> None:
    """Each read of the API about it, and the page: answered or refused, and no 500 (a crash, without a socket)."""
    service = create_app().state.service
    client = InProcessClient(service, key)
    found = {}
    for number, shape in enumerate(shapes(kind)):
        transfer.reset(service)
        transfer.seed(service, {"objects": {kind: {"it": shape}}}, key)
        for operation in READS:
            path = re.sub(r"\{\w+\}", "it", operation.path)
            query = {parameter.name: value(parameter) for parameter in operation.query if parameter.required}
            status = client.get(path, **query).status
            if status >= 500 or (operation.name == f"GET {KINDS[kind].item}" and status != 200 and not KINDS[kind].warehouse_only):
                found[number, operation.name] = status
        (project,) = service.store.projects()
        assert kind in [section.kind for section in views.sections(project)]
        assert views.details(project, kind, "it", project.get(kind, "it") or {})["row"].name == "it"

    assert found == {}


def test_a_seed_takes_the_least_that_answers_allow() -> None:
    """A field that answers always have, and no default tells; parts of lists get their IDs."""
    service = create_app().state.service
    groups = [{"name": "Control", "size": 50, "parameterValues": {}}, {"name": "Test", "size": 50, "parameterValues": {}, "id": "own"}]
    transfer.seed(service, {"objects": {"segments": {"staff": {}}, "experiments": {"button": {"groups": groups}}}}, "console-seeds")
    client = InProcessClient(service, "console-seeds")

    made = client.get("/experiments/button").data["groups"]

    assert client.get("/segments/staff/id_list").status in (200, 400)
    assert (len(made[0]["id"]), made[1]["id"]) == (22, "own")
    assert client.get("/experiments/button/pulse_results", control=made[0]["id"], test="own").status == 200
