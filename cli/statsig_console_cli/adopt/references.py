"""References: which values of an object name other objects of the program, and the order in which objects are declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statsig_console.declaring.kinds import Kind

from . import conventions
from .conventions import Link
from .naming import key_of
from .objects import Adopted


@dataclass(frozen=True)
class Reference:
    """A value that is another object's `attribute`; `as_text` if code must not import that object's module."""

    target: Adopted
    attribute: str
    as_text: bool = False


@dataclass(frozen=True)
class Nested:
    """A nested object that a value is a key of: its declaration's name, and all its keys."""

    name: str
    values: Mapping[str, Any]


class Index:
    """The program's objects by the values that name them. A value that several objects have names none of them."""

    def __init__(self, objects: Iterable[Adopted]) -> None:
        attributes: dict[str, set[str]] = {conventions.METRIC: {"id"}}
        for link in conventions.LINKS:
            attributes.setdefault(link.target, set()).update(link.by)
        self._objects: dict[tuple[str, str, str], Adopted | None] = {}
        for each in objects:
            for attribute in attributes.get(each.kind.label, ()):
                value = each.seen.id if attribute == "id" else each.state.get(attribute)
                if isinstance(value, str) and value:
                    key = (each.kind.label, attribute, value)
                    self._objects[key] = None if key in self._objects else each

    def named(self, kind: Kind, name: str, value: Any, within: Nested | None) -> Reference | None:
        """The object that a value names, as a property or `within` a nested object."""
        if not isinstance(value, str):
            return None
        for link in conventions.LINKS:
            if name in link.names and applies(link, kind, name, within):
                for attribute in link.by:
                    target = self._objects.get((link.target, attribute, value))
                    if target:
                        return Reference(target, attribute, kind.label in link.literal_in)
        return None

    def metric(self, kind: Kind, record: str, value: Mapping[str, Any]) -> Reference | None:
        """The metric that a nested object names by its name and type."""
        if record not in conventions.METRIC_RECORDS:
            return None
        target = self._objects.get((conventions.METRIC, "id", f"{value.get('name')}::{value.get('type')}"))
        return Reference(target, "name", kind.label in conventions.METRICS_AS_TEXT) if target else None


def applies(link: Link, kind: Kind, name: str, within: Nested | None) -> bool:
    """Whether a link is about this property of a kind, or this nested key."""
    if link.within:
        said = within.values if within and within.name in link.within else None
        return said is not None and all(said.get(key) in values for key, values in link.when.items())
    return not (link.target == kind.label and name in kind.naming)


def ordered(objects: Sequence[Adopted], needs: Mapping[str, Iterable[str]]) -> list[Adopted]:
    """The objects of a kind in their order, but each after those that it needs. Objects that need each other keep their order."""
    by_key = {key_of(each): each for each in objects}
    return [by_key[key] for key in in_order(by_key, needs)]


def in_order(keys: Collection[str], needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Keys in their order, but each after those that it needs. Keys that need each other keep their order."""
    within = {key: sorted({each for each in needs.get(key, ()) if each in keys}) for key in keys}
    done: dict[str, None] = {}
    for start in keys:
        seen, waiting = {start}, [(start, iter(within[start]))]
        while waiting:
            key, rest = waiting[-1]
            needed = next((each for each in rest if each not in done and each not in seen), None)
            if needed is None:
                waiting.pop()
                done.setdefault(key)
            else:
                seen.add(needed)
                waiting.append((needed, iter(within[needed])))
    return list(done)
