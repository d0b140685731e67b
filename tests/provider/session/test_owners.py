"""Owners: what a process learns of who has which object, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.call import Call, calling
from statsig_console.errors import InputError
from statsig_console.handling.handlers import Handlers
from tests.provider.conftest import Project
from tests.provider.samples import Flag, Hour

TYPE = "urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:"


def urn(name: str, kind: str = "Flag") -> str:
    """The URN of a resource at the top of the program."""
    return f"{TYPE}{kind}::{name}"


def checked(handlers: Handlers, resource_name: str, olds: dict[str, Any] | None = None, /, **news: Any) -> list[str]:
    """What is wrong with a resource of the program."""
    with calling(Call(urn(resource_name, handlers.kind.label))):
        return [f"{each.property} {each.reason}" for each in handlers.check(news, olds).invalid]


def created(handlers: Handlers, resource_name: str, /, **news: Any) -> Any:
    """A resource that Pulumi checks and creates."""
    with calling(Call(urn(resource_name, handlers.kind.label))):
        return handlers.create(handlers.check(news).inputs)


def deleted(handlers: Handlers, name: str, made: Any) -> None:
    """Lets a resource leave the stack."""
    with calling(Call(urn(name, handlers.kind.label))):
        handlers.delete(made.id, made.state)


@pytest.mark.parametrize(
    ("resource", "first", "second", "problem"),
    [
        (
            Flag,
            {"name": "Check out"},
            {"name": "check OUT"},
            "name means Flag check_out, which `a` declares too: one object has one resource",
        ),
        (Flag, {"name": "One", "flag_id": "x"}, {"name": "Two", "flag_id": "x"}, "flag_id means Flag x, which `a` declares too"),
        (statsig.Tag, {"name": "pay"}, {"name": "pay"}, "name means Tag pay, which `a` declares too"),
        (statsig.ProjectSettings, {"name": "one"}, {"name": "two"}, " means ProjectSettings settings/project, which `a` declares too"),
        (Hour, {"dataset": "Events"}, {"dataset": "Events"}, "dataset means Hour Events, which `a` declares too"),
        (statsig.GateOverrides, {"gate_id": "pay"}, {"gate_id": "pay"}, "gate_id means GateOverrides pay, which `a` declares too"),
    ],
)
def test_two_resources_are_not_one_object(project: Project, resource: type, first: Any, second: Any, problem: str) -> None:
    """Each update would undo the other's, and whichever goes first would take the object of both away."""
    handlers = project.handlers(resource)

    assert checked(handlers, "a", **first) == []
    assert checked(handlers, "a", **first) == []
    assert [each[: len(problem)] for each in checked(handlers, "b", **second)] == [problem]
    assert project.requests() == []


def test_what_is_not_known_yet_is_nobody_elses(project: Project) -> None:
    """A preview refuses nothing because of what it cannot know, and names may be exchanged."""
    handlers = project.handlers(Flag)

    assert checked(handlers, "a", name=Unknown()) == checked(handlers, "b", name=Unknown()) == []
    assert checked(handlers, "a", {"name": "One"}, name="Two") == []
    assert checked(handlers, "b", {"name": "Two"}, name="One") == []


def test_a_rule_of_one_gate_is_not_that_of_another(project: Project) -> None:
    """What tells an object apart within its parent does so only there."""
    handlers = project.handlers(statsig.GateRule)
    rule = {"name": "All", "pass_percentage": 1.0, "conditions": [{"type": "public"}]}

    assert checked(handlers, "a", gate_id="one", **rule) == checked(handlers, "b", gate_id="two", **rule) == []
    assert [each.partition(",")[0] for each in checked(handlers, "c", gate_id="two", **rule)] == ["name means GateRule two/All"]


def test_what_a_run_took_over_is_not_deleted_by_it(project: Project, said: list[str]) -> None:
    """A resource with another name in the program is a create and a delete to Pulumi, of one gate."""
    project.configure(adopt_existing=True)
    handlers = project.handlers(Flag)
    before = created(handlers, "old", name="Checkout")
    project.configure(adopt_existing=True)
    handlers = project.handlers(Flag)

    after = created(handlers, "new", name="Checkout")
    deleted(handlers, "old", before)

    assert after.id == before.id == project.console.get("/gates/checkout").data["id"]
    assert said[-1] == "Flag checkout stays as it is: `new` has it now"


