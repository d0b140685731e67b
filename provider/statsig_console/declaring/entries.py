"""Entries: objects without an ID, each one entry in the lists of its parent.

A create sends a body with one entry, which the API adds to the lists; a read answers all entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from statsig_console.records import record
from statsig_console.values import is_object, listed


@record
class Entry:
    """Which list of the parent holds the entry, and in what form. An entry is identified by all of its fields.

    - `items`: the list that holds the entry. Where the value of the field `by` decides which list, `items` maps each value to its list,
      whose elements are the bare values of the field `value`.
    - `member`: the list inside the entry that has the field `value` as one element.
    - `empty`: the other lists that a body must hold. `beside`: further keys of the body.
    - `reads`: other names of fields in answers. `open`: fields that the API may fill in.
    - `choice`: a property with a single value per combination of the others: a new entry with another value replaces the old entry.
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
        """The names of the lists that may hold the entry."""
        return (self.items,) if isinstance(self.items, str) else tuple(self.items.values())

    def body(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The body that adds the entry; `fields` are under wire names."""
        body: dict[str, Any] = {name: [] for name in (*self.empty, *self.lists)} | dict(self.beside)
        if not isinstance(self.items, str):
            place = self.items.get(str(fields.get(self.by)))
            return body | ({place: [fields.get(self.value)]} if place else {})
        entry = {name: value for name, value in fields.items() if not (self.member and name == self.value)}
        return {**body, self.items: [entry | ({self.member: [fields.get(self.value)]} if self.member else {})]}

    def found(self, parent: Any, wanted: Mapping[str, str]) -> dict[str, Any] | None:
        """The entry with these fields, if the parent's answer holds it. A field that is "" is not set."""
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
