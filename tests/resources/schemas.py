"""Compares a declared shape with a schema of the API's documents, member by member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from statsig_console.declaring.annotations import Pattern
from statsig_console.declaring.limits import Ge, Gt, Le, Lt, MaxLen, MinLen, MultipleOf
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console_emulator.contract import load

Schema = Mapping[str, Any]

TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
BOUNDS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "multipleOf",
    "pattern",
)


def resolved(schema: Any) -> Schema:
    """The schema that a reference leads to."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        schema = load().schemas[schema["$ref"].rpartition("/")[2]]
    return schema if isinstance(schema, Mapping) else {}


def options(schema: Any) -> list[Schema]:
    """The schema, or the options of a union, flattened; null is no option."""
    schema = resolved(schema)
    union = schema.get("oneOf") or schema.get("anyOf")
    if union is None:
        return [] if schema.get("type") == "null" else [schema]
    return [option for each in union for option in options(each)]


def members(schema: Any) -> dict[str, list[Schema]]:
    """The properties of an object, or of all objects of a union: each with the schemas that it has in them."""
    found: dict[str, list[Schema]] = {}
    for option in options(schema):
        for name, each in option.get("properties", {}).items():
            found.setdefault(name, []).extend(options(each) or [{}])
    return found


def dated(schema: Any) -> set[str]:
    """The properties of an object, or of all objects of a union, that the newest document lacks: a declaration may leave them out."""
    return {name for option in options(schema) for names in option.get("older", {}).values() for name in names}


def required(schema: Any) -> set[str]:
    """The properties that an object must have, or all objects of a union."""
    sets = [set(option.get("required", ())) for option in options(schema)]
    return set.intersection(*sets) if sets else set()


def differences(shape: Shape, schemas: Iterable[Schema], path: str) -> Iterator[str]:
    """Where a shape and the schemas that its values may have differ, each as ``path: what``."""
    schemas = list(schemas)
    if isinstance(shape, OneOf) and not shape.records:
        yield from _scalars(shape, schemas, path)
    elif isinstance(shape, OneOf):
        yield from _records(shape.records, schemas, path)
    elif isinstance(shape, Record):
        yield from _records((shape,), schemas, path)
    elif isinstance(shape, ListOf):
        yield from _list(shape, schemas, path)
    elif isinstance(shape, Scalar):
        yield from _scalar(shape, schemas, path)
    elif isinstance(shape, JsonValue):
        yield from _json(shape, schemas, path)
    elif isinstance(shape, MapOf) and not any("object" in types(schema) for schema in schemas):
        yield f"{path}: an object here, {_said(schemas)} there"


def types(schema: Schema) -> set[str]:
    """The types of a schema; none means any."""
    found = schema.get("type", ())
    return {found} if isinstance(found, str) else set(found) - {"null"}


def _list(shape: ListOf, schemas: list[Schema], path: str) -> Iterator[str]:
    lists = [schema for schema in schemas if "array" in types(schema)]
    if not lists:
        yield f"{path}: a list here, {_said(schemas)} there"
        return
    yield from _bounds(shape.marks, lists[0], path)
    yield from differences(shape.item, [option for each in lists for option in options(each.get("items", {}))], f"{path}[]")


def _json(shape: JsonValue, schemas: list[Schema], path: str) -> Iterator[str]:
    wanted = "object" if shape.objects_only else "array" if shape.lists_only else None
    told = {name for schema in schemas for name in types(schema)}
    if wanted and told != {wanted}:
        yield f"{path}: {wanted} here, {_said(schemas)} there"
    if not wanted and len(told) == 1:
        yield f"{path}: any JSON here, {_said(schemas)} there"


def _scalar(shape: Scalar, schemas: list[Schema], path: str) -> Iterator[str]:
    name = TYPES[shape.type]
    fitting = [schema for schema in schemas if name in types(schema)]
    if not fitting:
        yield f"{path}: {name} here, {_said(schemas)} there"
        return
    enums = [schema.get("enum") for schema in fitting]
    there = None if None in enums else {value for enum in enums for value in enum or () if value is not None}
    here = set(shape.choices) or None
    old = dated({"oneOf": fitting})
    if here != there and (here is None or there is None or here - old != there - old or not here <= there):
        yield f"{path}: one of {sorted(map(str, shape.choices))} here, of {there and sorted(map(str, there))} there"
    yield from _bounds(shape.marks, fitting[0], path)


def _scalars(shape: OneOf, schemas: list[Schema], path: str) -> Iterator[str]:
    for option in shape.options:
        yield from differences(option, schemas, path)
    here = {
        "array" if isinstance(option, ListOf) else TYPES[option.type] for option in shape.options if isinstance(option, (ListOf, Scalar))
    }
    if left := {name for schema in schemas for name in types(schema)} - here:
        yield f"{path}: {sorted(left)} only there"


def _records(records: tuple[Record, ...], schemas: list[Schema], path: str) -> Iterator[str]:
    objects = [schema for schema in schemas if "object" in types(schema)]
    there = members({"oneOf": objects})
    here = {member.wire: member for record in records for member in record.members if not member.computed}
    yield from (f"{path}.{name}: only here" for name in sorted(here.keys() - there.keys()))
    yield from (f"{path}.{name}: only there" for name in sorted(there.keys() - here.keys() - dated({"oneOf": objects})))
    must = required({"oneOf": objects})
    needed = set.intersection(*({member.wire for member in record.members if member.required} for record in records))
    yield from (f"{path}.{name}: required only {'here' if name in needed else 'there'}" for name in sorted(must ^ needed))
    if len(records) == 1:
        for name in sorted(here.keys() & there.keys()):
            yield from differences(here[name].shape, there[name], f"{path}.{name}")


def _bounds(marks: Iterable[Any], schema: Schema, path: str) -> Iterator[str]:
    here = {name: value for mark in marks for name, value in _bound(mark, "array" in types(schema))}
    there = {name: schema[name] for name in BOUNDS if name in schema}
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            yield f"{path}: {name} {here.get(name)} here, {there.get(name)} there"


def _bound(mark: Any, is_list: bool) -> Iterator[tuple[str, Any]]:
    match mark:
        case Ge():
            yield "minimum", mark.ge
        case Gt():
            yield "exclusiveMinimum", mark.gt
        case Le():
            yield "maximum", mark.le
        case Lt():
            yield "exclusiveMaximum", mark.lt
        case MinLen():
            yield "minItems" if is_list else "minLength", mark.min_length
        case MaxLen():
            yield "maxItems" if is_list else "maxLength", mark.max_length
        case MultipleOf():
            yield "multipleOf", mark.multiple_of
        case Pattern():
            yield "pattern", f"^{mark.regex}$"
        case _:
            return


def _said(schemas: Iterable[Schema]) -> str:
    return " or ".join(sorted({name for schema in schemas for name in types(schema)} or {"anything"}))
