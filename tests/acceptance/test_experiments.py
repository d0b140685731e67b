"""Experiments on the real CLI: what a preview refuses before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .stacks import Failed, Stack

GROUPS = [{"name": name, "size": 50, "parameter_values": {"color": color}} for name, color in (("Control", "blue"), ("Test", "red"))]


def experiment(**values: Any) -> Callable[[], None]:
    """A program with one experiment."""

    def program() -> None:
        statsig.Experiment("button", name="Button color", **{"groups": GROUPS, "allocation": 50, "lifecycle": "active", **values})

    return program


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"groups": [{**GROUPS[0], "size": 60}, {**GROUPS[1], "size": 40}]}, "cannot be changed while lifecycle is 'active'"),
        ({"allocation": 10}, "it may only be raised"),
        ({"lifecycle": "archived"}, "cannot become 'archived' from 'active'"),
        ({"lifecycle": "abandoned"}, "is required when lifecycle is"),
        ({"lifecycle": "decision_made", "decision_group": "Tset", "decision_reason": "It sells"}, "is the name of one of groups"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_running_experiment_is_not_broken(stack: Stack, emulator: Emulator, values: dict[str, Any], reason: str) -> None:
    """The preview fails on the property, and `up` would have sent nothing."""
    stack.up(experiment())
    mark = len(emulator.requests())

    with pytest.raises(Failed, match=reason):
        stack.preview(experiment(**values))

    assert emulator.requests()[mark:] == []


def test_started_in_the_console_stays_started(stack: Stack, console: Client) -> None:
    """Without a declared lifecycle, refresh and `up` leave an experiment running that somebody started."""
    plain = experiment(lifecycle=None)
    stack.up(plain)
    console.put("/experiments/button_color/start")

    stack.refresh(plain)
    run = stack.up(plain)

    assert run.steps == {}
    assert console.get("/experiments/button_color").data["status"] == "active"


def test_whole_list_and_single_rule_are_told_apart(stack: Stack, console: Client) -> None:
    """One program cannot declare all rules of a gate, and one of them besides."""

    def program() -> None:
        gate = statsig.Gate("flag", name="Flag", rules=[])
        statsig.GateRule("rule", gate_id="flag", name="All", pass_percentage=1, conditions=[])
        statsig.GateRule("other", gate_id=gate.id, name="Some", pass_percentage=1, conditions=[])

    with pytest.raises(Failed, match=r"declares all its rules|declares one of them"):
        stack.preview(program)

    assert console.get("/gates").data == []
