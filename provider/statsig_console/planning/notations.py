"""Notations: an imported object shows some values in two notations, of which a program sets one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.checks import Alternatives
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, MapOf, OneOf, Record, Shape


def said_once(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs with one notation of each value."""
    found: dict[str, Any] = once(kind.record, inputs)
    return found


def once(shape: Shape, value: Any) -> Any:
    """A value with one notation of each value inside it."""
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            return [once(item, each) for each in value]
        case MapOf(value=inner) if isinstance(value, Mapping):
            return {key: once(inner, each) for key, each in value.items()}
        case OneOf() if isinstance(value, (list, Mapping)):
            return once(shape.option(value), value)
        case Record(by_name=members, checks=checks) if isinstance(value, Mapping):
            spare = {each.property for each in checks if isinstance(each, Alternatives) and value.get(each.other) is not None}
            kept = {name: each for name, each in value.items() if name not in spare}
            return {name: once(members[name].shape, each) if name in members else each for name, each in kept.items()}
        case _:
            return value
