"""Settled: a program that asks for just what state shows asks for no change, whatever the kind; and an object has one ID.

The provider tells such a resource by a glance at both (`provider.diff`), so the longer way must find the same.
"""

from __future__ import annotations

import pytest

from statsig_console.errors import InputError
from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import inputs_from
from statsig_console.serving import Serving
from statsig_console.state_keys import own
from statsig_console_emulator.testing import Emulator

from .deployment import Declared, Deployment
from .matrix import CONFIG
from .subjects import SUBJECTS, Subject, declared


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.name for subject in SUBJECTS])
def test_who_asks_for_what_state_shows_asks_for_no_change(troubled: Emulator, subject: Subject) -> None:
    """When it was made, when it was changed, and when it was read."""
    key = f"console-{'whn-' if subject.warehouse else ''}settled-{subject.name}"
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG})
    steps = [step for life in subject.parents for step in stack.up([*in_state(subject, stack), declared(life, stack)])]

    for changes in (None, subject.life.changed):
        steps += stack.up(subject.program(stack, changes))
        steps += stack.refresh(subject.name)
        held = stack.held[subject.name]
        found = changes_between(held.kind, own(held.outputs), inputs_from(held.kind, own(held.outputs)))
        assert not found
        assert not found.refusals

    assert [step for step in steps if step.error] == []


@pytest.mark.parametrize("subject", [each for each in SUBJECTS if not each.is_action], ids=lambda subject: subject.name)
def test_an_object_is_had_by_no_other_id(troubled: Emulator, subject: Subject) -> None:
    """A name that the API takes for one may change, after which a refresh would take the object for gone."""
    key = f"console-{'whn-' if subject.warehouse else ''}one-id-{subject.name}"
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG})
    for life in subject.parents:
        stack.up([*in_state(subject, stack), declared(life, stack)])
    stack.up(subject.program(stack))
    held = stack.held[subject.name]
    texts = {text for name in held.kind.settable if isinstance(text := own(held.outputs).get(name), str)} - {held.id, ""}
    serving = Serving(held.kind.name, stack.config.get)

    had = {text for text in texts if is_had(serving, text)}

    assert had == set()
    if held.kind.endpoints.read and not held.kind.endpoints.read.secret:
        assert is_had(serving, held.id)


def is_had(serving: Serving, id_: str) -> bool:
    """Whether an object is read by an ID alone, as an import reads it."""
    try:
        return serving.read(id_, {}) is not None
    except InputError:
        return False


def in_state(subject: Subject, stack: Deployment) -> list[Declared]:
    """What the subject refers to, as far as it has been made."""
    return [declared(life, stack) for life in subject.parents if life.label in stack.held]
