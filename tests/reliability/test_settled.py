"""Settled: a program that asks for just what state shows asks for no change, whatever the kind.

The provider tells such a resource by a glance at both (`provider.diff`), so the longer way must find the same.
"""

from __future__ import annotations

import pytest

from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import inputs_from
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


def in_state(subject: Subject, stack: Deployment) -> list[Declared]:
    """What the subject refers to, as far as it has been made."""
    return [declared(life, stack) for life in subject.parents if life.label in stack.held]
