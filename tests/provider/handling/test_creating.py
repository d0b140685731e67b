"""Creates right after another change that the API does not know everywhere yet."""

from __future__ import annotations

import pytest

from statsig_console.call import Call, calling
from statsig_console.errors import InputError
from statsig_console.session.patience import WAITS
from tests.provider.conftest import Project
from tests.provider.samples import Flag, FlagRule

GATE = "urn:pulumi:dev::shop::pulumi-python:dynamic/statsig:Flag::flag"
RULE = "urn:pulumi:dev::shop::pulumi-python:dynamic/statsig:FlagRule::rule"
RULE_INPUTS = {"flag": "a_flag", "name": "everyone", "pass_percentage": 100.0, "conditions": [{"type": "public"}]}


@pytest.mark.parametrize("adopt", [False, True])
def test_a_name_that_the_run_has_just_freed_is_waited_for(adopt: bool) -> None:
    """A replacement is no takeover of the object that it has deleted, of which a late read may still tell."""
    project = Project(adopt_existing=adopt)
    inputs = project.handlers(Flag).check({"name": "A Flag"}).inputs
    with calling(Call(GATE)):
        made = project.handlers(Flag).create(inputs)
        project.configure(adopt_existing=adopt)
        project.handlers(Flag).delete(made.id, made.state)
        project.sent()
        project.refuse("POST", "/gates", status=409)

        project.handlers(Flag).create(inputs)

    assert project.requests() == ["POST /gates", "POST /gates"]
    assert project.console.get("/gates/a_flag").status == 200


def test_a_name_that_the_run_has_not_freed_is_not_waited_for(project: Project) -> None:
    """An object that exists is met at once."""
    project.console.post("/gates", {"name": "A Flag"})
    inputs = project.handlers(Flag).check({"name": "A Flag"}).inputs

    with calling(Call(GATE)), pytest.raises(InputError, match="The project has it"):
        project.handlers(Flag).create(inputs)

    assert project.requests() == ["POST /gates", "GET /gates/a_flag"]


def test_a_parent_that_the_run_has_just_made_is_waited_for(project: Project) -> None:
    """A rule comes into a gate that is a moment old."""
    with calling(Call(GATE)):
        project.handlers(Flag).create(project.handlers(Flag).check({"name": "A Flag"}).inputs)
    project.sent()
    project.refuse("POST", "/gates/{id}/rule", status=404, count=len(WAITS))

    with calling(Call(RULE)):
        project.handlers(FlagRule).create(project.handlers(FlagRule).check(RULE_INPUTS).inputs)

    assert [request for request, _ in project.mutations()] == ["POST /gates/a_flag/rule"] * (1 + len(WAITS))


def test_a_parent_that_is_missing_is_not_waited_for(project: Project) -> None:
    """A run that has made nothing has nothing to wait for."""
    with calling(Call(RULE)), pytest.raises(InputError, match="404"):
        project.handlers(FlagRule).create(project.handlers(FlagRule).check(RULE_INPUTS).inputs)

    assert [request for request, _ in project.mutations()] == ["POST /gates/a_flag/rule"]


def test_a_move_of_a_new_object_is_sent_until_the_api_finds_it(project: Project) -> None:
    """What is there is not given up, nor said to be taken back."""
    project.refuse("PUT", "/gates/{id}/archive", status=404, count=len(WAITS))

    made = project.handlers(Flag).create(project.handlers(Flag).check({"name": "A Flag", "lifecycle": "archived"}).inputs)

    assert made.state["lifecycle"] == "archived"
    assert project.requests() == ["POST /gates", *["PUT /gates/a_flag/archive"] * (1 + len(WAITS))]