def test_a_replacement_in_place_is_not_deleted(project: Project, said: list[str]) -> None:
    """Pulumi makes the new object of a forced replacement first, and deletes the old one by its ID."""
    handlers = project.handlers(Hour)
    before = created(handlers, "hour", dataset="Events", scheduled_hour_pst=3.0)
    project.configure()
    handlers = project.handlers(Hour)

    created(handlers, "hour", dataset="Events", scheduled_hour_pst=3.0)
    deleted(handlers, "hour", before)

    assert project.console.request("GET", "/ingestion/schedule", query={"dataset": "Events"}).data["scheduled_hour_pst"] == 3
    assert said == ["Hour Events stays as it is: the new `hour` has it now"]


def test_the_next_run_does_not_delete_it_either(project: Project, said: list[str]) -> None:
    """Where the run that took it over ended before its deletions, the old name is still in the stack."""
    handlers = project.handlers(Flag)
    made = created(handlers, "old", name="Checkout")
    project.configure()
    handlers = project.handlers(Flag)

    with calling(Call(urn("new"))):
        inputs = handlers.check({"name": "Checkout"}, {"name": "Checkout"}).inputs
        handlers.diff(made.state, inputs, made.id)
    deleted(handlers, "old", made)

    assert project.console.get("/gates/checkout").status == 200
    assert said == ["Flag checkout stays as it is: `new` has it now"]


@pytest.mark.parametrize("resource", [Flag, statsig.Tag])
def test_what_the_program_declares_is_not_lost_with_its_old_name(project: Project, resource: type) -> None:
    """A run that goes on after an error would delete what the new name could not take over, whether or not its name tells its ID."""
    handlers = project.handlers(resource)
    made = created(handlers, "old", name="Checkout")
    project.configure()
    handlers = project.handlers(resource)

    with pytest.raises(InputError):
        created(handlers, "new", name="Checkout")
    with pytest.raises(InputError) as caught:
        deleted(handlers, "old", made)

    named = f"{resource.__name__} {made.id}"
    assert str(caught.value) == f"{named} stays in the project and in the stack: the program declares it as `new` too"


def test_what_leaves_a_program_goes(project: Project) -> None:
    """A refresh and an earlier comparison of the same resource are no reason to keep it."""
    handlers = project.handlers(Flag)
    made = created(handlers, "old", name="Checkout")
    project.configure()
    handlers = project.handlers(Flag)

    with calling(Call(urn("old"))):
        handlers.read(made.id, made.state)
        handlers.diff(made.state, made.state, made.id)
    deleted(handlers, "old", made)

    assert project.console.get("/gates/checkout").status == 404


def test_an_object_of_the_stack_is_not_advised_to_be_adopted(project: Project) -> None:
    """That advice would lead to two owners; what is meant is the same resource under another name."""
    handlers = project.handlers(statsig.Tag)
    made = created(handlers, "old", name="pay")
    project.configure()
    handlers = project.handlers(statsig.Tag)
    with calling(Call(urn("old", "Tag"))):
        handlers.read(made.id, made.state)

    with pytest.raises(InputError) as caught:
        created(handlers, "new", name="pay")

    assert str(caught.value).endswith(
        "This stack has it as `old`. If this is that resource under another name or in another component, add "
        'aliases=[pulumi.Alias(name="old")] to its ResourceOptions: it is renamed then, and nothing is made or deleted. '
        "Else choose another name."
    )


def test_a_forced_replacement_says_how_it_can_be(project: Project) -> None:
    """Pulumi asks for the check of the old values, and then for a create under the ID that is taken."""
    handlers = project.handlers(Flag)
    created(handlers, "flag", name="Checkout")
    project.configure()
    handlers = project.handlers(Flag)

    checked(handlers, "flag", {"name": "Checkout"}, name="Checkout")
    with pytest.raises(InputError) as caught:
        created(handlers, "flag", name="Checkout")

    assert "set delete_before_replace=True in its ResourceOptions" in str(caught.value)
    assert "adopt_existing" not in str(caught.value)
