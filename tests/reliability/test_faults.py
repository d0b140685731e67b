"""Faults: whatever happens to a request, one more run reaches the declared state, and nothing is doubled, orphaned or lost.

A part of what `make reliability` runs: one life per sort of kind, each fault once and for the rest of the operation.
"""

from __future__ import annotations

import pytest

from statsig_console_emulator.testing import Emulator

from .deployment import Deployment
from .matrix import TROUBLES, Case, Matrix, subjects

QUICK = tuple(trouble for trouble in TROUBLES if trouble.name in {"reset_after", "malformed"})
SORTS = (
    "othergate", "dynamicconfig", "tag", "ingestionschedule", "reviewsettings", "gaterule", "gateoverrides", "ingestionsource", "layer",
    "decided", "key", "ingestionbackfill", "assignmentsource",
)  # fmt: skip


@pytest.fixture(scope="module")
def matrix(troubled: Emulator) -> Matrix:
    """The matrix on an emulator of its own."""
    return Matrix(troubled, "bounded")


@pytest.mark.parametrize("name", SORTS)
def test_one_more_run_reaches_the_declared_state(matrix: Matrix, name: str) -> None:
    """With the step that the error names, where nobody but people can tell."""
    [subject] = subjects([name])
    cases = [case for case in matrix.cases(subject, QUICK) if case.lasting or case.trouble.name == "reset_after"]

    problems = [f"{case}: {outcome.problems}" for case in cases if (outcome := matrix.run(case)).problems]

    assert cases
    assert problems == []


def test_a_fault_in_the_matrix_makes_trouble(matrix: Matrix) -> None:
    """Else the matrix would show nothing: an operation under a lasting fault fails."""
    [subject] = subjects(["othergate"])
    [down] = [trouble for trouble in TROUBLES if trouble.name == "503"]

    assert matrix.run(Case(subject, "create", down, 1, lasting=True)).failed
    assert not matrix.run(Case(subject, "read", down, 1, lasting=False)).failed


def test_the_matrix_sees_what_is_doubled(matrix: Matrix, monkeypatch: pytest.MonkeyPatch) -> None:
    """An object that nobody asked for is a problem."""
    [subject] = subjects(["othergate"])
    assert matrix.reference(subject, "create")
    case = Case(subject, "create", TROUBLES[0], 1, lasting=False)
    bring = Deployment.up

    def and_another(stack: Deployment, program: list[object]) -> list[object]:
        steps = bring(stack, program)  # type: ignore[arg-type]
        matrix.emulator.client(stack.config["statsig:consoleApiKey"]).post("/gates", {"name": "Unwanted"})
        return steps  # type: ignore[return-value]

    monkeypatch.setattr(Deployment, "up", and_another)

    assert any("gates has" in problem for problem in matrix.run(case).problems)
