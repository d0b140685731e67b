"""What is special about topline alerts: what a create does not take, mutes as a state, and what is cleared by null."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.resource import encoded
from tests.provider.conftest import Project

from .test_warehouse_kinds import checked

ALERT = {
    "name": "Checkout errors",
    "alert_threshold": 5,
    "condition": "less",
    "window_ms": 300_000,
    "priority": "P1",
    "tags": ["Checkout"],
}


def test_thresholds_are_set_right_after_the_create(project: Project) -> None:
    """The create operation takes neither thresholds nor tags by their names, so that one update follows."""
    handlers = project.handlers(statsig.Alert)
    wanted = checked(handlers, {**ALERT, "message": "Look at the logs"})

    made = handlers.create(wanted)

    assert project.mutations() == [
        ("POST /alerts", {"name": "Checkout errors", "message": "Look at the logs"}),
        (
            f"PATCH /alerts/{made.id}",
            {"alertThreshold": 5, "condition": "less", "windowMs": 300_000, "priority": "P1", "tags": ["Checkout"]},
        ),
    ]
    assert not handlers.diff(made.state, wanted)


@pytest.mark.parametrize(
    ("mutes", "state", "declared", "sent"),
    [
        ([], "active", "muted", [("mute", {"indefinite": True})]),
        ([{"indefinite": True}], "muted", "active", [("unmute", {})]),
        ([{"durationSeconds": 60}], "muted_for_a_while", "muted", [("mute", {"indefinite": True})]),
        ([{"durationSeconds": 60}], "muted_for_a_while", "active", []),
        ([{"indefinite": True, "groupBys": [{"key": "country", "value": "DE"}]}], "active", "active", []),
        ([{"indefinite": True}], "muted", None, []),
    ],
)
def test_mute_is_a_state(project: Project, mutes: list[Any], state: str, declared: str | None, sent: list[Any]) -> None:
    """A mute without an end is declared; one for a while, one of a group, and any that no program declares are left alone."""
    handlers = project.handlers(statsig.Alert)
    made = handlers.create(checked(handlers, ALERT))
    for mute in mutes:
        project.console.post(f"/alerts/{made.id}/mute", mute)
    wanted = checked(handlers, {**ALERT, **({"lifecycle": declared} if declared else {})})

    found = handlers.read(made.id, made.state)
    assert found is not None
    project.sent()
    after = handlers.update(made.id, found.state, wanted) if handlers.diff(found.state, wanted) else found.state

    assert found.state["lifecycle"] == state
    assert project.mutations() == [(f"POST /alerts/{made.id}/{name}", body) for name, body in sent]
    assert not handlers.diff(after, wanted)


def test_alert_can_be_born_muted(project: Project) -> None:
    """A threshold that is tried out wakes nobody."""
    handlers = project.handlers(statsig.Alert)

    made = handlers.create(checked(handlers, {**ALERT, "lifecycle": "muted"}))

    assert [mute["end"] for mute in project.console.get(f"/alerts/{made.id}").data["activeMuteSchedules"]] == [0]


@pytest.mark.parametrize(
    ("first", "then", "wire"),
    [
        ({"warning_threshold": 3}, {"warning_threshold": ""}, {"warningThreshold": None}),
        ({"formula": "A"}, {"formula": ""}, {"formula": None}),
        ({"renotification_conditions": ["warn"]}, {"renotification_conditions": []}, {"renotificationConditions": None}),
        ({"evaluation_delay_ms": 1000}, {"evaluation_delay_ms": 0}, {"evaluationDelayMs": 0}),
        ({"tags": ["Checkout"]}, {"tags": []}, {"tags": []}),
    ],
)
def test_what_is_cleared_stays_so(project: Project, first: dict[str, Any], then: dict[str, Any], wire: dict[str, Any]) -> None:
    """Each in the way that the API clears it; what is read after that is no drift."""
    handlers = project.handlers(statsig.Alert)
    made = handlers.create(checked(handlers, {**ALERT, **first}))
    wanted = checked(handlers, {**ALERT, **then})
    project.sent()

    after = handlers.update(made.id, made.state, wanted)

    assert project.mutations() == [(f"PATCH /alerts/{made.id}", wire)]
    found = handlers.read(made.id, after)
    assert found is not None
    assert not handlers.diff(found.state, wanted)


@pytest.mark.parametrize("text", ["", "{", "[]", "count(order)"])
def test_a_definition_that_is_no_json_object_is_told_at_preview(project: Project, text: str) -> None:
    """By its place in the list, and without the text."""
    values = encoded(kind_of(statsig.Alert), "it", {**ALERT, "definition_metrics_json": ['{"event": "order"}', text]})

    (found,) = project.handlers(statsig.Alert).check(values).invalid

    assert (found.property, found.reason) == (
        "definition_metrics_json[1]",
        "is not the text of a JSON object, as json.dumps makes it",
    )


def test_mutes_of_groups_are_actions(project: Project) -> None:
    """Only the mute of a whole alert is a state; the rest is done once."""
    made = project.console.post("/alerts", {"name": "Slow"}).data["id"]
    mute, unmute = project.handlers(statsig.AlertMute), project.handlers(statsig.AlertUnmute)
    group = [{"key": "country", "value": "DE"}]

    mute.create(checked(mute, {"alert_id": made, "duration_seconds": 3600, "group_bys": group}))
    muted = project.console.get(f"/alerts/{made}").data["activeMuteSchedules"]
    unmute.create(checked(unmute, {"alert_id": made, "group_bys": group}))

    assert [each["end"] - each["start"] for each in muted] == [3600]
    assert project.console.get(f"/alerts/{made}").data["activeMuteSchedules"] == []
