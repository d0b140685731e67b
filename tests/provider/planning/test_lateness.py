"""Lateness: which of two answers about an object is from before the other."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.planning.lateness import is_newer, is_older

GATE = kind_of(statsig.Gate)
TIME, VERSION = (next(each.name for each in GATE.fields if each.options.last_change == what) for what in ("when", "version"))
STATE = {TIME: 1_750_000_000_000, VERSION: 4}


@pytest.mark.parametrize(
    ("now", "older", "newer"),
    [
        ({}, False, False),
        ({VERSION: 5}, False, True),
        ({VERSION: 3}, True, False),
        ({TIME: STATE[TIME] + 1}, False, True),
        ({TIME: STATE[TIME] - 1}, True, False),
        ({VERSION: 5, TIME: STATE[TIME] - 1}, True, False),  # In doubt it is read again.
        ({VERSION: None, TIME: "yesterday"}, False, False),
    ],
)
def test_time_and_version_tell_which_is_later(now: dict[str, Any], older: bool, newer: bool) -> None:
    """What an answer does not tell, or tells in another form, says nothing."""
    there = {**STATE, **now}

    assert (is_older(GATE, STATE, there), is_newer(GATE, STATE, there)) == (older, newer)
