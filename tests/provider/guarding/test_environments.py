"""Environments on an emulator: which ones rollouts count in, and which the project does not have."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.call import Call, calling
from statsig_console.errors import Forbidden, InputError
from statsig_console.session.session import Session
from statsig_console_emulator.transfer import seed
from tests.provider.conftest import Project

SHAPE = {"requires_review": False, "requires_release_pipeline": False}


def environments(**production: bool) -> list[dict[str, Any]]:
    """Environments in the program's form, by their names and whether they are production."""
    return [{"name": name, "is_production": mark, **SHAPE} for name, mark in production.items()]


def rules(share: float, *places: str) -> list[dict[str, Any]]:
    """One rule for everyone in some environments."""
    return [{"name": "All", "pass_percentage": share, "conditions": [{"type": "public"}], "environments": list(places)}]


@pytest.fixture
def live(project: Project) -> Project:
    """A project whose production is called otherwise."""
    listed = project.console.get("/environments").data["environments"]
    named = [{**each, "name": "Live" if each["isProduction"] else each["name"]} for each in listed]
    seed(project.service, {"projects": [{"key": project.key, "objects": {"settings": {"environments": {"environments": named}}}}]})
    return project


def refused(project: Project, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    """What the guards say at preview about a gate whose rules change."""
    handlers = project.handlers(statsig.Gate)
    found = handlers.check({"name": "A gate", "rules": after}, {"name": "A gate", "rules": before}).invalid
    return [each.reason.partition(":")[0] for each in found]


@pytest.mark.parametrize("place", ["production", "Production", "PRODUCTION"])
def test_production_is_so_in_any_case(project: Project, place: str) -> None:
    """A name that the project does not have may be meant as its production."""
    assert refused(project, rules(1, place), rules(100, place)) == ["rises from 1 to 100 in production for 'All'"]


def test_an_environment_that_is_no_production_is_free(project: Project) -> None:
    """The project says which one is, and is asked once."""
    assert refused(project, rules(1, "development"), rules(100, "development")) == []
    assert refused(project, rules(2, "development"), rules(100, "development")) == []
    assert project.requests() == ["GET /environments"]


def test_nobody_is_asked_when_nothing_changes(project: Project) -> None:
    """A preview of what is as it was sends nothing, also of a rule that is an object of its own."""
    handlers = project.handlers(statsig.GateRule)
    inputs = handlers.check({"gate_id": "a_gate", **rules(100, "staging")[0]}).inputs

    assert handlers.check(inputs, inputs).invalid == []
    assert project.requests() == []


def test_nobody_is_asked_about_what_an_import_brought_along(project: Project) -> None:
    """An imported object's inputs are all that the API tells of it, with the IDs of its rules."""
    handlers = project.handlers(statsig.Gate)
    inputs = handlers.check({"name": "A gate", "rules": rules(100, "staging")}).inputs
    imported = {**inputs, "rules": [{**inputs["rules"][0], "id": "made-up", "base_id": "made-up"}]}

    assert handlers.check(inputs, imported).invalid == []
    assert project.requests() == []


def test_nobody_is_asked_about_small_steps(project: Project) -> None:
    """A preview sends nothing for what can let in few people only."""
    assert refused(project, rules(1, "Live"), rules(60, "Live")) == []
    assert project.requests() == []


@pytest.mark.parametrize("place", ["Live", "production"])
def test_production_is_what_the_project_calls_so(live: Project, place: str) -> None:
    """Whatever its name; one that the project does not have is told by its name."""
    assert refused(live, rules(1, place), rules(100, place)) == ["rises from 1 to 100 in production for 'All'"]


def test_an_api_that_does_not_tell_leaves_the_names(live: Project) -> None:
    """Then only what is called production counts."""
    live.refuse("GET", "/environments", count=4)

    assert refused(live, rules(1, "Live"), rules(100, "Live")) == []
    assert refused(live, rules(1, "Production"), rules(100, "Production")) == ["rises from 1 to 100 in production for 'All'"]


@pytest.mark.parametrize("lifecycle", ["disabled", "archived"])
def test_what_the_console_let_in_counts_when_a_gate_comes_back(project: Project, lifecycle: str) -> None:
    """A gate whose rules are the console's lets everyone of them in at once when it is enabled, or taken out of the archive."""
    project.console.post("/gates", {"name": "A gate", "isEnabled": False})
    handlers = project.handlers(statsig.Gate)
    found = handlers.read("a_gate", {"__managed": ["name", "lifecycle"], "name": "A gate"})
    assert found is not None
    if lifecycle == "archived":
        project.console.put("/gates/a_gate/archive")
        found = handlers.read("a_gate", found.state)
        assert found is not None
    project.console.patch("/gates/a_gate", {"rules": [{"name": "All", "passPercentage": 100, "conditions": [{"type": "public"}]}]})
    inputs = handlers.check({"name": "A gate"}).inputs

    with pytest.raises(InputError, match=r"rules\[0\]\.pass_percentage rises from 0 to 100 in production for 'All'"):
        handlers.update("a_gate", {**found.state, "lifecycle": lifecycle}, inputs)

    assert all(request.startswith("GET ") for request in project.requests())


def test_an_environment_that_the_project_has_not_is_told(project: Project, said: list[str]) -> None:
    """A rule that names it applies nowhere. It is said when the rule is sent, once for each."""
    handlers = project.handlers(statsig.Gate)
    with calling(Call("urn:pulumi:dev::demo::pulumi-python:dynamic/statsig:Gate::gate")):
        made = handlers.create(handlers.check({"name": "A gate", "rules": rules(1, "Staging", "development", "prod")}).inputs)
        handlers.update(made.id, made.state, handlers.check({"name": "A gate", "rules": rules(2, "Staging")}).inputs)

    there = "but the project has only development, production, staging"
    assert said == [
        f'warning: Gate "gate" names the environment Staging, {there}; did you mean staging?',
        f'warning: Gate "gate" names the environment prod, {there}',
    ]
    assert project.requests().count("GET /environments") == 1


@pytest.mark.parametrize("first", ["gate", "environments"])
def test_an_environment_that_the_program_does_not_declare_is_told_at_preview(project: Project, said: list[str], first: str) -> None:
    """Whichever of the two comes first."""
    calls = {
        "gate": lambda: project.handlers(statsig.Gate).check({"name": "A gate", "rules": rules(1, "live", "beta")}),
        "environments": lambda: project.handlers(statsig.Environments).check({"environments": environments(live=True, test=False)}),
    }

    for name in sorted(calls, key=lambda name: name != first):
        assert calls[name]().invalid == []

    assert said == ["warning: Gate names the environment beta, but the program declares only live, test"]
    assert project.requests() == []


def test_environments_that_cannot_be_read_are_as_their_names_say(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key may not see them; the guard holds all the same."""

    def refuse(session: Session) -> dict[str, bool]:
        raise Forbidden("no", method="GET", path="/environments", status=403)

    monkeypatch.setattr(Session, "environments", property(refuse))

    assert refused(project, rules(1, "production"), rules(100, "production")) == ["rises from 1 to 100 in production for 'All'"]
    assert refused(project, rules(1, "Live"), rules(100, "Live")) == []
