"""A part of a stack: runs with --target and --exclude."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client

from .conftest import Traffic
from .stacks import Stack

Options = pulumi.ResourceOptions
GROUPS = [statsig.ExperimentGroup(name=name, size=50, parameter_values={"color": name}) for name in ("red", "blue")]


def urn(type_: str, name: str) -> str:
    """The URN of a resource of the stack."""
    return f"urn:pulumi:dev::acceptance::pulumi-python:dynamic/statsig:{type_}::{name}"


def targeted(*gates: str) -> Callable[[], None]:
    """A program with these gates, a layer, and an experiment in it that is for the people of the last gate."""

    def program() -> None:
        made = [statsig.Gate(name, name=f"Gate {name}") for name in gates]
        color = statsig.LayerParameter(name="color", type="string", default_value="grey")
        layer = statsig.Layer("colors", name="Colors", id_type="userID", parameters=[color])
        statsig.Experiment("button", name="Button", layer_id=layer.id, groups=GROUPS, targeting_gate_id=made[-1].id)

    return program


def test_nothing_is_made_without_the_value_of_a_resource_that_is_left_out(stack: Stack, console: Client, traffic: Traffic) -> None:
    """Pulumi would leave the value out, so that an experiment were outside its layer, or open to everybody."""
    options: list[dict[str, Any]] = [{"exclude": [urn("Layer", "colors")]}, {"target": [urn("Experiment", "button")]}]
    texts = [stack.fails("up", targeted("one"), **each) for each in options]

    assert all("layer_id needs a value of a resource that is not made yet and that this run leaves out" in text for text in texts)
    assert "POST /experiments" not in traffic.since()
    stack.up(targeted("one"), exclude=[urn("Layer", "colors")], exclude_dependents=True)
    stack.up(targeted("one"))

    text = stack.fails("up", targeted("one", "two"), exclude=[urn("Gate", "two")])

    assert "targeting_gate_id needs a value of a resource that is not made yet" in text
    assert console.get("/experiments/button").data["targetingGateID"] == "gate_one"
    stack.up(targeted("one", "two"))
    assert console.get("/experiments/button").data["targetingGateID"] == "gate_two"
    assert stack.preview(targeted("one", "two")).steps == {}


def test_resources_that_a_run_leaves_out_hinder_nothing(stack: Stack, console: Client) -> None:
    """A layer and its experiment refer to each other by names: each can be brought to the program alone, or is refused by the API."""

    def program(name: str, description: str) -> Callable[[], None]:
        def declared() -> None:
            parameter = statsig.LayerParameter(name=name, type="string", default_value="grey")
            layer = statsig.Layer("colors", name="Colors", id_type="userID", description=description, parameters=[parameter])
            groups = [statsig.ExperimentGroup(name=each, size=50, parameter_values={name: each}) for each in ("red", "blue")]
            statsig.Experiment("button", name="Button", layer_id=layer.id, groups=groups)

        return declared

    stack.up(program("color", "one"))

    assert "Parameter(s) not found in layer: [hue]" in stack.fails("up", program("hue", "two"), target=[urn("Experiment", "button")])
    stack.up(program("hue", "two"), target=[urn("Layer", "colors")])
    assert console.get("/layers/colors").data["description"] == "two"
    stack.up(program("hue", "two"), target=[urn("Experiment", "button")])

    assert stack.preview(program("hue", "two")).steps == {}
