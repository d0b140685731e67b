"""Pulumi's own resource options and ways to structure a program work on every resource as on any other provider's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Client

from .conftest import Traffic
from .stacks import Failed, Stack

Options = pulumi.ResourceOptions


def gate(name: str = "gate", opts: Options | None = None, **values: Any) -> Callable[[], None]:
    """A program with one gate."""

    def program() -> None:
        make: Callable[..., object] = statsig.Gate
        make(name, opts=opts, **{"name": "Checkout", "description": "one", **values})

    return program


class Feature(pulumi.ComponentResource):
    """A gate and its overrides as one thing."""

    def __init__(self, name: str, opts: Options | None = None) -> None:
        super().__init__("acme:index:Feature", name, None, opts)
        self.gate = statsig.Gate(f"{name}-gate", name="Checkout", opts=Options(parent=self))
        statsig.GateOverrides(f"{name}-overrides", gate_id=self.gate.id, passing_user_ids=["qa"], opts=Options(parent=self))
        self.register_outputs({"gate": self.gate.id})


def test_a_protected_resource_stays(stack: Stack, console: Client, traffic: Traffic) -> None:
    """Neither destroy nor its removal from the program nor a replacement takes it away."""
    stack.up(gate(opts=Options(protect=True)))
    traffic.since()

    for attempt in (stack.destroy, lambda: stack.up(lambda: None), lambda: stack.up(gate(opts=Options(protect=True), gate_id="other"))):
        with pytest.raises(Failed, match="protect"):
            attempt()

    assert traffic.mutations() == []
    stack.up(gate())
    stack.destroy()
    assert console.get("/gates/checkout").status == 404


def test_a_retained_resource_leaves_the_stack_alone(stack: Stack, console: Client) -> None:
    """It is no longer managed, and still there."""
    stack.up(gate(opts=Options(retain_on_delete=True)))

    stack.up(lambda: None)

    assert stack.resources() == {}
    assert console.get("/gates/checkout").status == 200


def test_ignored_changes_are_the_consoles(stack: Stack, console: Client, traffic: Traffic) -> None:
    """By the names that the program uses; other changes go out, and take nothing back."""
    rules = [statsig.Rule(name="all", pass_percentage=10, conditions=[statsig.Condition(type="public")])]
    ignoring = Options(ignore_changes=["description", "rules[0].pass_percentage"])
    stack.up(gate(rules=rules))
    data = console.get("/gates/checkout").data
    console.patch("/gates/checkout", {"description": "theirs", "rules": [{**data["rules"][0], "passPercentage": 70}]})
    stack.refresh(gate(rules=rules))

    program = gate(rules=rules, opts=ignoring)
    assert stack.preview(program).steps == {}
    traffic.since()
    stack.up(gate(rules=rules, opts=ignoring, tags=["new"]))

    assert traffic.mutations() == ["PATCH /gates/{id}"]
    found = console.get("/gates/checkout").data
    assert (found["description"], found["rules"][0]["passPercentage"], found["tags"]) == ("theirs", 70, ["new"])


def test_what_ignores_nothing_is_said(stack: Stack, console: Client) -> None:
    """A JSON value is one text to Pulumi: it can be left to the console whole, not by its keys."""

    def program(*ignored: str) -> Callable[[], None]:
        def declared() -> None:
            opts = Options(ignore_changes=[*ignored])
            statsig.DynamicConfig("limits", name="Limits", default_value={"max": 1, "banner": "ours"}, opts=opts)

        return declared

    stack.up(program())
    console.patch("/dynamic_configs/limits", {"defaultValue": {"max": 1, "banner": "theirs"}})
    stack.refresh(program())

    inside, misspelt, whole = (stack.preview(program(path)) for path in ("default_value.banner", "defaultValue", "default_value"))

    assert (inside.steps["limits"].op, misspelt.steps["limits"].op, whole.steps) == ("update", "update", {})
    assert "ignore_changes default_value.banner ignores nothing: default_value is one value" in inside.text
    assert (
        'ignore_changes defaultValue ignores nothing: DynamicConfig has no input "defaultValue"; did you mean default_value?'
        in misspelt.text
    )
    assert "ignores nothing" not in whole.text


def test_line_ends_are_no_difference(stack: Stack, console: Client, traffic: Traffic) -> None:
    """Of a program that was checked out on Windows, and of a text that the console was given."""
    stack.up(gate(description="one\r\ntwo\r\n"))

    assert stack.preview(gate(description="one\ntwo\n")).steps == {}
    console.patch("/gates/checkout", {"description": "one\ntwo\n"})
    traffic.since()
    stack.refresh(gate(description="one\r\ntwo\r\n"))
    stack.up(gate(description="one\r\ntwo\r\n"))

    assert traffic.mutations() == []
    assert stack.preview(gate(description="one\r\ntwo\r\nthree")).steps["gate"].op == "update"


@pytest.mark.parametrize("new", [False, True])
def test_functions_that_tag_every_resource(stack: Stack, console: Client, traffic: Traffic, new: bool) -> None:
    """Both of Pulumi's ways: a transformation in the program, and a transform that the engine asks for."""

    def tagged(properties: Any) -> dict[str, Any]:
        return {**properties, "tags": [*(properties.get("tags") or []), "managed"]}

    def before(given: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        return pulumi.ResourceTransformationResult(tagged(given.props), given.opts) if "tags" in given.props else None

    def asked(given: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        takes = given.type_.endswith((":Gate", ":DynamicConfig"))
        return pulumi.ResourceTransformResult(tagged(given.props), given.opts) if takes else None

    def program() -> None:
        if new:
            pulumi.runtime.register_resource_transform(asked)
        else:
            pulumi.runtime.register_stack_transformation(before)
        gate(tags=["own"])()
        statsig.DynamicConfig("limits", name="Limits")
        statsig.Tag("tag", name="managed")
        statsig.Segment("staff", name="Staff", type="id_list", tags=["own"] if new else None)

    stack.up(program)

    assert sorted(console.get("/gates/checkout").data["tags"]) == ["managed", "own"]
    assert console.get("/dynamic_configs/limits").data["tags"] == ["managed"]
    assert console.get("/segments/staff").data["tags"] == (["own"] if new else ["managed"])
    traffic.since()
    assert stack.preview(program).steps == {}
    stack.refresh(program)
    stack.up(program)
    assert traffic.mutations() == []


def test_replace_on_changes_works_at_any_depth(stack: Stack) -> None:
    """What Pulumi finds changed under such a path means a new object; what is beside it does not."""
    rules = [statsig.Rule(name="all", pass_percentage=10, conditions=[statsig.Condition(type="public")])]
    more = [statsig.Rule(name="all", pass_percentage=20, conditions=[statsig.Condition(type="public")])]
    opts = Options(replace_on_changes=["description", "rules[*].pass_percentage"], delete_before_replace=True)
    stack.up(gate(opts=opts, rules=rules))

    assert stack.preview(gate(opts=opts, rules=rules, tags=["new"])).steps["gate"].op == "update"
    assert stack.preview(gate(opts=opts, rules=rules, description="two")).steps["gate"].op == "replace"
    assert stack.up(gate(opts=opts, rules=more)).steps["gate"].op == "replace"


def test_a_renamed_resource_is_the_same_object(stack: Stack, traffic: Traffic) -> None:
    """An alias with the old name, or the old parent, keeps what is there."""
    stack.up(gate("old"))
    traffic.since()

    renamed = gate("new", opts=Options(aliases=[pulumi.Alias(name="old")]))
    assert stack.preview(renamed).steps == {}
    stack.up(renamed)

    def adopted() -> None:
        parent = pulumi.ComponentResource("acme:index:Group", "group")
        was = pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)
        statsig.Gate("new", name="Checkout", description="one", opts=Options(parent=parent, aliases=[was]))

    stack.up(adopted)
    assert traffic.mutations() == []
    assert list(stack.resources()) == ["new"]


def test_a_component_can_be_renamed_and_destroyed(stack: Stack, console: Client, traffic: Traffic) -> None:
    """Its children follow the alias of their parent, and are parents' children in state."""

    def program(name: str, opts: Options | None = None) -> Callable[[], None]:
        return lambda: pulumi.export("gate", Feature(name, opts).gate.id)

    assert stack.up(program("checkout")).outputs == {"gate": "checkout"}
    parents = {name: each["parent"].rpartition("::")[2] for name, each in stack.resources().items()}
    assert parents == {"checkout-gate": "checkout", "checkout-overrides": "checkout"}
    traffic.since()

    renamed = program("pay", Options(aliases=[pulumi.Alias(name="checkout")]))
    stack.up(renamed)

    assert traffic.mutations() == []
    assert sorted(stack.resources()) == ["pay-gate", "pay-overrides"]
    stack.destroy()
    assert console.get("/gates/checkout").status == 404


@pytest.mark.parametrize("whole_stack", [False, True], ids=["resource", "stack"])
def test_transforms_see_and_change_properties(stack: Stack, console: Client, whole_stack: bool) -> None:
    """For one resource or for all: a tag on everything that takes tags, a default owner, protection."""

    def tag(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if args.type_ != "pulumi-python:dynamic/statsig:Gate":
            return None
        return pulumi.ResourceTransformResult(props={**args.props, "tags": ["by pulumi"]}, opts=args.opts)

    def program() -> None:
        if whole_stack:
            pulumi.runtime.register_resource_transform(tag)
        statsig.Gate("gate", name="Checkout", opts=None if whole_stack else Options(transforms=[tag]))
        statsig.Gate("other", name="Other")

    stack.up(program)

    assert console.get("/gates/checkout").data["tags"] == ["by pulumi"]
    assert console.get("/gates/other").data["tags"] == (["by pulumi"] if whole_stack else [])
    assert stack.preview(program).steps == {}


def test_dependencies_set_the_order(stack: Stack, traffic: Traffic) -> None:
    """`depends_on` holds where no property refers to the other resource, and the other way round at the end."""

    def program() -> None:
        tag = statsig.Tag("tag", name="Theirs")
        statsig.Gate("gate", name="Checkout", opts=Options(depends_on=[tag]))

    stack.up(program)
    stack.destroy()

    assert traffic.mutations() == ["POST /tags", "POST /gates", "DELETE /gates/{id}", "DELETE /tags/{id}"]
