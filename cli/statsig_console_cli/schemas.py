"""Schemas: the JSON Schema that ``statsig-console schema`` prints, from the declarations and the sentences under their lines.

A file has the values that a program would write: no null, which would mean that a property is left out, and no text in place of a JSON
value. The schema leaves some checks to the preview: those that look at several properties, and fractional steps, which some editors
compute inexactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any

import pulumi_statsig_console as statsig
from statsig_console.declaring.descriptions import descriptions, summary
from statsig_console.declaring.kinds import classes_in, kind_of
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.handling.validation import limits_of

from .describing import NoSuchName, records_in, sentences

DRAFT = "http://json-schema.org/draft-07/schema#"
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum", "pattern": "pattern"}


def of_kind(name: str) -> dict[str, Any]:
    """The schema of a kind's inputs, without the one that names the Statsig project, which only a program can give.

    Raises:
        NoSuchName: there is no such kind.
    """
    owners = {each.__name__: each for each in classes_in(statsig)}
    if name not in owners:
        raise NoSuchName(name, owners)
    kind, said = kind_of(owners[name]), descriptions(owners[name])
    inputs = [field for field in kind.inputs if not field.options.place]
    properties = {
        each.name: described(each.shape, said.get(each.name, ""), **({"default": each.options.default} if each.has_default else {}))
        for each in inputs
    }
    nested = {record.name: of_record(record) for each in inputs for record in all_records(each.shape)}
    return {
        "$schema": DRAFT,
        "title": name,
        "description": summary(owners[name]),
        **an_object(properties, [each.name for each in inputs if each.required]),
        "definitions": dict(sorted(nested.items())),
    }


def of_record(record: Record) -> dict[str, Any]:
    """The schema of a nested object, without the keys that bodies do not take."""
    given = [member for member in record.members if not member.computed]
    properties = {each.name: described(each.shape, sentences(record).get(each.name, "")) for each in given}
    about = {"description": summary(record.table)} if record.table else {}
    return about | an_object(properties, [each.name for each in given if each.required])


def an_object(properties: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    """The schema of an object that has these keys and no others."""
    needed = {"required": required} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def described(shape: Shape, said: str, **more: Any) -> dict[str, Any]:
    """The schema of a value with its sentence. Editors ignore keys beside a reference, so the reference is put into ``allOf``."""
    found = schema_of(shape)
    about = {"description": said, **more} if said else more
    return {**about, "allOf": [found]} if about and "$ref" in found else {**about, **found}


def all_records(shape: Shape) -> Iterable[Record]:
    """The nested objects at any depth of a value."""
    for record in records_in(shape):
        yield record
        for member in record.members:
            yield from all_records(member.shape)


@singledispatch
def schema_of(shape: Shape) -> dict[str, Any]:
    """The schema of a value."""
    raise NotImplementedError(type(shape).__name__)


@schema_of.register
def _(shape: Scalar) -> dict[str, Any]:
    return {"enum": list(shape.choices)} if shape.choices else {"type": TYPES[shape.type], **bounds(shape.marks, "")}


@schema_of.register
def _(shape: JsonValue) -> dict[str, Any]:
    return {"type": "object"} if shape.objects_only else {"type": "array"} if shape.lists_only else {}


@schema_of.register
def _(shape: ListOf) -> dict[str, Any]:
    return {"type": "array", "items": schema_of(shape.item), **bounds(shape.marks, "Items")}


@schema_of.register
def _(shape: MapOf) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema_of(shape.value)}


@schema_of.register
def _(shape: Record) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{shape.name}"}


@schema_of.register
def _(shape: OneOf) -> dict[str, Any]:
    return {"anyOf": [schema_of(option) for option in shape.options]}


def bounds(marks: Iterable[Any], counted: str) -> dict[str, Any]:
    """The limits of a value in the words of JSON Schema; a text's length is counted in characters, a list's in items."""
    words = BOUNDS | {"min_length": f"min{counted or 'Length'}", "max_length": f"max{counted or 'Length'}"}
    return {words[name]: limit for name, limit in limits_of(marks).items() if name in words and limit is not None}
