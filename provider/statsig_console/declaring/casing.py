"""Casing: translates declared names between the engine's snake_case and the camelCase of other languages.

Other languages, and the state of resources of the plugin, say `releasePipelineId` for `release_pipeline_id`. Only declared names change:
keys of free-form objects are values, and stay as they are. JSON is text in the engine, and a plain value in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pulumi.output import UNKNOWN, Unknown

from statsig_console.values import json_text, whole

from .kinds import Kind
from .plain import EXACT, is_newer, is_rounded
from .shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape, is_any_json, is_known

DIGITS = "statsig:digits"
"""The key that wraps a whole number in JSON too large for Pulumi: ``{"statsig:digits": "1152921504606846977"}``."""

NULL = "statsig:null"
"""The key that stands for null in JSON, for languages that drop nulls: ``{"statsig:null": true}``."""

_DIGITS = re.compile(r"-?\d+")
_NAME = re.compile(r"(?<![\w\"'-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w\"'-])")
_STEP = re.compile(r"[^.\[\]\"]+|\[\"(?:[^\"\\]|\\.)*\"\]|\[\d+\]")


def camel(name: str) -> str:
    """A name as Pulumi's other languages spell it: ``id_type`` is ``idType``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def outward(kind: Kind, values: Mapping[str, Any], *, written: bool = False) -> dict[str, Any]:
    """A resource's values under other languages' names. Keys that are only in state stay as they are.

    With `written`, the values are for the text of a program: null in JSON becomes `NULL`, since some languages drop it.
    """
    own = kind.by_name
    return {camel(name) if name in own else name: _out(kind, name, value, written) for name, value in values.items()}


def inward(kind: Kind, values: Mapping[str, Any], *, as_texts: bool = False) -> dict[str, Any]:
    """A resource's values under the engine's names. With `as_texts`, JSON is text already, as in the dynamic provider's state.

    Raises:
        ValueError: JSON has no such value.
    """
    names = names_of(kind)
    own = {names.get(name, name): value for name, value in values.items()}
    return {
        name: into(kind.by_name[name].shape, value, as_texts=as_texts) if name in kind.by_name else value for name, value in own.items()
    }


def out_of(shape: Shape, value: Any, *, written: bool = False) -> Any:
    """The engine's value with other languages' names, and JSON as a plain value."""

    def inside(inner: Shape, held: Any) -> Any:
        return out_of(inner, held, written=written)

    match shape:
        case _ if value is None or isinstance(value, Unknown) or is_newer(value):
            return value
        case JsonValue():
            return marked(shape.decode(value), written)
        case ListOf(item=item) if isinstance(value, list):
            return [inside(item, each) for each in value]
        case MapOf(value=inner) if isinstance(value, Mapping):
            return {key: inside(inner, each) for key, each in value.items()}
        case OneOf() if isinstance(value, (list, Mapping)):
            return inside(shape.option(value), value)
        case Record(by_name=members) if isinstance(value, Mapping):
            return {camel(key) if key in members else key: inside(member_shape(shape, key), each) for key, each in value.items()}
        case _:
            return value


def into(shape: Shape, value: Any, *, as_texts: bool = False) -> Any:
    """The engine's form of a value with other languages' names. JSON with an unknown part is unknown as a whole."""
    match shape:
        case _ if value is None or isinstance(value, Unknown) or is_newer(value):
            return value
        case JsonValue():
            return value if as_texts else json_text(unmarked(value)) if is_known(value) else UNKNOWN
        case ListOf(item=item) if isinstance(value, list):
            return [into(item, each, as_texts=as_texts) for each in value]
        case MapOf(value=inner) if isinstance(value, Mapping):
            return {key: into(inner, each, as_texts=as_texts) for key, each in value.items()}
        case OneOf(records=records) if isinstance(value, (list, Mapping)):
            named = renamed(records, value) if isinstance(value, Mapping) else value
            option = shape.option(named)
            return named if isinstance(option, OneOf) else into(option, named, as_texts=as_texts)
        case Record() if isinstance(value, Mapping):
            named = renamed((shape,), value)
            return {key: _member_into(shape, key, each, as_texts) for key, each in named.items()}
        case _:
            return value


def _member_into(record: Record, key: str, value: Any, as_texts: bool) -> Any:
    """The engine's form of a key's value; null is a value where the key is required and takes any JSON."""
    member = record.by_name.get(key)
    if value is None and member and member.required and is_any_json(member.shape):
        return json_text(None)
    return into(member_shape(record, key), value, as_texts=as_texts)


