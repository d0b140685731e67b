"""Kills: after `kill -9` in the middle of an update, the documented recovery reaches the declared state, with nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator

from .kills import Kills
from .leaks import in_files, in_texts

pytestmark = pytest.mark.pulumi

ROUNDS = 2
OBJECTS = 25


def test_a_killed_update_is_recovered(troubled: Emulator, tmp_path: Path) -> None:
    """Two moments of an update; no key is left in what the kill leaves behind."""
    kills = Kills(troubled, tmp_path, OBJECTS)
    kills.measure()

    rounds = [kills.round(seed) for seed in range(ROUNDS)]

    assert [problem for each in rounds for problem in each.problems] == []
    assert sum(each.pending for each in rounds)
    assert [*in_files([tmp_path], kills.keys), *in_texts(kills.printed, kills.keys)] == []
