"""What an online preview sends, for every kind: reads, and dry runs where the API has them; and nothing is changed by it."""

from __future__ import annotations

import json

import pytest

from statsig_console_emulator.testing import Emulator

from .deployment import Declared, Deployment
from .subjects import SUBJECTS, Subject, declared
from .test_settled import CONFIG, in_state


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.name for subject in SUBJECTS])
def test_an_online_preview_sends_no_change(troubled: Emulator, subject: Subject) -> None:
    """Neither for a new object nor for a changed one, whatever the kind; what is there stays as it is to the byte."""
    key = f"console-{'whn-' if subject.warehouse else ''}dry-{subject.name}"
    troubled.client(key).get("/project")  # An emulator makes a project for its first request.
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG})
    steps = [step for life in subject.parents for step in stack.up([*in_state(subject, stack), declared(life, stack)])]
    online = Deployment({**stack.config, "statsig:onlinePreview": "true"}, stack.held)

    first = dry_runs(troubled, online, subject.program(stack))
    steps += stack.up(subject.program(stack))
    second = dry_runs(troubled, online, subject.program(stack, subject.life.changed))

    assert [step for step in steps if step.error] == []
    assert first == takes_dry_run(subject, "create")
    assert second == (takes_dry_run(subject, "update") and bool(subject.life.changed))


def takes_dry_run(subject: Subject, part: str) -> bool:
    """Whether the operation of the subject's kind is declared to take one."""
    return bool(getattr(getattr(subject.life.declaration.endpoints, part), "dry_run", None))


def dry_runs(emulator: Emulator, stack: Deployment, program: list[Declared]) -> int:
    """How many dry runs a preview sends. Fails where it sends anything else than these and reads."""
    before, sent = json.dumps(emulator.export()), emulator.count()
    steps = stack.preview(program)

    assert [step for step in steps if step.error] == []
    assert json.dumps(emulator.export()) == before
    mutations = [entry for entry in emulator.requests()[sent:] if entry.method != "GET"]
    assert [entry for entry in mutations if not entry.dry_run] == []
    return len(mutations)
