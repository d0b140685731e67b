"""Replacements: whichever property requires it, the new object takes the place of the old one, whatever the kind."""

from __future__ import annotations

import pytest

from statsig_console.errors import AlreadyExists, RequestFailed
from statsig_console_emulator.testing import Emulator

from .matrix import Matrix, said
from .subjects import SUBJECTS, Subject

DEPENDED_ON = [each for each in SUBJECTS if each.life.declaration.dependents and each.life.declaration.is_made_up and each.life.immutable]
KEPT = {each.name for each in DEPENDED_ON if not each.life.declaration.pick}
"""The subjects that Pulumi would delete together with running experiments."""

CASES = [(subject, name) for subject in SUBJECTS if subject.name not in KEPT for name in subject.life.immutable]


@pytest.mark.parametrize(("subject", "name"), CASES, ids=[f"{subject.name}.{name}" for subject, name in CASES])
def test_the_old_object_is_not_in_the_way_of_the_new_one(troubled: Emulator, subject: Subject, name: str) -> None:
    """Where both have one ID or name, the old one goes first. Otherwise the API refuses the new one."""
    with said(), Matrix(troubled, f"replaced-{subject.name}-{name}")._project(subject) as stack:
        first = stack.run(subject.program(stack))
        second = stack.run(subject.program(stack, {name: subject.life.immutable[name]}))

    reasons = [step.error.reason if isinstance(step.error, RequestFailed) else step.error for step in second]
    assert [step.error for step in first if step.error] == []
    assert [reason for reason in reasons if isinstance(reason, AlreadyExists)] == []


@pytest.mark.parametrize("subject", [each for each in DEPENDED_ON if each.name in KEPT], ids=[*KEPT])
def test_nothing_that_experiments_run_in_goes_first_unless_the_program_says_so(troubled: Emulator, subject: Subject) -> None:
    """Pulumi deletes a resource's dependents before it, so that a layer's new `id_type` would start its experiments anew."""
    with said(), Matrix(troubled, f"kept-{subject.name}")._project(subject) as stack:
        stack.run(subject.program(stack))
        held = stack.held[subject.name]
        refused = {
            name: stack.run(subject.program(stack, {name: value})) for name, value in subject.life.immutable.items() if name != "name"
        }
        found = stack.held[subject.name]

    assert refused
    assert all("set delete_before_replace=True" in str(steps[-1].error) for steps in refused.values())
    assert found == held
