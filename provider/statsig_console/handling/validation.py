"""Validation of inputs, at preview and before anything is sent.

`problems` names every invalid value of a resource at once, each by its property path
(``rules[0].pass_percentage``). Pydantic's core validates, with a schema built from the shapes, so
that a preview need not import pydantic itself. Unknown values pass, and so do values marked `newer`.

No sentence holds a value of the program, since Pulumi shows sentences in clear. Any value may be
secret: it may come from a secret Output, or stand under the misspelt name of a secret property.
Sentences only show names, words and bounds of the declaration, and a value's type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import cache, singledispatch
from typing import Any

from pulumi.output import Unknown
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, SchemaValidator, ValidationError, core_schema

from statsig_console.declaring.annotations import Pattern
from statsig_console.declaring.checks import complaints
from statsig_console.declaring.plain import NEWER, is_newer
from statsig_console.declaring.shapes import (
    JsonValue,
    ListOf,
    MapOf,
    NamesEnvironment,
    OneOf,
    Opposes,
    Record,
    Scalar,
    Shape,
    Unordered,
    without_unset,
)
from statsig_console.errors import Problem
from statsig_console.values import json_text, nearest, parsed_json, whole


def problems(record: Record, values: Mapping[str, Any]) -> list[Problem]:
    """The certain and the doubtful mistakes in `values` as an object of shape `record`, each once."""
    found: list[Problem] = []
    try:
        validator(record).validate_python(dict(values), strict=True)
    except ValidationError as error:
        found = [Problem(path_of(each), reason_of(each, record)) for each in error.errors(include_url=False)]
    found = list(dict.fromkeys([*found, *complaints(record, values)]))
    certain = [each for each in found if not each.doubtful]
    doubts = {each.property: each for each in reversed(found) if each.doubtful}
    return [*certain, *(doubts[path] for path in reversed(doubts) if path not in {each.property for each in certain})]


FEW = 8
"""Up to so many allowed words, a sentence lists them all beside the one that was probably meant."""

WORDS = {"a valid integer": "a whole number", "a valid dictionary": "an object", "a valid boolean": "true or false", "a valid ": "a "}
"""This package's words for pydantic's words."""


@cache
def validator(shape: Shape) -> SchemaValidator:
    """The validator of a shape, built when first needed."""
    return SchemaValidator(schema_of(shape))


@singledispatch
def schema_of(shape: Shape) -> CoreSchema:
    """The schema that pydantic validates values of this shape with."""
    raise NotImplementedError(type(shape).__name__)


@schema_of.register
def _(shape: Scalar) -> CoreSchema:
    if shape.choices:
        return core_schema.literal_schema(list(shape.choices))
    schema: Any = {"type": shape.type.__name__, **limits_of(shape.marks)}
    return core_schema.no_info_before_validator_function(whole, schema) if shape.type is int else schema


@schema_of.register
def _(shape: JsonValue) -> CoreSchema:
    def check(value: Any) -> Any:
        try:
            parsed = parsed_json(value) if isinstance(value, str) else value
            text = json_text(parsed)
        except ValueError as error:
            raise PydanticCustomError("json", "should be a JSON value or its text: {why}", {"why": str(error)}) from None
        if shape.objects_only and not isinstance(parsed, dict):
            raise PydanticCustomError("json", "should be a JSON object")
        if shape.lists_only and not isinstance(parsed, list):
            raise PydanticCustomError("json", "should be a list of JSON values")
        return text

    return core_schema.no_info_plain_validator_function(check)


@schema_of.register
def _(shape: ListOf) -> CoreSchema:
    return core_schema.list_schema(known(shape.item), **limits_of(shape.marks))


@schema_of.register
def _(shape: MapOf) -> CoreSchema:
    return core_schema.dict_schema(core_schema.str_schema(), known(shape.value))


@schema_of.register
def _(shape: Record) -> CoreSchema:
    fields = {member.name: core_schema.typed_dict_field(known(member.shape), required=member.required) for member in shape.members}
    table = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
    return core_schema.no_info_before_validator_function(lambda value: without_unset(value) if isinstance(value, dict) else value, table)


@schema_of.register
def _(shape: OneOf) -> CoreSchema:
    def check(value: Any) -> Any:
        option = shape.option(value)
        if type(option) is Shape:
            words = dict.fromkeys(in_words(each) for each in shape.options)
            raise PydanticCustomError("union", "should be {these}", {"these": " or ".join(words)})
        return validator(option).validate_python(value, strict=True)

    return core_schema.no_info_plain_validator_function(check)


def known(shape: Shape) -> CoreSchema:
    """The shape's schema, which also accepts unknown values and values marked `newer`."""

    def check(value: Any, rest: Callable[[Any], Any]) -> Any:
        if isinstance(value, Unknown) or (is_newer(value) and is_single(shape, value[NEWER])):
            return value
        if is_newer(value):
            raise PydanticCustomError("newer", "should be newer in a single text, number, true or false, and not as a whole")
        return rest(value)

    return core_schema.no_info_wrap_validator_function(check, schema_of(shape))


