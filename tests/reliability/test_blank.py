"""Blank answers: a read that is answered with nothing, as by a gateway, tells nothing of an object, whatever the kind."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from statsig_console.planning.states import is_blank
from statsig_console.sending.deadlines import Network
from statsig_console_emulator.testing import Emulator

from .deployment import Deployment
from .matrix import CONFIG, said
from .subjects import SUBJECTS, Subject, declared
from .test_settled import in_state

NOTHING: dict[str, dict[str, Any]] = {
    "an empty object": {"json": {}},
    "a message": {"json": {"message": "Done."}},
    "null": {"json": {"message": "Done.", "data": None}},
    "an empty list": {"json": {"message": "Done.", "data": []}},
    "no content": {"content": b""},
    "a text": {"content": b"ok", "headers": {"content-type": "text/plain"}},
}


def is_telling(subject: Subject) -> bool:
    """Whether an answer about the object always holds something: overrides are empty, and entries of them are gone, in an empty answer."""
    kind = subject.life.declaration
    return bool(kind.endpoints.read) and not kind.entry and is_blank(kind, {})


TELLING = [each for each in SUBJECTS if is_telling(each)]


@pytest.mark.parametrize("subject", TELLING, ids=[each.name for each in TELLING])
def test_nothing_is_taken_for_an_object_without_values(troubled: Emulator, subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a refresh would forget what the object holds, and the next update would set it all anew."""
    key = f"console-{'whn-' if subject.warehouse else ''}blank-{subject.name}-hush"
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG})
    with said():
        steps = [step for life in subject.parents for step in stack.up([*in_state(subject, stack), declared(life, stack)])]
        assert not any(step.error for step in [*steps, *stack.up(subject.program(stack))])
    held, send, outcomes = stack.held[subject.name], Network.handle_request, {}

    def answer_nothing(network: Network, request: httpx.Request) -> httpx.Response:
        return send(network, request) if request.url.path == "/console/v1/project" else httpx.Response(200, **NOTHING[what])

    monkeypatch.setattr(Network, "handle_request", answer_nothing)
    for what in NOTHING:
        [step] = stack.refresh(subject.name)
        outcomes[what] = str(step.error)
    stack.leave_process()

    assert stack.held[subject.name] == held
    assert all("The answer holds no " in each for each in outcomes.values())


LISTED = [each for each in SUBJECTS if each.life.declaration.endpoints.listing and not each.life.declaration.endpoints.read]
CUT: dict[str, dict[str, Any]] = {
    "no list": {"json": {"message": "Done."}},
    "null": {"json": {"message": "Done.", "data": None}},
    "an empty page before others": {"json": {"message": "Done.", "data": [], "pagination": {"pageNumber": 1, "nextPage": "?page=2"}}},
}


@pytest.mark.parametrize("what", CUT)
@pytest.mark.parametrize("subject", LISTED, ids=[each.name for each in LISTED])
def test_an_object_is_not_gone_because_a_list_is_cut(
    troubled: Emulator, subject: Subject, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the API shows objects in their list alone."""
    key = f"console-{'whn-' if subject.warehouse else ''}cut-{[*CUT].index(what)}-{subject.name}-hush"
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG})
    with said():
        steps = [step for life in subject.parents for step in stack.up([*in_state(subject, stack), declared(life, stack)])]
        assert not any(step.error for step in [*steps, *stack.up(subject.program(stack))])
    send = Network.handle_request

    def cut(network: Network, request: httpx.Request) -> httpx.Response:
        return send(network, request) if request.url.path == "/console/v1/project" else httpx.Response(200, **CUT[what])

    monkeypatch.setattr(Network, "handle_request", cut)
    [step] = stack.refresh(subject.name)
    stack.leave_process()

    assert subject.name in stack.held
    assert "The list ended early" in str(step.error)


def test_only_kinds_whose_answers_may_be_empty_are_left_out() -> None:
    """Lists of overrides, and entries in them."""
    others = [each.life.declaration for each in SUBJECTS if each.life.declaration.endpoints.read and not is_telling(each)]

    assert all(kind.endpoints.emptied or kind.entry for kind in others)
