"""Ignored: nested values that a program may give, as when it copies what a lookup answers, and that only the API sets. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, OneOf, Record, Shape
from statsig_console.errors import Problem


def without_ignored(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs without the nested values that only the API sets."""
    return {name: _without(field.shape, each) if (field := kind.by_name.get(name)) else each for name, each in inputs.items()}


def missed(kind: Kind, inputs: Mapping[str, Any]) -> list[Problem]:
    """The ignored values that people would miss, each with the reason that its declaration gives."""
    return [each for field in kind.inputs for each in _missed(field.shape, inputs.get(field.name), field.name)]


@cache
def _holds_told(shape: Shape) -> bool:
    match shape:
        case ListOf(item=item):
            return _holds_told(item)
        case OneOf(options=options):
            return any(_holds_told(each) for each in options)
        case Record(members=members):
            return any(each.told_only or _holds_told(each.shape) for each in members)
        case _:
            return False


def _without(shape: Shape, value: Any) -> Any:
    if not _holds_told(shape):
        return value
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            return [_without(item, each) for each in value]
        case OneOf() if isinstance(value, Mapping):
            return _without(shape.option(value), value)
        case Record(by_name=members) if isinstance(value, Mapping):
            kept = {name: each for name, each in value.items() if name not in members or not members[name].told_only}
            return {name: _without(members[name].shape, each) if name in members else each for name, each in kept.items()}
        case _:
            return value


def _missed(shape: Shape, value: Any, path: str) -> Iterator[Problem]:
    if not _holds_told(shape):
        return
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            for number, each in enumerate(value):
                yield from _missed(item, each, f"{path}[{number}]")
        case OneOf() if isinstance(value, Mapping):
            yield from _missed(shape.option(value), value, path)
        case Record(members=members) if isinstance(value, Mapping):
            for member in members:
                if member.told_only and member.ignored and value.get(member.name):
                    yield Problem(f"{path}.{member.name}", member.ignored)
                yield from _missed(member.shape, value.get(member.name), f"{path}.{member.name}")
        case _:
            return
