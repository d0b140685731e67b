"""JSON Schema: the part of it that finds a wrong value before the API does.

Keywords that are not read here are ignored, so a reported value is wrong in every reading of the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from statsig_console.values import same_json

TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer()),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}

BOUNDS: Mapping[str, tuple[str, Callable[[Any, Any], bool], str]] = {
    "minimum": ("number", lambda value, bound: value >= bound, "should be at least {}"),
    "maximum": ("number", lambda value, bound: value <= bound, "should be at most {}"),
    "exclusiveMinimum": ("number", lambda value, bound: value > bound, "should be more than {}"),
    "exclusiveMaximum": ("number", lambda value, bound: value < bound, "should be less than {}"),
    "minLength": ("string", lambda value, bound: len(value) >= bound, "should have at least {} characters"),
    "maxLength": ("string", lambda value, bound: len(value) <= bound, "should have at most {} characters"),
    "minItems": ("array", lambda value, bound: len(value) >= bound, "should have at least {} elements"),
    "maxItems": ("array", lambda value, bound: len(value) <= bound, "should have at most {} elements"),
}


def breaches(schema: Any, value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The places where a value breaks a schema, each with the end of a sentence; no sentence names a value."""
    if not isinstance(schema, dict) or "$ref" in schema:
        # Older drafts ignore all keywords beside a reference.
        return
    named = schema.get("type")
    types = [each for each in (named if isinstance(named, list) else [named]) if isinstance(each, str)]
    if types and all(each in TYPES for each in types) and not any(TYPES[each](value) for each in types):
        yield path, f"should be of type {' or '.join(types)}"
        return
    if "const" in schema and not same_json(schema["const"], value):
        yield path, "should be the one value that is allowed"
    if isinstance(schema.get("enum"), list) and not any(same_json(each, value) for each in schema["enum"]):
        yield path, "should be one of the values that are allowed"
    for name, (type_, holds, reason) in BOUNDS.items():
        bound = schema.get(name)
        if TYPES["number"](bound) and TYPES[type_](value) and not holds(value, bound):
            yield path, reason.format(bound)
    if isinstance(value, dict):
        yield from _in_object(schema, value, path)
    if isinstance(value, list) and "prefixItems" not in schema:
        for number, each in enumerate(value):
            yield from breaches(schema.get("items"), each, f"{path}[{number}]")
    for each in schema["allOf"] if isinstance(schema.get("allOf"), list) else ():
        yield from breaches(each, value, path)


def _in_object(schema: Mapping[str, Any], value: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    properties = schema.get("properties") if isinstance(schema.get("properties"), dict) else {}
    assert isinstance(properties, dict)
    for name in schema["required"] if isinstance(schema.get("required"), list) else ():
        if name not in value:
            yield f"{path}.{name}", "is required"
    for name, each in value.items():
        if name in properties:
            yield from breaches(properties[name], each, f"{path}.{name}")
        elif "patternProperties" not in schema:
            if schema.get("additionalProperties") is False:
                yield f"{path}.{name}", "is no property that is allowed"
            else:
                yield from breaches(schema.get("additionalProperties"), each, f"{path}.{name}")
