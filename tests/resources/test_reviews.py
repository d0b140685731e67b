"""Changes that wait for a review: what is said, what state holds, and what the next update sends."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.errors import InputError
from statsig_console.resource import encoded
from statsig_console.stack.bounds import Bounds
from statsig_console.state_keys import PENDING
from statsig_console_emulator import reviews
from statsig_console_emulator.calls import Options
from tests.provider.conftest import Project

RULE = {"name": "all", "pass_percentage": 100.0, "conditions": [{"type": "public"}]}


@pytest.fixture(params=[False, True], ids=["answers show what is", "answers show what is proposed"])
def project(request: pytest.FixtureRequest) -> Project:
    """A project that demands reviews, and an engine that respects them. What the API's answers show meanwhile, nobody says."""
    project = Project(respect_review_settings=True, bounds=Bounds(max_rollout_step=100))
    project.service.options = Options(review_answers_proposal=request.param)
    demand = dict.fromkeys(project.console.get("/settings/reviews").data, True)
    project.console.post("/settings/reviews", demand)
    return project


def inputs(project: Project, resource: type, **values: Any) -> dict[str, Any]:
    """The program's values with defaults, which must have no mistake."""
    found = project.handlers(resource).check(encoded(kind_of(resource), "it", values))
    assert found.invalid == []
    return found.inputs


def waiting(label: str, names: str, which: str = "") -> str:
    """The line that says what waits."""
    return f"warning: {label} ours: the change of {names} waits for a review in the console{which}; nothing of it is in force yet"


def open_reviews(project: Project) -> list[dict[str, Any]]:
    """The reviews that are open."""
    return reviews.waiting(project.service.store)


def approve(project: Project) -> None:
    """Approves the one open review."""
    (review,) = open_reviews(project)
    assert reviews.approve(project.service.store, review["id"], project.service.sources, project.service.options)


def test_a_change_that_waits_is_said_to_wait(project: Project, said: list[str]) -> None:
    """State keeps what is true, so the next preview shows the difference again."""
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", description="old"))
    wanted = inputs(project, statsig.Gate, name="Ours", description="new", rules=[RULE], lifecycle="launched")

    state = handlers.update(made.id, made.state, wanted)

    (review,) = open_reviews(project)
    assert said == [waiting("Gate", "description, rules, lifecycle", f" ({review['id']}, in_review)")]
    assert (state["description"], state["rules"], state["lifecycle"]) == ("old", [], "enabled")
    assert state["active_review"]["review_id"] == review["id"]
    assert [field.name for field in handlers.diff(state, wanted).updates] == ["description", "rules"]


def test_what_waits_is_not_sent_again(project: Project, said: list[str]) -> None:
    """One more update neither fails nor asks twice; a refresh in between changes nothing of that."""
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", description="old"))
    wanted = inputs(project, statsig.Gate, name="Ours", description="new", lifecycle="launched")
    state = handlers.update(made.id, made.state, wanted)
    project.sent()

    again = handlers.update(made.id, state, wanted)
    found = handlers.read(made.id, again)
    assert found is not None
    once_more = handlers.update(made.id, found.state, wanted)

    assert [each for each in project.requests() if not each.startswith("GET ")] == []
    assert said[0] == said[1] == said[2]
    assert once_more[PENDING] == state[PENDING]


def test_another_change_is_sent_while_one_waits(project: Project) -> None:
    """What waits is not what the program asks for now."""
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", description="old"))
    state = handlers.update(made.id, made.state, inputs(project, statsig.Gate, name="Ours", description="new"))
    project.sent()

    handlers.update(made.id, state, inputs(project, statsig.Gate, name="Ours", description="newer"))

    assert ("PATCH /gates/ours", {"description": "newer"}) in project.sent()


