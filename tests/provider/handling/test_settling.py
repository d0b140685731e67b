"""Settling: after a request that may have taken effect, the rest is done, or the failure stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from statsig_console.declaring.kinds import kind_of
from statsig_console.errors import Problem, RequestFailed
from statsig_console.handling.recovering import settle
from statsig_console.handling.updating import Update
from statsig_console.planning.changes import Changes, changes_between
from statsig_console.session.patience import WAITS
from tests.provider.conftest import Project
from tests.provider.samples import Flag

KIND = kind_of(Flag)


def update_of(project: Project) -> tuple[Update, Changes]:
    """An object on its way to another description and to be off, and what that takes."""
    handlers = project.handlers(Flag)
    inputs = handlers.check({"name": "A Flag", "description": "old"}).inputs
    made = handlers.create(inputs)
    wanted = {**inputs, "description": "new", "lifecycle": "disabled"}
    project.sent()
    return Update(handlers.objects, made.id, made.state, wanted), changes_between(KIND, made.state, wanted)


def test_what_took_effect_is_not_done_again(project: Project, said: list[str]) -> None:
    """The answer to the first of two requests is lost; the second one follows."""
    update, changes = update_of(project)
    project.lose_answer("PATCH", "/gates/{id}")

    settle(update, changes, lambda state: changes_between(KIND, state, update.inputs))

    assert project.requests() == ["PATCH /gates/a_flag", "GET /gates/a_flag", "PUT /gates/a_flag/disable"]
    assert (update.state["description"], update.state["lifecycle"]) == ("new", "disabled")
    assert said == ["Flag a_flag: PATCH /gates/a_flag took effect, though its answer was lost; going on from there"]


@pytest.mark.parametrize(
    "left",
    [
        [Changes(refusals=(Problem("description", "cannot be changed"),))],
        [Changes(replaces=("flag_id",))],
        # As much to do as before, so nothing took effect.
        [],
    ],
)
def test_what_cannot_be_finished_is_the_failure(project: Project, left: Sequence[Changes]) -> None:
    """A rest that the API would refuse, that takes a new object, or that is no smaller: nothing more is sent."""
    update, changes = update_of(project)
    project.lose_answer("PATCH", "/gates/{id}")
    found = iter([changes, *(left or [changes]) * 2 * (1 + len(WAITS))])

    with pytest.raises(RequestFailed, match="PATCH /gates/a_flag"):
        settle(update, changes, lambda state: next(found))

    assert project.requests() == ["PATCH /gates/a_flag", *["GET /gates/a_flag"] * (1 + len(WAITS))]
    assert update.state["description"] == "old"
