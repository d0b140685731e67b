"""The properties that code states of an object, as values that no language has written yet, with the links between objects in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statsig_console.declaring.plain import NEWER, is_newer
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape

from .objects import Adopted
from .references import Index, Nested, Reference


@dataclass(frozen=True)
class Plain:
    """A value as it is; with `json`, its property takes any JSON value."""

    value: Any
    json: bool = False


@dataclass(frozen=True)
class Newer:
    """A value that is sent although the package does not know it."""

    value: Any


@dataclass(frozen=True)
class Link:
    """A text that names another object of the program."""

    reference: Reference
    text: str


@dataclass(frozen=True)
class Setting:
    """A value that the stack's configuration has under this name: a secret or not, an object or a text."""

    name: str
    secret: bool = True
    object: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    items: Sequence[Value]


@dataclass(frozen=True)
class Keys:
    """An object; `record` declares its keys. Without a record, people choose the keys."""

    values: Mapping[str, Value]
    record: Record | None = None


Value = Plain | Newer | Link | Setting | Items | Keys


def said_of(object_: Adopted, index: Index) -> dict[str, Value]:
    """The value of each property that the code states."""
    sayer, fields = _Sayer(object_, index), object_.kind.by_name
    return {name: sayer.linked(fields[name].shape, value, name, None) for name, value in object_.stated.items()}


def links_in(value: Value) -> Iterator[Link]:
    """The links at any depth of a value."""
    if isinstance(value, Link):
        yield value
    inside = value.items if isinstance(value, Items) else value.values.values() if isinstance(value, Keys) else ()
    for each in inside:
        yield from links_in(each)


@dataclass(frozen=True)
class _Sayer:
    object: Adopted
    index: Index

    def linked(self, shape: Shape, value: Any, name: str, within: Nested | None) -> Value:
        """A value; a link if it names another object."""
        reference = self.index.named(self.object.kind, name, value, within)
        return self._value(shape, value, name, within) if reference is None else Link(reference, value)

    def _value(self, shape: Shape, value: Any, name: str, within: Nested | None) -> Value:
        if is_newer(value):
            return Newer(value[NEWER])
        if isinstance(shape, JsonValue):
            return Plain(shape.decode(value), json=True)
        if isinstance(shape, OneOf):
            return self._value(shape.option(value), value, name, within)
        if isinstance(shape, ListOf) and isinstance(value, list):
            return Items([self.linked(shape.item, each, name, within) for each in value])
        if isinstance(shape, MapOf) and isinstance(value, dict):
            return Keys({key: self.linked(shape.value, each, name, None) for key, each in value.items()})
        if isinstance(shape, Record) and isinstance(value, dict):
            return self._record(shape, value)
        return Plain(value)

    def _record(self, shape: Record, value: Mapping[str, Any]) -> Value:
        metric = self.index.metric(self.object.kind, shape.name, value)
        values: dict[str, Value] = {}
        for name, each in value.items():
            if metric and name in {"name", "type"}:
                values[name] = Link(Reference(metric.target, name, metric.as_text), each)
            else:
                member = shape.by_name.get(name)
                values[name] = self.linked(member.shape if member else Shape(), each, name, Nested(shape.name, value))
        return Keys(values, shape)
