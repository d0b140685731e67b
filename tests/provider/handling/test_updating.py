"""Updates: what an answer tells of them."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from statsig_console.declaring.kinds import kind_of
from statsig_console.handling.updating import unmade
from statsig_console.state_keys import MANAGED
from tests.provider.conftest import Project
from tests.provider.samples import Flag, Person


@pytest.mark.parametrize(
    ("before", "after", "waiting"),
    [("one", "one", ["description"]), ("one", "two", []), ("two", "two", []), ("one", "another", [])],
    ids=["as it was", "as sent", "as both", "as neither"],
)
def test_what_is_as_it_was_and_not_as_sent_waits(before: str, after: str, waiting: list[str]) -> None:
    """What somebody has changed to something else meanwhile does not."""
    state = {"name": "A Flag", "description": before}

    assert unmade(kind_of(Flag), state, {**state, "description": after}, {"description": "two", "name": "A Flag"}) == waiting


@pytest.fixture
def answers(project: Project, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is answered from the first change on: data by method in place of the API's, or under `without METHOD` what it lacks."""
    handle, said = project.transport.handle_request, dict[str, Any]()
    changes = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal changes
        response = handle(request)
        changes += bool(said) and request.method != "GET"
        if request.method in said:
            return httpx.Response(200, json={"message": "Done.", "data": said[request.method]})
        if changes and (left_out := said.get(f"without {request.method}")):
            body = json.loads(response.read())
            body["data"].pop(left_out)
            return httpx.Response(response.status_code, json=body)
        return response

    monkeypatch.setattr(project.transport, "handle_request", answer)
    return said


@pytest.mark.parametrize(("lacking", "kept"), [({"without PATCH": "tags"}, ["ours"]), ({"PATCH": {}, "without GET": "tags"}, [])])
def test_what_an_answer_leaves_out_is_as_it_was(project: Project, answers: dict[str, Any], lacking: dict[str, Any], kept: Any) -> None:
    """But a read is the whole truth: what it leaves out is gone."""
    handlers = project.handlers(Flag)
    inputs = handlers.check({"name": "A Flag", "description": "one", "tags": ["ours"]}).inputs
    made = handlers.create(inputs)
    answers |= lacking

    state = handlers.update(made.id, made.state, {**inputs, "description": "two"})

    assert (state["description"], state.get("tags")) == ("two", kept)


@pytest.mark.parametrize(("said", "first_name"), [({"firstName": "Ann"}, "Ann"), ({}, "A"), (None, "A")])
def test_an_answer_is_all_that_is_known_of_what_cannot_be_read_yet(
    project: Project, answers: dict[str, Any], said: Any, first_name: str
) -> None:
    """It tells something, or nothing, and the rest is as it was, or as sent."""
    answers["POST"] = said
    state = {"email": "a@example.com", "role": "Member", "first_name": "A", MANAGED: ["email", "role"]}

    updated = project.handlers(Person).update("a@example.com", state, {"email": "a@example.com", "role": "Admin"})

    assert updated == {**state, "role": "Admin", "first_name": first_name}
