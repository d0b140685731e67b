"""Relations: names in one object that must appear in a list of another object, where a program declares both.

A process learns about both objects when they are checked, in any order. Where the API makes up the other object's ID, a process learns
the ID when the object is compared or created. Resources are known by their URNs; a call without a URN adds nothing.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from statsig_console.call import name_in
from statsig_console.declaring.checks import found_at, parsed
from statsig_console.declaring.kinds import Among, Kind
from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.values import identical

from .owners import Owners


@record
class Side:
    """A resource of the program, and whether it is new or changed. Mistakes between two unchanged resources are not reported."""

    kind: Kind
    inputs: Mapping[str, Any]
    is_changed: bool


class Relations:
    """The relations between the resources of one process. Safe to share between threads."""

    def __init__(self, owners: Owners) -> None:
        self._owners = owners
        self._sides: dict[str, Side] = {}
        self._naming: defaultdict[str, dict[str, Side]] = defaultdict(dict)
        """By the label of each kind that lists names: the resources that use such names, by URN."""
        self._lock = threading.Lock()

    def declare(self, kind: Kind, olds: Mapping[str, Any], inputs: Mapping[str, Any], urn: str) -> list[Problem]:
        """Notes a resource of the program; returns its contradictions to resources noted before."""
        if not urn:
            return []
        own = Side(kind, inputs, not (olds and identical(olds, inputs)))
        with self._lock:
            self._sides[urn] = own
            for among in kind.among:
                self._naming[among.of][urn] = own
        wrong = [
            Problem(path, f'is no {among.what} of {among.of} "{name_in(other)}", which this program declares')
            for among in kind.among
            for other, lister in self._listing(among, own)
            for path in lacking(among, own.inputs, lister.inputs)
            if own.is_changed or lister.is_changed
        ]
        return wrong + self.known(urn)

    def known(self, urn: str) -> list[Problem]:
        """The names that other resources use and this one does not list, as far as their relation is known by now."""
        with self._lock:
            own = self._sides.get(urn)
            others = [*self._naming[own.kind.label].items()] if own and own.kind.label in self._naming else []
        if own is None:
            return []
        return [
            Problem(among.items, f'lack what {user.kind.label} "{name_in(other)}" names at {path}')
            for other, user in others
            for among in user.kind.among
            if among.of == own.kind.label and (own.is_changed or user.is_changed) and urn in dict(self._listing(among, user))
            for path in lacking(among, user.inputs, own.inputs)
        ]

    def _listing(self, among: Among, user: Side) -> Iterator[tuple[str, Side]]:
        """The resource that must list the names, with its URN, where the program declares it."""
        id_ = user.inputs.get(among.by)
        package = user.kind.name.partition(":")[0]
        urn = self._owners.declarer(f"{package}:{among.of}", id_) if isinstance(id_, str) else None
        with self._lock:
            side = self._sides.get(urn or "")
        if urn and side:
            yield urn, side


def lacking(among: Among, inputs: Mapping[str, Any], others: Mapping[str, Any]) -> Iterator[str]:
    """The paths of the names that the other object does not list; none where its list has an unknown name."""
    items = others.get(among.items)
    names = [each.get(among.name) if isinstance(each, Mapping) else None for each in items] if isinstance(items, list) else [None]
    if not all(isinstance(name, str) for name in names):
        return
    for path, value in found_at(inputs, among.path.split("."), ""):
        if among.keys:
            within = parsed(value)
            yield from (f"{path}.{key}" for key in within if key not in names) if isinstance(within, dict) else ()
        elif isinstance(value, str) and value not in names:
            yield path
