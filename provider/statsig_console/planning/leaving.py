"""Leaving: what happens to an object that leaves the stack. The provider does it; `explain` and the docs describe it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from statsig_console.declaring.fields import ON_DESTROY
from statsig_console.declaring.kinds import Kind


class Fate(Enum):
    """What happens to an object that leaves the stack."""

    ARCHIVED = "archived"
    FORGOTTEN = "forgotten"
    """An action: its effect stays."""
    DELETED = "deleted"
    EMPTIED = "emptied"
    """The stack's elements are removed from its lists."""
    RESTORED = "restored"
    """Its values from before it was managed are restored."""
    KEPT = "kept"
    """It stays, since the API can neither delete, empty nor restore it."""
    RETAINED = "retained"
    """It stays, since `on_destroy` is keep."""


def fate(kind: Kind, state: Mapping[str, Any], on_destroy: str | None = None) -> Fate:
    """What happens to an object with this state. Its own `on_destroy` wins over the project's, unless either says keep."""
    machine, endpoints = kind.lifecycle.options.machine if kind.lifecycle else None, kind.endpoints
    own = state.get(ON_DESTROY)
    if endpoints.once:
        return Fate.FORGOTTEN
    if "keep" in {own, on_destroy}:
        return Fate.RETAINED
    if machine and machine.archives and (own or on_destroy) == "archive":
        return Fate.ARCHIVED
    if endpoints.delete:
        return Fate.DELETED
    if endpoints.deltas:
        return Fate.EMPTIED
    return Fate.RESTORED if endpoints.restores and endpoints.update else Fate.KEPT
