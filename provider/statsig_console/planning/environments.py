"""Environments: those that a resource names, and those that a resource declares for the project. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from statsig_console.declaring.api import declared_api
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, MapOf, NamesEnvironment, OneOf, Record, Scalar, Shape, members_with


def named(kind: Kind, inputs: Mapping[str, Any]) -> set[str]:
    """The environments that a resource names; an empty text names none."""
    return {name for name in _names(kind.record, inputs) if name}


def declared(kind: Kind, inputs: Mapping[str, Any]) -> set[str] | None:
    """The environments that the resource of the project's environments declares; None for other resources, or with unknown names."""
    reading = declared_api().environments
    if kind.endpoints.read != reading.operation:
        return None
    field = next(each for each in kind.inputs if each.read == reading.within)
    items = inputs.get(field.name)
    if not isinstance(items, list):
        return None
    names = [each.get(reading.name) if isinstance(each, Mapping) else None for each in items]
    known = {name for name in names if isinstance(name, str)}
    return known if all(isinstance(name, str) for name in names) else None


def _is_environment(shape: Shape) -> bool:
    return isinstance(shape, Scalar) and any(isinstance(mark, NamesEnvironment) for mark in shape.marks)


def _names(shape: Shape, value: Any) -> Iterator[str]:
    match shape:
        case Scalar() if isinstance(value, str) and _is_environment(shape):
            yield value
        case ListOf(item=item) if isinstance(value, list):
            for each in value:
                yield from _names(item, each)
        case MapOf(value=item) if isinstance(value, Mapping):
            for each in value.values():
                yield from _names(item, each)
        case OneOf() if isinstance(value, Mapping):
            yield from _names(shape.option(value), value)
        case Record() if isinstance(value, Mapping):
            for member in members_with(shape, _is_environment):
                yield from _names(member.shape, value.get(member.name))
        case _:
            return
