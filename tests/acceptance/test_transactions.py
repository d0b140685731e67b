"""Updates and creates that fail half way, on the real CLI: the next `pulumi up` finishes, and nothing is left behind or lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Failed, Program, Stack

GROUPS = [statsig.ExperimentGroup(name=name, size=50, parameter_values={"color": name}) for name in ("red", "blue")]


@pytest.fixture(autouse=True)
def calm(emulator: Emulator) -> Iterator[None]:
    """No fault outlives its test."""
    yield
    emulator.clear_faults()


def experiment(**values: Any) -> Program:
    """A program with one experiment."""
    return lambda: statsig.Experiment("prices", name="Prices", groups=GROUPS, **values)  # type: ignore[func-returns-value]


def test_a_failed_start_is_finished_by_the_next_up(stack: Stack, console: Client, emulator: Emulator, traffic: Traffic) -> None:
    """The start took effect, its answer did not arrive, and its repetitions are refused as started already."""
    stack.up(experiment(lifecycle="setup"))
    emulator.fault("status", status=403, method="PUT", path="/experiments/{id}/start", count=1)
    with pytest.raises(Failed, match="Experiment prices: could not update it"):
        stack.up(experiment(lifecycle="active", hypothesis="cheaper sells"))
    assert console.get("/experiments/prices").data["hypothesis"] == "cheaper sells"

    console.put("/experiments/prices/start", {})
    run = stack.up(experiment(lifecycle="active", hypothesis="cheaper sells"))

    assert run.steps["prices"].op == "update"
    assert console.get("/experiments/prices").data["status"] == "active"
    assert stack.preview(experiment(lifecycle="active", hypothesis="cheaper sells")).steps == {}
    assert stack.refresh().steps == {}


def test_a_lost_answer_is_settled_in_the_same_up(stack: Stack, console: Client, emulator: Emulator) -> None:
    """The connection breaks after the decision was made: the repetition is refused, and a look tells why."""
    decided = experiment(lifecycle="decision_made", decision_group="red", decision_reason="it sells")
    stack.up(experiment(lifecycle="active"))
    emulator.fault("reset_after", method="PUT", path="/experiments/{id}/make_decision", count=1)

    run = stack.up(decided)

    assert "changed nothing, since it had been made before; going on from there" in run.text
    assert console.get("/experiments/prices").data["status"] == "decision_made"
    assert stack.preview(decided).steps == {}


def test_a_rotated_key_is_not_lost_with_the_answer(stack: Stack, console: Client, emulator: Emulator) -> None:
    """Only the answer holds the new text; the list shows it too."""

    def key(rotation: str) -> Program:
        return lambda: statsig.Key("ci", description="CI", type="SERVER", rotation=rotation)  # type: ignore[func-returns-value]

    stack.up(key("1"))
    console.post("/keys", {"description": "CI", "type": "SERVER"})
    emulator.fault("reset_after", method="PATCH", path="/keys/{id}/rotate", count=1)

    run = stack.up(key("2"))

    assert "the answer to PATCH /keys/{id}/rotate was lost; what it made was found in the list" in run.text
    assert stack.preview(key("2")).steps == {}
    assert stack.refresh().steps == {}
    stack.destroy()
    assert len(console.get("/keys").data) == 1


def test_a_failed_create_leaves_nothing_and_the_next_up_creates(stack: Stack, console: Client, emulator: Emulator) -> None:
    """The holdout's second request fails: the first one is undone."""

    def holdout() -> None:
        statsig.Holdout("control", name="Control", pass_percentage=5)

    emulator.fault("status", status=403, method="PATCH", path="/holdouts/{id}", count=1)
    with pytest.raises(Failed, match="What had been created was taken back"):
        stack.up(holdout)
    assert console.get("/holdouts").data == []

    assert stack.up(holdout).steps["control"].op == "create"
    assert stack.preview(holdout).steps == {}
