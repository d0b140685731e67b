"""Update plans: `pulumi up --plan` does what the preview has written down, or stops before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client

from .conftest import Traffic
from .stacks import Stack

EVERYONE = [statsig.Condition(type="public")]


def program(share: int = 10, kind: Any = "SERVER", **values: Any) -> Callable[[], None]:
    """A program with objects that the next one updates, replaces and deletes, and one that exists always."""

    def declared() -> None:
        rules = [statsig.Rule(name="All", pass_percentage=share, conditions=EVERYONE)]
        gate = statsig.Gate("gate", name="Checkout", rules=rules, **values)
        statsig.GateOverrides("overrides", gate_id=gate.id, passing_user_ids=[f"qa-{share}"], **values)
        statsig.Key("key", description="CI", type=kind)
        statsig.ProjectSettings("project", name=f"Shop {share}")
        if share == 10:
            statsig.Tag("tag", name="Theirs", **values)

    return declared


@pytest.fixture
def plan(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file of a plan; plans are an experiment of Pulumi's."""
    stack.variables["PULUMI_EXPERIMENTAL"] = "true"
    monkeypatch.setenv("PULUMI_EXPERIMENTAL", "true")
    return str(stack.folder / "plan.json")


@pytest.mark.parametrize("online", [False, True])
def test_a_plan_is_kept(stack: Stack, console: Client, traffic: Traffic, plan: str, online: bool) -> None:
    """Of creates, which may take over what exists, and of updates, replacements and deletions."""
    if online:
        stack.configure("statsig:onlinePreview", "true")
    console.post("/gates", {"name": "Checkout", "isEnabled": True, "description": "theirs"})
    console.post("/tags", {"name": "Theirs", "description": ""})
    for wanted in (program(adopt_existing=True), program(20, "CLIENT", adopt_existing=True)):
        stack.preview(wanted, plan=plan)
        traffic.since()

        stack.up(wanted, plan=plan)

        assert traffic.mutations() != []
        assert stack.preview(wanted).steps == {}
    assert console.get("/gates/checkout").data["rules"][0]["passPercentage"] == 20
    assert [each["type"] for each in console.get("/keys").data] == ["CLIENT"]


def test_what_is_not_in_the_plan_is_not_done(stack: Stack, traffic: Traffic, plan: str) -> None:
    """A program that has changed since the preview."""
    stack.up(program())
    stack.preview(program(20), plan=plan)
    traffic.since()

    text = stack.fails("up", program(30), plan=plan)

    assert "violates plan: properties changed" in text
    assert traffic.mutations() == []
