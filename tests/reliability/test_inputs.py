"""Generated inputs: bad ones are told at preview by property, without a request; good ones live without a difference."""

from __future__ import annotations

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console_emulator.testing import Emulator

from .generated import KINDS, Mistake
from .inputs import misjudged, try_mistakes, try_variations
from .matrix import Matrix, subjects

PER_KIND = 6


@pytest.mark.parametrize("name", KINDS)
def test_a_mistake_is_told_by_its_property(name: str) -> None:
    """In a sentence, and nothing is sent."""
    trial = try_mistakes(KINDS[name], PER_KIND)

    assert trial.cases
    assert trial.failures == []


def test_what_is_no_mistake_would_be_seen() -> None:
    """Inputs that fit, called a mistake, are a failure of the trial."""
    fine = Mistake("wrong", "name", {"name": "A gate"})

    assert misjudged(kind_of(statsig.Gate), fine) == "told of []"


@pytest.mark.parametrize("name", ["othergate", "tag", "segment", "layer", "role", "metric", "experiment"])
def test_valid_inputs_live_without_a_difference(troubled: Emulator, name: str) -> None:
    """Created, previewed, read, previewed again: nothing is to be done."""
    [subject] = subjects([name])

    trial = try_variations(Matrix(troubled, f"variations-{name}"), subject, 5)

    assert trial.refused < trial.cases
    assert trial.failures == []
