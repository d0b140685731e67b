"""Objects that a run left over: what it made and could not record, of kinds whose IDs the API makes up."""

from __future__ import annotations

import pytest

from statsig_console.handling.creating import is_nameless
from statsig_console_emulator.testing import Emulator

from .matrix import Matrix, said
from .subjects import SUBJECTS, Subject

SAYS = "the project has the same already, which this stack does not hold"
NAMELESS = [each for each in SUBJECTS if is_nameless(each.life.declaration) and each.life.declaration.endpoints.listing]


@pytest.mark.parametrize("subject", NAMELESS, ids=[subject.name for subject in NAMELESS])
def test_an_object_that_a_killed_run_has_made_is_named(troubled: Emulator, subject: Subject) -> None:
    """Nothing finds it again, so that the next run makes another one: a key that nobody knows of would stay open for good."""
    with said() as lines, Matrix(troubled, f"left-over-{subject.name}")._project(subject) as stack:
        steps = stack.run(subject.program(stack))
        steps += stack.run(subject.program(stack), [subject.name])
        assert SAYS not in lines.getvalue()
        left = stack.held.pop(subject.name).id

        steps += stack.run(subject.program(stack))

    assert [step.error for step in steps if step.error] == []
    [line] = [line for line in lines.getvalue().splitlines() if SAYS in line]
    assert left in line
