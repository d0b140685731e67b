"""Rules that are resources of their own come in a declared order, through the real CLI."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client

from .conftest import Traffic
from .stacks import Failed, Stack, Step

EVERYONE = statsig.Condition(type="public")


@pytest.fixture
def gate(console: Client) -> str:
    """A gate that another stack owns, with a rule that is not this one's."""
    console.post("/gates", {"name": "Checkout"})
    console.post("/gates/checkout/rule", {"name": "theirs", "passPercentage": 1, "conditions": [{"type": "public"}]})
    return "checkout"


def chain(gate: str, *names: str) -> Callable[[], None]:
    """A program whose rules each come after the one before."""

    def program() -> None:
        last: pulumi.Output[str] | None = None
        for name in names:
            last = statsig.GateRule(name, gate_id=gate, name=name, pass_percentage=5, conditions=[EVERYONE], after=last).id

    return program


def order(console: Client) -> list[str]:
    return [rule["name"] for rule in console.get("/gates/checkout").data["rules"]]


def test_rules_come_in_the_declared_order(stack: Stack, console: Client, gate: str) -> None:
    """However many are made at the same time, and again with no change."""
    program = chain(gate, "d", "c", "b", "a")

    stack.up(program)

    assert order(console) == ["theirs", "d", "c", "b", "a"]
    assert stack.preview(program).steps == {}
    stack.refresh(program)
    assert stack.preview(program).steps == {}


def test_a_rule_in_between_moves_what_comes_after(stack: Stack, console: Client, traffic: Traffic, gate: str) -> None:
    """The API inserts nothing, so the preview says what is made anew; a name is never there twice."""
    stack.up(chain(gate, "a", "c"))
    traffic.since()

    planned = stack.preview(chain(gate, "a", "b", "c"))
    stack.up(chain(gate, "a", "b", "c"))

    assert planned.steps == {"b": Step("create"), "c": Step("replace", ("after",))}
    assert order(console) == ["theirs", "a", "b", "c"]
    assert sorted(traffic.mutations()) == ["DELETE /gates/{id}/rules/{ruleID}", *["POST /gates/{id}/rule"] * 2]
    assert stack.preview(chain(gate, "a", "b", "c")).steps == {}


def test_an_order_that_the_console_changed_is_drift(stack: Stack, console: Client, gate: str) -> None:
    """Refresh finds it, the preview says it, and `up` puts the rule at the end; the others stay what they are."""
    program = chain(gate, "a", "b")
    stack.up(program)
    rules = console.get("/gates/checkout").data["rules"]
    console.patch("/gates/checkout", {"rules": [rules[2], rules[0], rules[1]]})

    stack.refresh(program)

    assert stack.preview(program).steps == {"b": Step("replace", ("after",))}
    stack.up(program)
    assert order(console) == ["theirs", "a", "b"]
    assert [rule["baseID"] for rule in console.get("/gates/checkout").data["rules"]][:2] == [rules[0]["baseID"], rules[1]["baseID"]]
    assert stack.preview(program).steps == {}


def test_a_rule_after_one_that_is_not_there_is_refused(stack: Stack, console: Client, gate: str) -> None:
    """And taken back: it would be in the wrong place for ever."""
    with pytest.raises(Failed) as caught:
        stack.up(
            lambda: (
                statsig.GateRule("a", gate_id=gate, name="a", pass_percentage=5, conditions=[EVERYONE], after="nowhere")  # type: ignore[arg-type,return-value]
                and None
            )
        )

    assert "after names nowhere, which is not there. What had been created was taken back" in caught.value.text
    assert order(console) == ["theirs"]


def test_rules_of_configs_come_in_order_too(stack: Stack, console: Client) -> None:
    """They share the declaration, but have another parent and other operations."""
    console.post("/dynamic_configs", {"name": "Limits", "defaultValue": {"max": 1}})

    def program() -> None:
        first = statsig.DynamicConfigRule(
            "z", dynamic_config_id="limits", name="z", conditions=[EVERYONE], return_value={"max": 2}, environments=["development"]
        )
        statsig.DynamicConfigRule("a", dynamic_config_id="limits", name="a", conditions=[EVERYONE], return_value={}, after=first.id)

    stack.up(program)

    assert [rule["name"] for rule in console.get("/dynamic_configs/limits").data["rules"]] == ["z", "a"]
    stack.refresh(program)
    assert stack.preview(program).steps == {}
