"""Kills: after `kill -9` in the middle of an update, the documented recovery reaches the declared state, with nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator

from .kills import Kills, changed, program
from .leaks import in_files, in_texts

pytestmark = pytest.mark.pulumi

ROUNDS = 2
OBJECTS = 25


@pytest.mark.parametrize("first", [True, False], ids=["creates", "changes"])
def test_a_killed_update_is_recovered(troubled: Emulator, tmp_path: Path, first: bool) -> None:
    """Two moments of the first update and of a later one; no key is left in what the kill leaves behind."""
    earlier, later = ("", program(OBJECTS)) if first else changed(OBJECTS)
    kills = Kills(troubled, tmp_path, later, earlier)
    kills.measure()

    rounds = [kills.round(seed) for seed in range(ROUNDS)]

    assert [problem for each in rounds for problem in each.problems] == []
    assert sum(each.pending for each in rounds) or not first
    assert [*in_files([tmp_path], kills.keys), *in_texts(kills.printed, kills.keys)] == []
