"""Dry runs: each operation that takes one checks the change, answers as if it were made, and keeps nothing."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console_emulator import Service, transfer
from statsig_console_emulator.contract import DRY_RUN, load
from statsig_console_emulator.testing import Answer, InProcessClient

OPERATIONS = sorted(name for name, operation in load().operations.items() if operation.dry_run)
ROWS = {"sql": "select 1", "timestampColumn": "ts", "idTypeMapping": [{"statsigUnitID": "userID", "column": "uid"}]}
SOURCE = {"name": "orders", "description": "d", **ROWS}
ASSIGNED = {**SOURCE, "experimentIDColumn": "e", "groupIDColumn": "g"}
METRIC = {"name": "Revenue", "type": "sum", "unitTypes": ["userID"], "metricEvents": [{"name": "purchase", "type": "value"}]}
RULE = {"name": "all", "passPercentage": 10, "conditions": [{"type": "public"}], "returnValue": {}}
CONFIG = {"name": "Limits", "description": "d", "isEnabled": True, "defaultValue": {}, "rules": [RULE]}
FIRST = {
    "/dynamic_configs": CONFIG,
    "/experiments/assignment_sources": ASSIGNED,
    "/experiments/entity_properties": SOURCE,
    "/experiments/qualifying_events": SOURCE,
    "/metrics": METRIC,
    "/metrics/metric_source": SOURCE,
}
"""What there is to be changed, by the operation that makes it."""

CHANGES = {
    "/dynamic_configs/{id}": ("/dynamic_configs/limits", CONFIG | {"description": "new"}),
    "/dynamic_configs/{id}/rule/{ruleId}": ("/dynamic_configs/limits/rule/{rule}", {"passPercentage": 20}),
    "/experiments/assignment_source/{name}": ("/experiments/assignment_source/orders", {"description": "new"}),
    "/experiments/entity_property/{name}": ("/experiments/entity_property/orders", {"description": "new"}),
    "/experiments/qualifying_events/{name}": ("/experiments/qualifying_events/orders", SOURCE | {"description": "new"}),
    "/metrics/metric_source/{name}": ("/metrics/metric_source/orders", SOURCE | {"description": "new"}),
    "/metrics/{id}": ("/metrics/Revenue%3A%3Asum", {"description": "new"}),
}


@pytest.fixture
def filled(warehouse: InProcessClient) -> InProcessClient:
    """A warehouse-native project with something of each kind."""
    for path, body in FIRST.items():
        assert warehouse.post(path, body).status in (200, 201)
    return warehouse


def request_of(name: str, console: InProcessClient) -> tuple[str, str, dict[str, Any]]:
    """A request of an operation that changes something: method, path and body."""
    method, path = name.split()
    if path in FIRST:
        return method, path, FIRST[path] | {"name": "Another"}
    place, body = CHANGES[path]
    rule = console.get("/dynamic_configs/limits").data["rules"][0]["id"]
    full = ASSIGNED if "assignment" in path else SOURCE
    return method, place.format(rule=rule), full | body if method == "POST" and "/experiments/" in path else body


def asked(console: InProcessClient, name: str, method: str, path: str, body: dict[str, Any], *, dry: bool) -> Answer:
    """The answer to a request that says whether it is a dry run, where its operation takes the word."""
    if load().operations[name].dry_run == "query":
        return console.request(method, path, body, {DRY_RUN: str(dry).lower()})
    return console.request(method, path, body | {DRY_RUN: dry})


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_dry_run_answers_and_keeps_nothing(name: str, service: Service, filled: InProcessClient) -> None:
    """The same request without the word changes the project, so that the comparison can tell."""
    method, path, body = request_of(name, filled)
    before = transfer.export(service.store)

    dry = asked(filled, name, method, path, body, dry=True)

    assert transfer.export(service.store) == before
    real = asked(filled, name, method, path, body, dry=False)
    assert real.status < 300, real.body
    assert transfer.export(service.store) != before
    assert (dry.status, dry.message) == (real.status, real.message)
    assert dry.data.keys() == real.data.keys()
    assert [entry.dry_run for entry in service.journal.entries(method, load().operations[name].path)][-2:] == [True, False]


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_dry_run_is_refused_as_the_change_would_be(name: str, filled: InProcessClient) -> None:
    """The check is the change's own."""
    method, path, body = request_of(name, filled)
    wrong = body | ({"passPercentage": 200} if "rule" in path else {"description": 7, "tags": ["none"]})

    dry = asked(filled, name, method, path, wrong, dry=True)

    real = filled.request(method, path, wrong)
    assert (dry.status, dry.body) == (real.status, real.body)
    assert real.status == 400


@pytest.mark.parametrize("word", ["yes", "maybe"])
def test_a_dry_run_is_asked_for_by_true_or_false(word: str, filled: InProcessClient) -> None:
    """What is neither is refused, and not taken for a word that makes the change."""
    assert filled.request("PATCH", "/dynamic_configs/limits", {"description": "new"}, {DRY_RUN: word}).status == 400
    assert filled.post("/metrics", METRIC | {"name": "Another", DRY_RUN: word}).status == 400
