"""Lateness: whether an answer shows an object as it was before. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from statsig_console.declaring.kinds import Kind


def is_older(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the time or version of the last change says that `now` is from before `state`."""
    return any(new < old for old, new in _changes(kind, state, now))


def is_newer(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the time or version of the last change says that the object has changed since `state`."""
    return any(new > old for old, new in _changes(kind, state, now)) and not is_older(kind, state, now)


def _changes(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    """The time and the version of the last change in both states, as far as both tell them."""
    for field in kind.fields:
        if field.options.last_change in {"when", "version"}:
            old, new = state.get(field.name), now.get(field.name)
            if isinstance(old, (int, float)) and isinstance(new, (int, float)):
                yield old, new
