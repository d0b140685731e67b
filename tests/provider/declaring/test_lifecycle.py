"""Lifecycles: the way from one state to another."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statsig_console.declaring.lifecycle import IdIn, Machine, Move, move
from statsig_console.declaring.operations import operation
from tests.provider.samples import FLAG_STATES

STATES = ["enabled", "disabled", "launched", "archived"]
START = move("setup", "running", "PUT /e/{id}/start")
DECIDE = move("running", "decided", "PUT /e/{id}/decide", sends={"id": IdIn("winner", "groups")})
ABANDON = move("running", "abandoned", "PUT /e/{id}/abandon")
RESET = move("decided abandoned", "setup", "PUT /e/{id}/reset", deliberate=True)
ARCHIVE = move("decided abandoned setup", "archived", "PUT /e/{id}/archive")
EXPERIMENT = Machine(
    "setup",
    (START, DECIDE, ABANDON, RESET, ARCHIVE),
    status="status",
    reads={"active": "running", True: "decided"},
    shown_as={"decided": ("archived",)},
    met_by={"running": ("decided",)},
    frozen=frozenset({"archived", "decided"}),
)


def names(way: tuple[Move, ...] | None) -> list[str] | None:
    """The states that a way leads through."""
    return None if way is None else [step.to for step in way]


def test_a_move_is_declared_in_one_line() -> None:
    """Its origins, its target, its operation; a body only where one is declared, even an empty one."""
    plain = move("a b", "c", "PUT /x/{id}/c")
    full = move("a", "c", "PUT /x/{id}/c", sends={}, also="PUT /x/{id}/d", deliberate=True)

    assert plain == Move("c", operation("PUT /x/{id}/c"), ("a", "b"))
    assert full == Move("c", operation("PUT /x/{id}/c"), ("a",), {}, True, operation("PUT /x/{id}/d"), True)
    assert (plain.operations, full.operations) == (
        (operation("PUT /x/{id}/c"),),
        (operation("PUT /x/{id}/c"), operation("PUT /x/{id}/d")),
    )


@given(origin=st.sampled_from(STATES), to=st.sampled_from(STATES))
def test_every_way_begins_and_ends_where_it_should(origin: str, to: str) -> None:
    """Each step starts in the state that the step before led to, or the API refuses it."""
    way = FLAG_STATES.way(origin, to)

    assert way is not None
    at = origin
    for step in way:
        assert at in step.origins
        at = step.to
    assert at == to
    assert len(way) <= 2


@pytest.mark.parametrize(
    ("origin", "to", "way"),
    [
        ("enabled", "enabled", []),
        ("enabled", "launched", ["launched"]),
        ("archived", "launched", ["enabled", "launched"]),
        ("Unheard Of", "enabled", None),
        ("enabled", "unheard of", None),
    ],
)
def test_the_shortest_way(origin: str, to: str, way: list[str] | None) -> None:
    """As few requests as there are, and none where no way leads: the caller says what that means."""
    assert names(FLAG_STATES.way(origin, to)) == way


@pytest.mark.parametrize(
    ("origin", "to", "way"),
    [
        ("setup", "decided", ["running", "decided"]),
        ("decided", "running", []),
        ("decided", "setup", ["setup"]),
        ("abandoned", "running", None),
        ("abandoned", "decided", None),
        ("archived", "setup", None),
    ],
)
def test_a_deliberate_move_is_never_on_the_way(origin: str, to: str, way: list[str] | None) -> None:
    """A reset throws results away: it happens when it is declared, not because it is the only way elsewhere."""
    assert names(EXPERIMENT.way(origin, to)) == way


@pytest.mark.parametrize(
    ("origin", "to", "first"),
    [
        ("enabled", "archived", []),
        ("archived", "enabled", ["enabled"]),
        ("archived", "launched", ["enabled"]),
        ("archived", "archived", ["enabled"]),
    ],
)
def test_thaw_leads_out_of_a_frozen_state(origin: str, to: str, first: list[str]) -> None:
    """An archived object takes no changes, so it leaves that state first, even to come back to it."""
    assert names(FLAG_STATES.leave_frozen(origin, to)) == first


def test_thaw_stays_where_no_way_leads_out() -> None:
    """Then the API's own refusal is what people see."""
    assert EXPERIMENT.leave_frozen("archived", "archived") == ()
    assert names(EXPERIMENT.leave_frozen("decided", "archived")) == ["archived"]


@pytest.mark.parametrize(
    ("origin", "to", "locked", "first"),
    [
        ("setup", "decided", {"running"}, []),
        ("running", "decided", {"running"}, ["decided"]),
        ("setup", "decided", {"setup", "running"}, ["running", "decided"]),
        ("setup", "decided", {"setup", "running", "decided"}, None),
        ("running", "running", {"running"}, None),
        ("abandoned", "running", {"abandoned"}, None),
    ],
)
def test_release_finds_the_first_state_that_allows_a_change(origin: str, to: str, locked: set[str], first: list[str] | None) -> None:
    """A locked property can be changed on the way, as soon as the lifecycle allows it."""
    assert names(EXPERIMENT.leave_locked(origin, to, locked.__contains__)) == first


@pytest.mark.parametrize(
    ("answer", "remembered", "state"),
    [
        ({"status": "active"}, None, "running"),
        ({"status": True}, None, "decided"),
        ({"status": "Strange"}, None, "Strange"),
        ({"status": None}, "running", None),
        ({}, "running", "running"),
        ({"status": "archived"}, "decided", "decided"),
        ({"status": "archived"}, "running", "archived"),
        ({"status": "archived"}, None, "archived"),
    ],
)
def test_answers_tell_the_state(answer: dict[str, Any], remembered: str | None, state: str | None) -> None:
    """Drift in a lifecycle shows as the API's state, unless the API shows two declared states as one."""
    assert EXPERIMENT.state_of(answer, remembered) == state


def test_a_state_can_be_told_by_the_whole_answer_or_by_none() -> None:
    """Some answers tell it by two fields, some not at all: then the last declared one is what is known."""
    by_fields = Machine("off", (), status=lambda answer: "on" if answer.get("a") and answer.get("b") else "off")

    assert by_fields.state_of({"a": 1, "b": 1}, "off") == "on"
    assert by_fields.state_of({"a": 1}, "on") == "off"
    assert Machine("off", ()).state_of({"status": "x"}, "on") == "on"
