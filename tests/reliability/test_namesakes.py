"""Namesakes: what somebody created after the stack's object had been deleted in the console is left alone, whatever the kind."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from statsig_console.declaring.kinds import Kind
from statsig_console.handling.destroying import THERE
from statsig_console.handling.handlers import HELD_NOW
from statsig_console.sending.deadlines import Network
from statsig_console_emulator.requests import KEY_HEADER
from statsig_console_emulator.testing import Emulator

from .contents import documents
from .deployment import Deployment
from .matrix import CONFIG, said
from .subjects import SUBJECTS, Subject, declared
from .test_settled import in_state

Documents = Mapping[str, Mapping[str, Mapping[str, Any]]]
HOUR = 3_600_000
DATED = [each for each in SUBJECTS if each.life.declaration.created and not each.is_action]
"""The subjects whose answers say when they were created."""


def is_named(kind: Kind) -> bool:
    """Whether somebody can create another object under the ID, or add the same elements again."""
    remove = kind.endpoints.deltas.remove if kind.endpoints.deltas else None
    return bool(kind.endpoints.delete and kind.naming) or bool(remove and remove.method == "DELETE")


NAMED = [each for each in SUBJECTS if is_named(each.life.declaration)]


@pytest.fixture
def stack(request: pytest.FixtureRequest, troubled: Emulator) -> Iterator[Deployment]:
    """A stack that has the subject of the test and what that refers to."""
    subject: Subject = request.getfixturevalue("subject")
    troubled.reset()
    key = f"console-{'whn-' if subject.warehouse else ''}namesakes-{subject.name}-hush"
    deployment = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG, "statsig:retryTimeout": "9"})
    with said():
        for life in subject.parents:
            assert not any(step.error for step in deployment.up([*in_state(subject, deployment), declared(life, deployment)]))
        assert not any(step.error for step in deployment.up(subject.program(deployment)))
    yield deployment
    deployment.leave_process()


def here(stack: Deployment, emulator: Emulator) -> Documents:
    """What the project holds."""
    return documents(emulator, stack.config["statsig:consoleApiKey"])


def put(stack: Deployment, emulator: Emulator, found: Documents) -> None:
    """Puts documents into the project, as somebody else would by creating the objects."""
    headers = {KEY_HEADER: stack.config["statsig:consoleApiKey"], "content-type": "application/json"}
    objects = {kind: held for kind, held in found.items() if kind != "members"}
    members = {segment: held["ids"] for segment, held in found.get("members", {}).items()}
    content = json.dumps({"objects": objects, "members": members}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{emulator.origin}/_emulator/seed", content, headers, method="POST")) as answer:
        assert answer.status == 200


def created_later(found: Documents) -> Documents:
    """The documents as they are when they were created an hour later."""

    def later(document: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**document, "createdTime": document["createdTime"] + HOUR} if "createdTime" in document else document

    return {kind: {id_: later(document) for id_, document in held.items()} for kind, held in found.items()}


def without(found: Documents, others: Documents) -> Documents:
    """The documents that the others lack, or that differ there."""
    lacking = {kind: {id_: each for id_, each in held.items() if others.get(kind, {}).get(id_) != each} for kind, held in found.items()}
    return {kind: held for kind, held in lacking.items() if held}


def own(stack: Deployment, emulator: Emulator, subject: Subject) -> Documents:
    """The documents of the subject itself: those that its deletion would take away."""
    before = here(stack, emulator)
    held = stack.held[subject.name]
    assert [step.error for step in stack.destroy(subject.name)] == [None]
    found = without(before, here(stack, emulator))
    put(stack, emulator, before)
    stack.held[subject.name] = held
    return found


@pytest.mark.parametrize("subject", DATED, ids=[each.name for each in DATED])
def test_a_namesake_is_neither_changed_nor_deleted(
    stack: Deployment, troubled: Emulator, subject: Subject, capsys: pytest.CaptureFixture[str]
) -> None:
    """An update is refused, and a destroy leaves it in the project, until a refresh has told of it. Each says so."""
    put(stack, troubled, created_later(own(stack, troubled, subject)))
    there, held = here(stack, troubled), dict(stack.held)
    troubled.clear_requests()

    if subject.life.changed:
        [failed] = [step for step in stack.up(subject.program(stack, subject.life.changed)) if step.error]
        assert "created anew outside this stack" in str(failed.error)
        assert "Run `pulumi refresh`" in str(failed.error)
    assert [step.error for step in stack.destroy(subject.name)] == [None]
    stack.held = held
    assert [step.error for step in stack.refresh(subject.name)] == [None]
    assert subject.name in stack.held

    assert here(stack, troubled) == there
    assert [each for each in troubled.requests() if each.method != "GET"] == []
    said = capsys.readouterr().err
    assert HELD_NOW in said
    assert "That one stays: it is not of this stack" in said
    assert not any(step.error for step in stack.up(subject.program(stack, subject.life.changed)))
    assert [step.error for step in stack.destroy(subject.name)] == [None]
    assert here(stack, troubled) != there


@pytest.mark.parametrize("subject", NAMED, ids=[each.name for each in NAMED])
def test_what_is_made_again_while_an_answer_is_lost_is_not_deleted(
    stack: Deployment, troubled: Emulator, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deletion is not sent again blindly. Where nothing tells whether the object is a new one, the error says so."""
    before, send = here(stack, troubled), Network.handle_request
    made: list[Documents] = []

    def lose_and_make_again(network: Network, request: httpx.Request) -> httpx.Response:
        response = send(network, request)
        if request.method != "DELETE":
            return response
        response.read()
        put(stack, troubled, created_later(without(before, here(stack, troubled))))
        made.append(here(stack, troubled))
        raise httpx.ReadError("the connection was cut", request=request)

    with monkeypatch.context() as patch:
        patch.setattr(Network, "handle_request", lose_and_make_again)
        [step] = stack.destroy(subject.name)

    assert made == [here(stack, troubled)]
    if subject.life.declaration.created:
        assert step.error is None
    else:
        assert THERE in str(step.error) or "could not update it" in str(step.error)


@pytest.mark.parametrize("subject", SUBJECTS, ids=[each.name for each in SUBJECTS])
def test_a_deletion_that_did_not_arrive_is_sent_again_where_the_object_is_the_same(
    stack: Deployment, troubled: Emulator, subject: Subject
) -> None:
    """As its ID or the time of its creation says. One whose answer alone was lost has done its work."""
    kind = subject.life.declaration
    for fault in ("reset_before", "reset_after"):
        held, before = stack.held[subject.name], here(stack, troubled)
        troubled.fault(kind=fault, method="DELETE", count=1)
        steps = stack.destroy(subject.name)
        troubled.clear_faults()

        is_told = fault == "reset_after" or not is_named(kind) or kind.created
        assert [step.error is None for step in steps] == [bool(is_told)]
        put(stack, troubled, before)
        stack.held[subject.name] = held
