"""Differences: which properties change, at any depth, as Pulumi shows them, by the engine's own comparison."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from statsig_console.declaring.casing import camel
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape
from statsig_console.planning.changes import Changes, differs
from statsig_console.values import identical, without_null

Sort = Literal["add", "delete", "update"]
_PLAIN = re.compile(r"[A-Za-z_$][\w$-]*")


@dataclass(frozen=True)
class Difference:
    """The change of the value at a path: the path as the program spells it, and whether the change replaces the object.

    `between_inputs`: the program's old and new values differ. Otherwise the state and the program's values differ.
    """

    path: str
    sort: Sort
    replaces: bool
    between_inputs: bool


def differences(
    kind: Kind, changes: Changes, old_inputs: Mapping[str, Any], state: Mapping[str, Any], inputs: Mapping[str, Any]
) -> list[Difference]:
    """The places that an update changes, for each property that it changes."""
    found: list[Difference] = []
    for name in changed(kind, changes, state, inputs):
        shape, new = kind.by_name[name].shape, inputs.get(name)
        by_program = not identical(without_null(old_inputs.get(name)), without_null(new)) and bool(old_inputs)
        old = old_inputs.get(name) if by_program else state.get(name)
        places = list(places_in(shape, old, new, camel(name))) or [(camel(name), sort_of(old, new))]
        found += [Difference(path, sort, name in changes.replaces, by_program) for path, sort in places]
    return found


def changed(kind: Kind, changes: Changes, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[str]:
    """The properties that an update changes, in the order in which they are declared."""
    names = {*changes.replaces, *(each.name for each in changes.updates)}
    if kind.lifecycle and (changes.first_moves or changes.last_moves):
        along = [each.name for each in kind.inputs if each.options.only_with and each.name in inputs and each.name not in state]
        names |= {*along, *([kind.lifecycle.name] if differs(kind.lifecycle, state, inputs) else [])}
    return [each.name for each in kind.inputs if each.name in names]


def places_in(shape: Shape, old: Any, new: Any, path: str) -> Iterator[tuple[str, Sort]]:
    """The innermost places where a value changes."""
    if isinstance(shape, JsonValue):
        if isinstance(new, str) and isinstance(old, str):
            yield from places_in_json(shape.decode(old), shape.decode(new), path)
        elif not shape.same(old, new):
            yield path, sort_of(old, new)
        return
    if shape.same(old, new):
        return
    match shape:
        case ListOf(item=item, is_set=False) if isinstance(old, list) and isinstance(new, list):
            for number, (before, now) in enumerate(zip(old, new, strict=False)):
                yield from places_in(item, before, now, f"{path}[{number}]")
            yield from beyond(old, new, path)
        case MapOf(value=inner) if isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in dict.fromkeys([*old, *new]):
                yield from places_in(inner, old.get(key), new.get(key), step(path, key))
        case OneOf() if isinstance(old, Mapping) and isinstance(new, Mapping) and shape.option(old) is shape.option(new):
            yield from places_in(shape.option(new), old, new, path)
        case Record(members=members) if isinstance(old, Mapping) and isinstance(new, Mapping):
            for each in members:
                if not record_same(shape, each.name, old, new):
                    yield from places_in(each.shape, old.get(each.name), new.get(each.name), step(path, camel(each.name)))
        case _:
            yield path, sort_of(old, new)


def record_same(record: Record, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two objects have the same value for one of their keys."""
    alone = {key: value for key, value in new.items() if key == name}
    return Record(record.name, (record.by_name[name],)).same({name: old.get(name)}, alone)


def places_in_json(old: Any, new: Any, path: str) -> Iterator[tuple[str, Sort]]:
    """The innermost places where a JSON value changes."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from places_in_json(old.get(key), new.get(key), step(path, key))
    elif isinstance(old, list) and isinstance(new, list):
        for number, (before, now) in enumerate(zip(old, new, strict=False)):
            yield from places_in_json(before, now, f"{path}[{number}]")
        yield from beyond(old, new, path)
    elif not identical(old, new) and old != new:
        yield path, sort_of(old, new)


def beyond(old: list[Any], new: list[Any], path: str) -> Iterator[tuple[str, Sort]]:
    """The elements beyond the end of the shorter of two lists."""
    for number in range(len(old), len(new)):
        yield f"{path}[{number}]", "add"
    for number in range(len(new), len(old)):
        yield f"{path}[{number}]", "delete"


def step(path: str, key: str) -> str:
    """The path of a key inside an object."""
    return f"{path}.{key}" if _PLAIN.fullmatch(key) else f"{path}[{json.dumps(key, ensure_ascii=False)}]"


def sort_of(old: Any, new: Any) -> Sort:
    """The change of a value as a whole."""
    return "add" if old is None else "delete" if new is None else "update"
