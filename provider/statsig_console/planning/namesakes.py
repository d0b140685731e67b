"""Namesakes: objects under the ID of one that the stack has created, which somebody created after that one was deleted. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.kinds import Kind

SLACK = 1000
"""The ms up to which two times are the same: an answer may leave out the fraction of a second."""


def is_namesake(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether `now` shows an object that was created later than the one in `state`, as far as both say when.

    A time that is twice as large, or more, is the same one in another unit.
    """
    times = _times(kind, state, now)
    return times is not None and times[0] + SLACK < times[1] < 2 * times[0]


def is_same(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether `now` certainly shows the object in `state`: the API makes up its ID, or both were created at the same time."""
    times = _times(kind, state, now)
    return not kind.naming if times is None else abs(times[1] - times[0]) <= SLACK


def _times(kind: Kind, *states: Mapping[str, Any]) -> list[float] | None:
    """When the object was created, by each state; None where one does not say."""
    times = [state.get(kind.created.name) for state in states] if kind.created else []
    known = [float(each) for each in times if isinstance(each, (int, float))]
    return known if len(known) == len(states) else None