def marked(value: Any, written: bool = False) -> Any:
    """A JSON value in which whole numbers too large for a float are wrapped as `DIGITS`: Pulumi's numbers are floats."""
    match value:
        case Mapping():
            return {key: marked(each, written) for key, each in value.items()}
        case list():
            return [marked(each, written) for each in value]
        case None if written:
            return {NULL: True}
        case int() if abs(value) >= EXACT and not isinstance(value, bool):
            return {DIGITS: str(value)}
        case _:
            return value


def unmarked(value: Any) -> Any:
    """A JSON value as the API takes it: whole numbers are ints, and `DIGITS` and `NULL` become the values that they stand for.

    Keys are sorted, since Pulumi does not keep their order.
    """
    match value:
        case Mapping() if len(value) == 1 and _DIGITS.fullmatch(str(value.get(DIGITS))):
            return int(value[DIGITS])
        case Mapping() if len(value) == 1 and value.get(NULL) is True:
            return None
        case Mapping():
            return {key: unmarked(value[key]) for key in sorted(value)}
        case list():
            return [unmarked(each) for each in value]
        case _:
            return whole(value)


def rounded(kind: Kind, values: Mapping[str, Any]) -> Iterator[str]:
    """The paths of numbers in the JSON of a program in another language that may have been other whole numbers before Pulumi had them."""
    names = names_of(kind)
    for name, value in values.items():
        if field := kind.by_name.get(names.get(name, name)):
            yield from _rounded(field.shape, value, name)


def _rounded(shape: Shape, value: Any, path: str) -> Iterator[str]:
    match shape:
        case JsonValue():
            yield from _rounded_in_json(value, path)
        case ListOf(item=item) if isinstance(value, list):
            for number, each in enumerate(value):
                yield from _rounded(item, each, f"{path}[{number}]")
        case MapOf(value=inner) if isinstance(value, Mapping):
            for key, each in value.items():
                yield from _rounded(inner, each, f"{path}.{key}")
        case OneOf(records=records) if isinstance(value, Mapping):
            option = shape.option(renamed(records, value))
            yield from () if isinstance(option, OneOf) else _rounded(option, value, path)
        case Record(members=members) if isinstance(value, Mapping):
            for member in members:
                for key in {member.name, camel(member.name)} & value.keys():
                    yield from _rounded(member.shape, value[key], f"{path}.{key}")
        case _:
            return


def _rounded_in_json(value: Any, path: str) -> Iterator[str]:
    if is_rounded(value):
        yield path
    inside = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from _rounded_in_json(each, f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}")


def member_shape(record: Record, name: str) -> Shape:
    """The shape of a key; the base shape where the key is not declared."""
    return record.by_name[name].shape if name in record.by_name else Shape()


def renamed(records: Iterable[Record], value: Mapping[str, Any]) -> dict[str, Any]:
    """An object under the engine's names, its keys in the order of the records: Pulumi does not keep an order."""
    names = {camel(name): name for record in records for name in record.by_name}
    found = {names.get(key, key): each for key, each in value.items()}
    return {name: found[name] for name in (*names.values(), *found) if name in found}


@cache
def _names(kind: str, fields: tuple[str, ...]) -> Mapping[str, str]:
    return {camel(name): name for name in fields}


def names_of(kind: Kind) -> Mapping[str, str]:
    """A kind's properties: the engine's name by the name in other languages."""
    return _names(kind.name, tuple(kind.by_name))


def in_words(kind: Kind, text: str) -> str:
    """A sentence about a resource with the names that its program uses; text between quotes stays."""
    return respelt(text, declared_names(kind))


def respelt(text: str, names: Mapping[str, str] | Callable[[str], str | None]) -> str:
    """A text with other languages' spelling for each of the names."""
    find = names if callable(names) else names.get
    return _NAME.sub(lambda found: find(found[0]) or found[0], text)


_declared: dict[str, Mapping[str, str]] = {}


def declared_names(kind: Kind) -> Mapping[str, str]:
    """All names that a kind declares, at any depth: the name in other languages by the engine's."""
    if kind.name not in _declared:
        nested = {member for field in kind.fields for record in nested_records(field.shape) for member in record.by_name}
        _declared[kind.name] = {name: camel(name) for name in {*kind.by_name, *nested}}
    return _declared[kind.name]


def nested_records(shape: Shape) -> Iterable[Record]:
    """The nested objects of a shape at any depth, itself included."""
    if isinstance(shape, Record):
        yield shape
    for inner in shape.inside:
        yield from nested_records(inner)


def path_inward(kind: Kind, path: str) -> str:
    """The engine's path for one of another language: ``rules[0].pass_percentage`` for ``rules[0].passPercentage``."""
    names = {theirs: own for own, theirs in declared_names(kind).items()}
    return _STEP.sub(lambda step: names.get(step[0], step[0]), path)


def _out(kind: Kind, name: str, value: Any, written: bool) -> Any:
    return out_of(kind.by_name[name].shape, value, written=written) if name in kind.by_name else value
