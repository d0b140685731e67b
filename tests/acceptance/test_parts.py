"""A part of a stack: runs with --target and --exclude, and runs that ended before all of a stack was done."""

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


def test_an_object_of_two_resources_stays_while_one_of_them_does(stack: Stack, console: Client, traffic: Traffic) -> None:
    """An import or a run that was killed can leave two. A run with --target calls the provider about one of them alone."""

    def program(*names: str, adopt: bool = True) -> Callable[[], None]:
        def declared() -> None:
            for name in names:
                statsig.Gate(name, name="Checkout", adopt_existing=adopt)

        return declared

    stack.up(program("old"))
    held = stack.export()
    stack.up(program("new"))
    held["deployment"]["resources"] += [each for each in stack.export()["deployment"]["resources"] if each["urn"] == urn("Gate", "new")]
    stack.restore(held)
    traffic.since()

    run = stack.up(program("new"), target=[urn("Gate", "old")])

    assert (run.steps["old"].op, [*stack.resources()]) == ("delete", ["new"])
    assert "Gate checkout stays as it is: `new` has it now" in run.text
    assert console.get("/gates/checkout").status == 200
    assert stack.preview(program("new")).steps == {}
    stack.restore(held)
    stack.destroy()
    assert traffic.mutations() == ["DELETE /gates/{id}"]


def test_a_replaced_resource_leaves_the_object_to_its_successor(stack: Stack, console: Client, traffic: Traffic) -> None:
    """A run that is killed between the two leaves the old one in state, and the next run deletes it."""

    def program() -> None:
        statsig.Gate("gate", name="Checkout", adopt_existing=True)

    stack.up(program)
    held = stack.export()
    [own] = [each for each in held["deployment"]["resources"] if each["urn"] == urn("Gate", "gate")]
    held["deployment"]["resources"] += [{**own, "delete": True}, {**own, "delete": True}]
    stack.restore(held)
    traffic.since()

    run = stack.up(program)

    assert "Gate checkout stays as it is: the new `gate` has it now" in run.text
    assert (traffic.mutations(), console.get("/gates/checkout").status) == ([], 200)
    assert [each["id"] for each in stack.export()["deployment"]["resources"] if each["urn"] == urn("Gate", "gate")] == ["checkout"]
    stack.restore(held)
    stack.destroy()
    assert console.get("/gates/checkout").status == 404
