"""Leaving: what becomes of an object that leaves the stack. The provider does it, `explain` and the documentation tell it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from statsig_console.declaring.fields import ON_DESTROY
from statsig_console.declaring.kinds import Kind


class Fate(Enum):
    """What becomes of an object."""

    ARCHIVED = "archived"
    FORGOTTEN = "forgotten"
    """An action: what was done stays done."""
    DELETED = "deleted"
    EMPTIED = "emptied"
    """What the stack has put into it is taken out."""
    RESTORED = "restored"
    """It is as it was before it was managed."""
    KEPT = "kept"
    """The API can do none of that."""
    RETAINED = "retained"
    """The stack was told to let go of it as it is."""


def fate(kind: Kind, state: Mapping[str, Any], on_destroy: str | None = None) -> Fate:
    """What becomes of an object with this state. Its own word counts more than its project's `on_destroy`, unless either is to keep it."""
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
