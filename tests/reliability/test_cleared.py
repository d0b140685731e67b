"""Cleared: what the API clears by null can be set and cleared by a program, whatever the kind and the shape."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.sending.trace import BODIES_VARIABLE, FILE_VARIABLE
from statsig_console_emulator.testing import Emulator
from tests.acceptance.life import Life, Noted

from .deployment import Deployment
from .generated import KINDS
from .matrix import CONFIG
from .subjects import SUBJECTS, Subject, declared
from .test_settled import in_state


def clearable(kind: Kind) -> list[Field]:
    """The properties that null clears in an object that stays. Who made it can be left to the API, but not taken away."""
    return [each for each in kind.inputs if each.options.null and not (each.options.replace or each.options.same is same_or_open)]


def shown_by(life: Life) -> list[str]:
    """Those of them to which a life gives a value."""
    first = life.first(Noted())
    return [f"{life.declaration.label}.{field.name}" for field in clearable(life.declaration) if first.get(field.name)]


FIRST: dict[str, Subject] = {path: subject for subject in reversed(SUBJECTS) for path in shown_by(subject.life)}
"""The subject that shows how a property is cleared, by the property's path."""


def test_every_such_property_is_shown() -> None:
    """By some life; and by these numbers, among others."""
    paths = {f"{kind.label}.{field.name}" for kind in KINDS.values() for field in clearable(kind)}

    assert FIRST.keys() == paths
    assert {"AssignmentSource.scheduled_reload_hour", "Experiment.allocation_duration", "Metric.scheduled_reload_hour"} <= paths


@pytest.mark.parametrize("path", sorted(FIRST))
def test_what_null_clears_is_set_and_cleared(path: str, troubled: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the empty text or list, which is sent as null; a preview after that shows nothing, whatever a refresh finds."""
    subject, field = FIRST[path], FIRST[path].life.declaration.by_name[path.partition(".")[2]]
    key = f"console-{'whn-' if subject.warehouse else ''}cleared-{field.name.replace('_', '-')}-{subject.name}"
    stack = Deployment({"statsig:consoleApiKey": key, "statsig:apiUrl": troubled.url, **CONFIG})
    steps = [step for life in subject.parents for step in stack.up([*in_state(subject, stack), declared(life, stack)])]
    steps += stack.up(subject.program(stack))
    assert stack.held[subject.name].outputs[field.name]
    # What says the same in other words would say the opposite.
    cleared = {**dict.fromkeys(alike(field, subject.life.declaration)), field.name: empty(field)}
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "trace.jsonl"))
    monkeypatch.setenv(BODIES_VARIABLE, "1")

    steps += stack.run(subject.program(stack, cleared))

    bodies = [json.loads(line)["request"] for line in (tmp_path / "trace.jsonl").read_text().splitlines()]
    assert [body[field.sent] for body in bodies if isinstance(body, dict) and field.sent in body] == [None]
    for after in ([], stack.refresh(subject.name)):
        steps += after
        assert stack.preview(subject.program(stack, cleared)) == []
    assert [step for step in steps if step.error] == []


def empty(field: Field) -> object:
    """What clears a property in a program: the empty value of its shape."""
    return next(value for value in ([], "") if field.shape.fits(value))


def alike(field: Field, kind: Kind) -> list[str]:
    """The properties that name the same thing in other words: by its ID or by its name."""
    stem = field.name.removesuffix("_id").removesuffix("_email").removesuffix("_json5")
    return [name for name in kind.by_name if name != field.name and name in {f"{stem}{end}" for end in ("", "_id", "_email", "_json5")}]
