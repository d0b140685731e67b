"""Ignored: nested values that a program gives although only the API sets them, for example from a lookup's answer. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, Member, OneOf, Record, Shape, members_with
from statsig_console.errors import Problem


def without_ignored(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs without the nested values that only the API sets."""
    return dict(_without(kind.record, inputs))


def in_vain(kind: Kind, inputs: Mapping[str, Any]) -> list[Problem]:
    """The ignored values that a user would expect to have an effect, each with the declared reason."""
    return list(_in_vain(kind.record, inputs, ""))


@cache
def _computed(record: Record) -> tuple[Member, ...]:
    return tuple(member for member in record.members if member.computed)


def _tells(shape: Shape) -> bool:
    return isinstance(shape, Record) and bool(_computed(shape))


def _without(shape: Shape, value: Any) -> Any:
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            return [_without(item, each) for each in value]
        case OneOf() if isinstance(value, Mapping):
            return _without(shape.option(value), value)
        case Record() if isinstance(value, Mapping):
            left_out = {member.name for member in _computed(shape)}
            inner = {member.name: member.shape for member in members_with(shape, _tells)}
            return {name: _without(inner[name], each) if name in inner else each for name, each in value.items() if name not in left_out}
        case _:
            return value


def _in_vain(shape: Shape, value: Any, path: str) -> Iterator[Problem]:
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            for number, each in enumerate(value):
                yield from _in_vain(item, each, f"{path}[{number}]")
        case OneOf() if isinstance(value, Mapping):
            yield from _in_vain(shape.option(value), value, path)
        case Record() if isinstance(value, Mapping):
            within = f"{path}." if path else ""
            for member in _computed(shape):
                if member.ignored and value.get(member.name):
                    yield Problem(f"{within}{member.name}", member.ignored)
            for member in members_with(shape, _tells):
                yield from _in_vain(member.shape, value.get(member.name), f"{within}{member.name}")
        case _:
            return
