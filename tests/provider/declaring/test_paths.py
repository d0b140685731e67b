"""Paths that the API names, by the program's names."""

from __future__ import annotations

import pytest

from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.paths import as_declared
from tests.provider.samples import Everything


@pytest.mark.parametrize(
    ("told", "meant"),
    [("", ""), ("nowhere", "nowhere"), ("nowhere.0.x", "nowhere[0].x"), ("dryRun", "dry_run")],
)
def test_a_path_of_the_api_is_told_by_the_programs_names(told: str, meant: str) -> None:
    """As far as the declaration knows it."""
    assert as_declared(kind_of(Everything).record, told) == meant