def is_single(shape: Shape, value: Any) -> bool:
    """Whether a shape takes single texts or numbers, and the value is one or unknown."""
    if isinstance(shape, OneOf):
        return any(is_single(option, value) for option in shape.options)
    return isinstance(shape, Scalar) and isinstance(value, (str, int, float, Unknown))


def limits_of(marks: Iterable[Any]) -> dict[str, Any]:
    """Bounds, lengths and patterns by pydantic's names."""
    found: dict[str, Any] = {}
    for mark in marks:
        if isinstance(mark, Pattern):
            found["pattern"] = f"^(?:{mark.regex})$"
        elif not isinstance(mark, (Unordered, Opposes, NamesEnvironment)):
            found |= asdict(mark)
    return found


def path_of(details: ErrorDetails) -> str:
    """The path of an error as the program would write it."""
    path = ""
    for step in details["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def reason_of(details: ErrorDetails, record: Record) -> str:
    """What is wrong, as the rest of a sentence that begins with the property. It holds no value."""
    if details["type"] == "missing":
        return "is required"
    if details["type"] == "extra_forbidden":
        name = str(details["loc"][-1])
        meant = nearest(name, sorted(names_at(record, details["loc"][:-1]) - {name}))
        return f"is no property here{f'; did you mean {meant}?' if meant else ''}"
    message = details["msg"].replace(" after validation", "")
    for word, plain in WORDS.items():
        message = message.replace(word, plain)
    for beginning in ("Input should be ", "String should ", "List should ", "Input should "):
        if message.startswith(beginning):
            message = ("should be " if beginning == "Input should be " else "should ") + message.removeprefix(beginning)
    given = details["input"]
    if details["type"] == "literal_error" and isinstance(given, str):
        words = details.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")
        if meant := nearest(given, words):
            return f"{message if len(words) <= FEW else f'is none of {len(words)} words'}; did you mean {meant}?"
        return f"{message}; what the API has newly got is written statsig.newer(…)"
    sort = sort_of(given) if details["type"].endswith("_type") else ""
    return f"{message}, not {sort}" if sort else message


def sort_of(value: Any) -> str:
    """A value's type, in words."""
    sorts = {bool: "true or false", str: "a string", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "one with a fraction" if isinstance(value, float) and not value.is_integer() else sorts.get(type(value), "")


def names_at(shape: Shape, path: tuple[int | str, ...]) -> set[str]:
    """The property names that are known at a path."""
    if isinstance(shape, OneOf):
        return set().union(*(names_at(option, path) for option in shape.options))
    if not path:
        return set(shape.by_name) if isinstance(shape, Record) else set()
    step, rest = path[0], path[1:]
    if isinstance(shape, ListOf) and isinstance(step, int):
        return names_at(shape.item, rest)
    if isinstance(shape, Record) and step in shape.by_name:
        return names_at(shape.by_name[str(step)].shape, rest)
    return set()


def in_words(shape: Shape) -> str:
    """A shape in words."""
    if isinstance(shape, ListOf):
        return f"a list of {in_words(shape.item).removeprefix('a ').removeprefix('an ')}s"
    if isinstance(shape, Scalar) and not shape.choices:
        return {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}[shape.type]
    return " or ".join(repr(choice) for choice in shape.choices) if isinstance(shape, Scalar) else "an object"