def test_an_approved_change_is_found(project: Project, said: list[str]) -> None:
    """Nothing is left to send; state is as declared and forgets that it waited."""
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", description="old"))
    wanted = inputs(project, statsig.Gate, name="Ours", description="new", lifecycle="launched")
    state = handlers.update(made.id, made.state, wanted)
    approve(project)
    project.sent()
    said.clear()

    settled = handlers.update(made.id, state, wanted)

    assert project.requests() == ["GET /gates/ours"]
    assert (settled["description"], settled["lifecycle"]) == ("new", "launched")
    assert not handlers.diff(settled, wanted)
    assert PENDING not in settled
    assert said == []


def test_a_rejected_change_is_sent_again(project: Project) -> None:
    """The program still asks for it."""
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", description="old"))
    wanted = inputs(project, statsig.Gate, name="Ours", description="new")
    state = handlers.update(made.id, made.state, wanted)
    (review,) = open_reviews(project)
    reviews.reject(project.service.store, review["id"], project.service.sources, project.service.options)
    project.sent()

    handlers.update(made.id, state, wanted)

    assert project.requests() == ["GET /gates/ours", "PATCH /gates/ours", "GET /gates/ours"]
    assert len(open_reviews(project)) == 1


def test_kinds_that_show_no_review_are_told_by_what_did_not_change(project: Project, said: list[str]) -> None:
    """A dynamic config's answer has no field for a review; moves that answer nothing are read."""
    handlers = project.handlers(statsig.DynamicConfig)
    made = handlers.create(inputs(project, statsig.DynamicConfig, name="Ours", default_value={"a": 1}))
    wanted = inputs(project, statsig.DynamicConfig, name="Ours", default_value={"a": 2}, lifecycle="disabled")

    state = handlers.update(made.id, made.state, wanted)

    assert said == [waiting("DynamicConfig", "default_value, lifecycle")]
    assert (state["default_value"], state["lifecycle"]) == ('{"a":1}', "enabled")


def test_a_creation_that_ends_in_a_review_keeps_what_is_there(project: Project, said: list[str]) -> None:
    """The object exists, and is not taken back for a move that waits."""
    handlers = project.handlers(statsig.Experiment)
    wanted = inputs(project, statsig.Experiment, name="Ours", lifecycle="active")

    made = handlers.create(wanted)

    (review,) = open_reviews(project)
    assert made.state["lifecycle"] == "setup"
    assert said == [waiting("Experiment", "lifecycle", f" ({review['id']}, in_review)")]
    assert handlers.diff(made.state, wanted)


def test_an_object_that_only_a_review_makes_is_an_error(project: Project) -> None:
    """There is nothing yet that state could hold."""
    project.handlers(statsig.Gate).create(inputs(project, statsig.Gate, name="Ours"))
    wanted = inputs(project, statsig.GateRule, gate_id="ours", **RULE)

    with pytest.raises(InputError, match=r"^GateRule all: its creation waits for a review in the console; run the update again"):
        project.handlers(statsig.GateRule).create(wanted)

    assert len(open_reviews(project)) == 1


@pytest.mark.parametrize("way", ["delete", "archive"])
def test_an_object_whose_end_waits_is_let_go_with_a_word(project: Project, said: list[str], way: str) -> None:
    """Pulumi forgets it, and a line says that it is still there."""
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", on_destroy=way))

    handlers.delete(made.id, made.state)

    assert said == [f"warning: Gate ours is not {way}d yet: that waits for a review in the console. The stack lets go of it"]
    assert project.console.get("/gates/ours").data["status"] == "In Progress"
    approve(project)
    there = project.console.get("/gates/ours")
    assert (there.data["status"] if there.status == 200 else None) == (None if way == "delete" else "Archived")


def test_without_the_setting_nothing_waits(project: Project, said: list[str]) -> None:
    """The API then bypasses reviews."""
    project.configure(respect_review_settings=False)
    handlers = project.handlers(statsig.Gate)
    made = handlers.create(inputs(project, statsig.Gate, name="Ours", description="old"))

    state = handlers.update(made.id, made.state, inputs(project, statsig.Gate, name="Ours", description="new"))

    assert (state["description"], said, open_reviews(project)) == ("new", [], [])
