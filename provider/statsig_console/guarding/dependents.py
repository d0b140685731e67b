"""Dependents: running experiments that depend on an object, so that a change of it would disturb them.

A declaration says where the API lists the dependents and which of their states count as running. They
are listed only when a change touches properties that matter to them, and the stack or the resource
asks for this guard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from statsig_console.declaring.kinds import Dependents, Kind
from statsig_console.planning.changes import Changes
from statsig_console.records import record

if TYPE_CHECKING:
    from statsig_console.sending.client import ConsoleClient

SHOWN = 5


@record
class Disturbance:
    """The properties whose change disturbs dependents, the word for these, and their names."""

    what: str
    properties: tuple[str, ...]
    names: tuple[str, ...]

    def __str__(self) -> str:
        more = len(self.names) - SHOWN
        shown = ", ".join(self.names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        return f"{' and '.join(self.properties)} would disturb what is running ({self.what} {shown})"


def disturbing(kind: Kind, changes: Changes) -> tuple[str, ...]:
    """The names of the changed properties that matter to dependents; for a replacement, the properties that require it."""
    dependents = kind.dependents
    if dependents is None:
        return ()
    moved = (kind.lifecycle.name,) if kind.lifecycle and (changes.first_moves or changes.last_moves) else ()
    changed = {*changes.replaces, *(field.name for field in changes.updates), *moved}
    if changes.replaces:
        return tuple(changes.replaces)
    return tuple(name for name in dependents.properties if name in changed)


def running(client: ConsoleClient, dependents: Dependents, address: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the dependents that are running now.

    Raises:
        ConsoleError: the API could not list them.
    """
    items: list[Any] = [item for page in client.pages(dependents.listing, address) for item in page.items]
    return tuple(
        str(item.get(dependents.name) or item.get("id"))
        for item in items
        if isinstance(item, dict) and item.get(dependents.status) in dependents.running
    )
