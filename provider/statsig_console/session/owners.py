"""Owners: which resource of a run each object belongs to.

One object has one resource. Two resources of a program for the same object are a mistake, and an object that a run has created or taken
over as one resource is not deleted as another. A process learns about a stack from Pulumi's calls: which resources are declared (check),
which ones the stack has (diff, read) and which ones go (delete). Resources are known by their URNs; a call without a URN adds nothing.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from statsig_console.call import name_in
from statsig_console.declaring.kinds import Kind
from statsig_console.errors import InputError, Problem
from statsig_console.planning.naming import choice_of, marks_of, place_of

Mark = tuple[str, str, str]
"""A value that no two objects share: the kind, the property (empty for the Pulumi ID), and the value."""


class Owners:
    """The resources of one process by their marks. Safe to share between threads."""

    def __init__(self) -> None:
        self._declared: dict[Mark, str] = {}
        self._declaring: dict[str, set[Mark]] = {}
        self._held: dict[Mark, str] = {}
        self._holding: defaultdict[str, set[Mark]] = defaultdict(set)
        self._compared: dict[Mark, set[str]] = {}
        self._made: dict[Mark, str] = {}
        self._gone: set[str] = set()
        self._let_go: Counter[Mark] = Counter()
        self._lock = threading.Lock()

    def declare(self, kind: Kind, olds: Mapping[str, Any], inputs: Mapping[str, Any], urn: str) -> Sequence[Problem]:
        """Notes a resource of the program and its old values; returns a problem where another resource declares the same object."""
        if not urn:
            return []
        marks = marks_in(kind, inputs)
        had = marks if olds == inputs else marks_in(kind, olds) if olds else {}
        decided = {name: (kind.name, name, value) for name, value in choice_of(kind, inputs).items()}
        with self._lock:
            self._hold(urn, had.values())
            for mark in self._declaring.get(urn, set()) - {*marks.values(), *decided.values()}:
                if self._declared.get(mark) == urn:
                    del self._declared[mark]
            others = {name: self._declared.setdefault(mark, urn) for name, mark in marks.items()}
            choices = {name: self._declared.setdefault(mark, urn) for name, mark in decided.items()}
            self._declaring[urn] = {*marks.values(), *decided.values()}
        contrary = [
            Problem(name, f"is decided for {decided[name][2]} by {called(other, urn)} too, and only the last one would count")
            for name, other in choices.items()
            if other != urn
        ]
        return [
            Problem(name, f"means {kind.label} {marks[name][2]}, which {called(other, urn)} declares too: one object has one resource")
            for name, other in others.items()
            if other != urn
        ][:1] or contrary

    def note_compared(self, kind: Kind, id_: str, state: Mapping[str, Any], urn: str) -> None:
        """Notes that the program declares a resource which the stack holds already, with this object."""
        if urn:
            with self._lock:
                self._hold(urn, [by_id(kind, id_, state)])
                self._compared.setdefault(by_id(kind, id_, state), set()).add(urn)

    def note_read(self, kind: Kind, id_: str, state: Mapping[str, Any], urn: str) -> None:
        """Notes that the stack holds an object as this resource."""
        if urn:
            mark = by_id(kind, id_, state)
            with self._lock:
                self._hold(urn, [mark] if mark not in self._held else [])

    def note_made(self, kind: Kind, id_: str, state: Mapping[str, Any], urn: str) -> None:
        """Notes that the run has created or taken over an object as this resource."""
        if urn:
            with self._lock:
                self._made[by_id(kind, id_, state)] = urn

    def note_gone(self, urn: str) -> None:
        """Notes that the run has deleted the object of this resource, or let go of it."""
        with self._lock:
            self._gone.add(urn)
            for mark in self._holding.pop(urn, ()):
                if self._held.get(mark) == urn:
                    del self._held[mark]

    def has_made(self) -> bool:
        """Whether the run has created or taken over any object."""
        with self._lock:
            return bool(self._made)

    def is_gone(self, urn: str) -> bool:
        """Whether the run has deleted the object of this resource, or let go of it."""
        with self._lock:
            return urn in self._gone

    def has_declared(self) -> bool:
        """Whether the program has declared any resource in this run, so that Pulumi has run it."""
        with self._lock:
            return bool(self._declaring)

    def is_declared(self, urn: str) -> bool:
        """Whether the program has declared this resource in this run."""
        with self._lock:
            return urn in self._declaring

    def note_met(self, kind: Kind, id_: str, inputs: Mapping[str, Any], urn: str) -> None:
        """Notes that a create has met an existing object, which the program declares as this resource."""
        if urn:
            with self._lock:
                self._declared.setdefault(by_id(kind, id_, inputs), urn)

    def declarer(self, kind: str, id_: str) -> str | None:
        """The URN of the resource that the program declares for the object with this ID; None where none is known."""
        mark = (kind, "", id_)
        with self._lock:
            return self._declared.get(mark) or self._made.get(mark) or next(iter(self._compared.get(mark, ())), None)

    def holder(self, kind: Kind, id_: str, inputs: Mapping[str, Any]) -> str | None:
        """The URN of the resource that holds an object in the stack, by its ID or its marks; None where none is known."""
        with self._lock:
            marks = [by_id(kind, id_, inputs), *marks_in(kind, inputs).values()]
            return next((self._held[mark] for mark in marks if mark in self._held), None)

    def keeper(self, kind: Kind, id_: str, state: Mapping[str, Any], urn: str) -> str | None:
        """The URN of another resource that needs an object which this resource would delete; None where it may be deleted.

        Raises:
            InputError: the program declares the object as another resource, which does not hold it yet: the stack would lose the object.
        """
        if not urn:
            return None
        mark = by_id(kind, id_, state)
        with self._lock:
            others = self._compared.get(mark, set()) - {urn}
            keeper = self._made.get(mark) or next(iter(others), None)
            wanting = self._declared.get(mark)
            if keeper or urn in self._declaring or wanting in (None, urn):
                return keeper
        raise InputError(f"{kind.label} {id_} stays in the project and in the stack: the program declares it as {called(wanting, urn)} too")

    def lets_go(self, kind: Kind, id_: str, state: Mapping[str, Any], holders: int) -> bool:
        """Whether so many resources in state hold an object that another one still does when this one goes; notes that it goes."""
        mark = by_id(kind, id_, state)
        with self._lock:
            if holders - self._let_go[mark] <= 1:
                return False
            self._let_go[mark] += 1
            return True

    def _hold(self, urn: str, marks: Iterable[Mark]) -> None:
        """Notes the marks of a resource of the stack. The caller holds the lock."""
        for mark in marks:
            self._held[mark] = urn
            self._holding[urn].add(mark)


def by_id(kind: Kind, id_: str, values: Mapping[str, Any]) -> Mark:
    """The mark of an object whose Pulumi ID is known."""
    return kind.name, "", place_of(kind, id_, values)


def marks_in(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Mark]:
    """The marks of the object that these values name, by the property that a message should name."""
    by_name = () if kind.unique in kind.naming_inputs else (kind.unique,)
    return {name: (kind.name, name if name in by_name else "", value) for name, value in marks_of(kind, inputs).items()}


def called(urn: str | None, other: str) -> str:
    """A resource as messages call it: by its name, or by its URN where the other resource has the same name."""
    known = urn or ""
    return f"`{known if name_in(known) == name_in(other) else name_in(known)}`"
