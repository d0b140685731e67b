"""Entries: objects that are one entry in the lists of their parent, and have no ID of their own.

A create sends a body with that entry alone, which the API adds to those that are there; a read answers all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .results import is_object, listed


@dataclass(frozen=True)
class Entry:
    """Where the parent has the entry, and what it looks like there. It is known by its fields, which are all that there is of it.

    - `items`: the list that has it. Where a field's value decides, `by` is that field and `items` tells the list for each value:
      its entries are then the bare `value`.
    - `member`: the list inside the entry of which the field `value` is one element.
    - `empty`: the other lists that a body must hold. `beside`: what else goes along.
    - `reads`: other names of fields in answers. `open`: fields that the API may fill in.
    - `choice`: the property that can have one value only for all others together: adding another one takes the first away.
    """

    items: str | Mapping[str, str]
    value: str = ""
    member: str = ""
    by: str = ""
    empty: tuple[str, ...] = ()
    beside: Mapping[str, Any] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    choice: str = ""

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists that may have it."""
        return (self.items,) if isinstance(self.items, str) else tuple(self.items.values())

    def body(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The body that adds it, out of the fields as bodies name them."""
        body: dict[str, Any] = {name: [] for name in (*self.empty, *self.lists)} | dict(self.beside)
        if not isinstance(self.items, str):
            place = self.items.get(str(fields.get(self.by)))
            return body | ({place: [fields.get(self.value)]} if place else {})
        entry = {name: value for name, value in fields.items() if not (self.member and name == self.value)}
        return {**body, self.items: [entry | ({self.member: [fields.get(self.value)]} if self.member else {})]}

    def found(self, parent: Any, wanted: Mapping[str, str]) -> dict[str, Any] | None:
        """The entry with these fields, if an answer about the parent holds it. A field that is "" is not set."""
        holder: Mapping[str, Any] = parent if is_object(parent) else {}
        if not isinstance(self.items, str):
            there = listed(holder.get(self.items.get(wanted[self.by], "")) or [])
            return dict(wanted) if wanted[self.value] in there else None
        entries = (each for each in listed(holder.get(self.items) or []) if is_object(each))
        return dict(wanted) if any(self._is(entry, wanted) for entry in entries) else None

    def _is(self, entry: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
        if self.member and wanted[self.value] not in listed(entry.get(self.member) or []):
            return False
        names = [name for name in wanted if not (self.member and name == self.value)]
        return all(self._agrees(name, entry, wanted[name]) for name in names)

    def _agrees(self, name: str, entry: Mapping[str, Any], wanted: str) -> bool:
        there = entry.get(name) or entry.get(self.reads.get(name, name)) or ""
        return there == wanted or (name in self.open and not (there and wanted))
