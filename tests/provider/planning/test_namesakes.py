"""Namesakes: which times tell one object from another."""

from __future__ import annotations

from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.kinds import kind_of
from statsig_console.planning.namesakes import is_namesake, is_same

GATE, TAG, ROLE = (kind_of(each) for each in (statsig.Gate, statsig.Tag, statsig.Role))
THEN = 1_750_000_000_000.0


@pytest.mark.parametrize(
    ("now", "another", "same"),
    [
        (THEN, False, True),
        (THEN + 999, False, True),  # As a text without the fraction of a second.
        (THEN - 999, False, True),
        (THEN + 1001, True, False),
        (THEN + 86_400_000, True, False),
        (THEN - 86_400_000, False, False),  # Nobody creates an object in the past.
        (THEN * 1000, False, False),  # In µs.
        (THEN / 1000, False, False),  # In seconds.
        (None, False, False),
        ("yesterday", False, False),
    ],
)
def test_another_object_was_created_later(now: Any, another: bool, same: bool) -> None:
    """An update of a namesake is refused, so that whatever else may have become of the time is none."""
    states = {"created_time": THEN}, {"created_time": now}

    assert (is_namesake(GATE, *states), is_same(GATE, *states)) == (another, same)


def test_an_id_that_the_api_makes_up_is_told_once() -> None:
    """The same ID is the same object then. Of names that is not known where no answer says when an object was created."""
    assert is_same(TAG, {}, {})
    assert not is_same(ROLE, {}, {})
    assert not is_namesake(ROLE, {}, {})
