"""Claims: which lists of an object are managed whole, and which item by item.

The API shows some objects as items of a list in their parent, and also takes the whole list with the
parent. One program cannot use both: in each run, the whole list would undo the changes of the items.
A process sees all resources of an operation, so the second of two contradicting ones is reported. A program may go over from one to
the other: what left it is deleted last, and must not take along what the program declares in the other way.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, Record
from statsig_console.errors import InputError, Problem
from statsig_console.planning.naming import wanted_id


class Claims:
    """The claims of the resources in one process. Safe to share between threads."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, str], tuple[str, str]] = {}
        self._items: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def make(self, kind: Kind, inputs: Mapping[str, Any]) -> list[Problem]:
        """Notes the claims of a resource; returns the contradictions to the claims of others."""
        try:
            return [*self._make_item(kind, inputs), *self._make_whole(kind, inputs)]
        except InputError:
            return []  # Validation reports a name that cannot be part of a path.

    def successor(self, kind: Kind, id_: str, state: Mapping[str, Any]) -> str | None:
        """What the program declares in place of this object: the list that it is an item of, or items of its lists; None without any."""
        read, address = kind.endpoints.read, kind.endpoints.identity.address(id_, state)
        if read is None or address is None:
            return None
        url = read.url(address)
        with self._lock:
            whole = next((self._whole[url, name][0] for name in item_lists(kind) if (url, name) in self._whole), None)
            items = [self._items[url, field.read] for field in kind.deltas if (url, field.read) in self._items]
        return whole or next(iter(items), None)

    def _make_item(self, kind: Kind, inputs: Mapping[str, Any]) -> list[Problem]:
        read = kind.endpoints.read
        lists = item_lists(kind)
        address = {str(field.options.address): inputs.get(field.name) for field in kind.addressing}
        if read is None or not lists or not all(isinstance(value, str) for value in address.values()):
            return []
        url = read.url({name: str(value) for name, value in address.items()})
        for name in lists:
            with self._lock:
                self._items[url, name] = kind.label
                other = self._whole.get((url, name))
            if other:
                label, whole = other
                reason = f"names a {label} that declares all its {whole}: leave them out there, or declare all of them there"
                return [Problem(kind.addressing[0].name, reason)]
        return []

    def _make_whole(self, kind: Kind, inputs: Mapping[str, Any]) -> list[Problem]:
        read = kind.endpoints.read
        lists = [field for field in kind.inputs if isinstance(field.shape, ListOf) and (field.options.delta or holds_objects(field.shape))]
        if read is None or kind.pick or kind.entry or not lists:
            return []
        if any(isinstance(inputs.get(name), Unknown) for name in kind.naming_inputs):
            return []
        id_ = wanted_id(kind, inputs)
        address = kind.endpoints.identity.address(id_, inputs)
        if not id_ or address is None:
            return []
        refusals: list[Problem] = []
        for field in lists:
            key = (read.url(address), field.read)
            with self._lock:
                if field.name in inputs:
                    self._whole[key] = kind.label, field.name
                else:
                    self._whole.pop(key, None)
                item = self._items.get(key)
            if item and field.name in inputs:
                reason = f"cannot be declared here while a {item} declares one of them: leave them out, or declare all here"
                refusals.append(Problem(field.name, reason))
        return refusals


def item_lists(kind: Kind) -> tuple[str, ...]:
    """The names of the parent's lists that hold objects of this kind; none for other kinds."""
    return kind.entry.lists if kind.entry else (kind.pick.items,) if kind.pick else ()


def holds_objects(shape: ListOf) -> bool:
    """Whether a list holds objects, which may each be declared as a resource."""
    return isinstance(shape.item, Record)
