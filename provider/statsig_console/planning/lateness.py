"""Lateness: whether an answer shows an object as it was before. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.kinds import Kind


def is_older(kind: Kind, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the time or version of the last change says that `now` is from before `state`."""
    names = [field.name for field in kind.fields if field.options.last_change in {"when", "version"}]
    pairs = [(state.get(name), now.get(name)) for name in names]
    return any(isinstance(old, (int, float)) and isinstance(new, (int, float)) and new < old for old, new in pairs)
