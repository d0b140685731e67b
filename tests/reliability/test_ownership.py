"""Ownership: an object of a stack outlives a new name, a component, a replacement and a second resource."""

from __future__ import annotations

import pytest

from statsig_console_emulator.testing import Emulator

from .contents import contents
from .deployment import Deployment
from .matrix import ADOPT, said
from .ownership import NEW, OLD, Case, Ownership, after, cases, changes, named, owners
from .subjects import Subject

SHARE = 9
"""Of this many cases of a subject, one is tried here: each in turn, so that every case is tried with some subjects."""

SUBJECTS = [*owners()]


@pytest.mark.parametrize(("number", "subject"), list(enumerate(SUBJECTS)), ids=[subject.name for subject in SUBJECTS])
def test_an_object_outlives_its_resource_s_name(troubled: Emulator, number: int, subject: Subject) -> None:
    """With and without adoption; or the run stops before anything is lost, and says what is missing in the program."""
    some = [case for place, case in enumerate(cases(subject)) if (place + number) % SHARE == 0]
    tally = Ownership(troubled, f"ownership-{subject.name}").run(some)

    assert tally.failures == []
    assert tally.cases


@pytest.mark.parametrize("way", ["replace", "rename"])
@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.name for subject in SUBJECTS])
def test_an_object_outlives_a_run_that_was_killed(troubled: Emulator, monkeypatch: pytest.MonkeyPatch, subject: Subject, way: str) -> None:
    """State holds it twice if a new resource has taken it over and the old one has not gone yet. The old one then goes alone."""
    trial, case = Ownership(troubled, f"killed-{subject.name}-{way}"), Case(subject, way, "by the stack")
    with said(), trial.matrix._project(subject) as stack:
        stack.config[ADOPT] = "true"
        key = stack.config["statsig:consoleApiKey"]
        stack.run([*subject.before(stack), named(stack, case, OLD)])
        before, program = contents(troubled, key), [*subject.before(stack), *after(stack, case)]

        with monkeypatch.context() as killed:
            killed.setattr(Deployment, "_remove", lambda *_: [])
            stopped = [step for step in stack.run(program, [OLD] if way == "replace" else []) if step.error]
        failed = [step for step in (stack.run(program) if way == "replace" else stack.destroy(OLD)) if step.error and not stopped]

        assert failed == []
        assert stopped or not stack.doomed
        assert " lacks " not in changes(before, contents(troubled, key)) or (stopped and way == "rename")


def test_the_proof_sees_what_is_lost(troubled: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would show nothing."""
    [subject] = [each for each in owners() if each.name == "tag"]
    bring = Deployment.up

    def and_lose(stack: Deployment, program: list[object], replaced: object = ()) -> list[object]:
        steps = bring(stack, program, replaced)  # type: ignore[arg-type]
        for urn, held in stack.held.items():
            if NEW in urn:
                troubled.client(stack.config["statsig:consoleApiKey"]).delete(f"/tags/{held.id}")
        return steps  # type: ignore[return-value]

    monkeypatch.setattr(Deployment, "up", and_lose)
    verdict = Ownership(troubled, "ownership-seen").judge(Case(subject, "alias", "by the stack"))

    assert any("tags lacks" in loss for loss in verdict.losses)
