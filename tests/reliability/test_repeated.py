"""Repeated: an API that repeats in its refusal what it was sent tells no secret, whatever the kind."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import httpx
import pytest

from statsig_console import call
from statsig_console.declaring.kinds import Kind
from statsig_console.sending.deadlines import Network
from statsig_console.sending.sealing import sealed
from statsig_console_emulator.testing import Emulator

from .deployment import Deployment, Step
from .matrix import CONFIG, said
from .subjects import SUBJECTS, Subject, declared
from .test_settled import in_state

WITH_SECRETS = [each for each in SUBJECTS if each.life.declaration.secrets and not each.is_action]
SHORTEST = 4
"""The characters from which on a text is hidden."""


def texts(kind: Kind, names: set[str], values: dict[str, Any]) -> list[str]:
    """The texts in these properties, in all spellings."""
    return [each for each in sealed(kind, names, [values]).spellings if len(each) >= SHORTEST]


def refused(stack: Deployment, emulator: Emulator, subject: Subject) -> Step:
    """The create of the subject, which the API refuses with all that it was sent."""
    send = Network.handle_request
    with said():
        for life in subject.parents:
            assert not any(step.error for step in stack.up([*in_state(subject, stack), declared(life, stack)]))

    def repeat(network: Network, request: httpx.Request) -> httpx.Response:
        content = request.read().decode()
        if request.method == "GET":
            return send(network, request)
        return httpx.Response(400, json={"message": f"Bad: {content}", "errors": [{"property": content, "errorMessage": content}]})

    with patch.object(Network, "handle_request", repeat):
        [step] = [step for step in stack.up(subject.program(stack)) if step.error]
    return step


def stack_of(emulator: Emulator, subject: Subject) -> Deployment:
    """A stack on a project of its own."""
    key = f"console-{'whn-' if subject.warehouse else ''}repeated-{subject.name}-hush"
    return Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": emulator.url, **CONFIG})


@pytest.mark.parametrize("subject", WITH_SECRETS, ids=[each.name for each in WITH_SECRETS])
def test_no_error_repeats_a_secret(troubled: Emulator, subject: Subject) -> None:
    """Pulumi shows errors in clear, and keeps them."""
    stack = stack_of(troubled, subject)

    step = refused(stack, troubled, subject)

    kind, values = subject.life.declaration, dict(subject.program(stack)[-1].values)
    hidden = texts(kind, set(kind.secrets), {name: kind.by_name[name].shape.encode(value) for name, value in values.items()})
    assert "The API refused: Bad: " in str(step.error)
    assert [each for each in hidden if each in str(step.error)] == []


@pytest.mark.parametrize("name", ["gate", "dynamicconfig", "tag"])
def test_nor_what_the_program_makes_secret(troubled: Emulator, name: str) -> None:
    """By an Output, of which the provider is told."""
    [subject] = [each for each in SUBJECTS if each.name == name]
    stack = stack_of(troubled, subject)
    marked = "description"
    made = call.Call

    def marking(*arguments: Any, **named: Any) -> call.Call:
        return made(*arguments, **{**named, "secrets": frozenset({marked})})

    with patch("tests.reliability.deployment.Call", marking):
        step = refused(stack, troubled, subject)

    text = str(subject.program(stack)[-1].values.get(marked) or "")
    assert len(text) >= SHORTEST
    assert "[secret]" in str(step.error)
    assert text not in str(step.error)
