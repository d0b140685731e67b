"""Guards through the real CLI: what is refused, that nothing was sent then, and the way through."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client, Emulator

from .conftest import Traffic
from .stacks import Failed, Program, Stack, written

GROUPS = [{"name": name, "size": 50, "parameterValues": {"color": name}} for name in ("a", "b")]


def gate(name: str = "A gate", **values: Any) -> Program:
    """A program with one gate."""
    return lambda: statsig.Gate("gate", name=name, **values)  # type: ignore[func-returns-value]


def gates(count: int, **values: Any) -> Program:
    """A program with so many gates."""

    def program() -> None:
        for number in range(count):
            statsig.Gate(f"gate-{number}", name=f"gate {number}", **values)

    return program


def rollout(share: float, **values: Any) -> Program:
    """A program with one gate that lets in a share of everyone."""
    return gate(rules=[{"name": "Customers", "pass_percentage": share, "conditions": [{"type": "public"}]}], **values)


def test_a_steep_rollout_fails_the_preview(stack: Stack, traffic: Traffic, console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line against the property, nothing sent; the word in the environment reaches the provider and lets it through."""
    stack.up(rollout(1))
    traffic.since()

    text = stack.fails("preview", rollout(90))

    lines = [line for line in text.partition("Diagnostics:")[2].partition("Resources:")[0].splitlines() if "has a problem" in line]
    assert len(lines) == 1
    assert "Gate resource 'gate' has a problem: rules[0].pass_percentage rises from 1 to 90 in production for 'Customers'" in lines[0]
    assert "more than 75 points at once" in lines[0]
    assert "Traceback" not in text
    assert traffic.since() == []

    monkeypatch.setenv("STATSIG_ALLOW", "rollouts")
    stack.up(rollout(90))
    assert console.get("/gates/a_gate").data["rules"][0]["passPercentage"] == 90


def test_a_small_stack_is_destroyed_without_a_word(stack: Stack, traffic: Traffic) -> None:
    """As long as few objects go, nothing is counted: each is read once, to see whether it is still the stack's own, and then deleted."""
    stack.up(gates(3))
    traffic.since()

    stack.destroy()

    assert sorted(traffic.since()) == ["DELETE /gates/{id}"] * 3 + ["GET /gates/{id}"] * 3 + ["GET /project"]


def test_a_destroy_stops_at_the_bound(stack: Stack, traffic: Traffic, console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a refresh before the first deletion, without one at the bound; the word lets it through."""
    stack.configure("statsig:maxDeletes", "1")
    stack.up(gates(6))
    traffic.since()

    with pytest.raises(Failed) as caught:
        stack.destroy(refresh=True)
    assert "none of this kind has gone yet, and 6 or more are to go. At most 3 of the project's 6 may go in one run" in caught.value.text
    assert traffic.mutations() == []

    with pytest.raises(Failed, match="STATSIG_ALLOW=deletes"):
        stack.destroy()
    assert 2 <= len(console.get("/gates").data) <= 4

    monkeypatch.setenv("STATSIG_ALLOW", "deletes")
    stack.destroy()
    assert console.get("/gates").data == []


def test_a_program_that_lost_most_of_its_gates_stops_first(stack: Stack, traffic: Traffic) -> None:
    """A refresh shows what the stack has and the program what it keeps; the difference is known before the first deletion."""
    stack.configure("statsig:maxDeletes", "1")
    stack.up(gates(6))
    traffic.since()

    text = stack.fails("up", gates(1), refresh=True)

    assert "none of this kind has gone yet, and 5 or more are to go" in text
    assert traffic.mutations() == []


def test_archivals_fail_the_preview(stack: Stack, traffic: Traffic) -> None:
    """What the program archives is counted before anything is sent."""
    stack.configure("statsig:maxDeletes", "1")
    stack.up(gates(4))
    traffic.since()

    text = stack.fails("preview", gates(4, lifecycle="archived"))

    assert "the program archives or replaces at least 3 objects of this kind. At most 2 of the project's 4 may go in one run" in text
    assert traffic.mutations() == []


def test_an_edit_in_the_console_is_not_overwritten(stack: Stack, traffic: Traffic, console: Client) -> None:
    """Refused with who and when; after a refresh, the program's owner has seen it, and may decide."""
    stack.up(gate(description="one"))
    console.patch("/gates/a_gate", {"description": "theirs"})
    traffic.since()

    text = stack.fails("up", gate(description="two"))
    assert "Gate a_gate: description changed outside this stack since the last refresh by CONSOLE API at 20" in text
    assert "Traceback" not in text
    assert traffic.since() == ["GET /project", "GET /gates/{id}"]
    assert console.get("/gates/a_gate").data["description"] == "theirs"

    stack.refresh(gate(description="two"))
    stack.up(gate(description="two"))
    assert console.get("/gates/a_gate").data["description"] == "two"


def test_a_running_experiment_is_not_disturbed(stack: Stack, traffic: Traffic, console: Client) -> None:
    """The preview names it, and fails where the resource says so."""
    stack.up(rollout(10))
    console.post("/experiments", {"name": "exp one", "groups": GROUPS, "targetingGateID": "a_gate"})
    assert console.request("PUT", "/experiments/exp_one/start").status == 200
    traffic.since()

    told = stack.preview(rollout(20, when_running="warn")).text
    assert "statsig: Gate a_gate: rules would disturb what is running (experiments exp one)" in told

    refused = stack.fails("preview", rollout(20, when_running="refuse"))
    assert "Gate a_gate: rules would disturb what is running (experiments exp one). Wait until" in refused
    assert traffic.mutations() == []


def test_a_refresh_takes_in_what_could_not_be_undone(stack: Stack, console: Client) -> None:
    """A refresh compares too, and must show what the console has, not refuse what nobody has asked for."""
    program = written(
        """
        groups = [{"name": name, "size": 50, "parameter_values": {"color": name}} for name in ("a", "b")]
        statsig.Experiment("experiment", name="exp one", allocation=50, lifecycle="active", groups=groups)
        """
    )
    stack.up(program)
    console.patch("/experiments/exp_one", {"allocation": 80})

    stack.refresh(program)

    assert "has a problem: allocation cannot be changed while lifecycle is 'active'" in stack.fails("preview", program)


@pytest.mark.parametrize("place", ["Production", "live"])
def test_a_steep_rollout_is_one_where_the_project_says_production_is(
    stack: Stack, console: Client, emulator: Emulator, key: str, place: str
) -> None:
    """The guard goes by the project's environments, not by a word; one that the project does not have is told."""
    console.get("/environments")  # A key opens its project at the first request.
    if place == "live":
        named = [
            {**each, "name": "live" if each["isProduction"] else each["name"]} for each in console.get("/environments").data["environments"]
        ]
        emulator.seed({"objects": {"settings": {"environments": {"environments": named}}}}, key)

    def program(share: float) -> Program:
        return gate(rules=[{"name": "All", "pass_percentage": share, "environments": [place], "conditions": [{"type": "public"}]}])

    text = stack.up(program(1)).text
    assert ("names the environment Production, but" in text) == (place == "Production")

    refusal = stack.fails("preview", program(100))

    assert "rises from 1 to 100 in production for 'All'" in refusal
    assert console.get("/gates/a_gate").data["rules"][0]["passPercentage"] == 1
