"""Checks requests against the contract, with the API's messages for violations.

Fields that the contract does not know are dropped at every depth; fields that it forbids are refused. Checks against the project's state
(duplicates, references, lifecycles) are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import jsonschema_rs

from .contract import Operation, Parameter, Schema, load
from .documents import is_list, is_object
from .errors import invalid

DOCUMENT = "urn:contract"
# The names that zod uses, the validator whose messages the API shows.
TYPE_NAMES = {"integer": "number"}
FORMAT_NAMES = {"uri": "url", "date-time": "datetime"}


def loose(schema: Any) -> Any:
    """The schema with each `oneOf` read as `anyOf`.

    The documents write `oneOf` for unions whose branches overlap (`criteriaName` is one of an enum or any string), so a strict reading
    would refuse values that the API accepts.
    """
    if is_list(schema):
        return [loose(item) for item in schema]
    if not is_object(schema):
        return schema
    return {"anyOf" if key == "oneOf" and isinstance(value, list) else key: loose(value) for key, value in schema.items()}


@cache
def _registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([(DOCUMENT, {"schemas": loose(load().schemas)})])


def validator(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    """A validator for a schema of the contract; `#/schemas/…` references resolve."""
    return jsonschema_rs.Draft202012Validator(_absolute(loose(schema)), registry=_registry(), validate_formats=True)


def _absolute(schema: Any) -> Any:
    if is_list(schema):
        return [_absolute(item) for item in schema]
    if not is_object(schema):
        return schema
    return {key: DOCUMENT + value if key == "$ref" and isinstance(value, str) else _absolute(value) for key, value in schema.items()}


@cache
def _body_validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = load().operations[name].body
    return validator(True if schema is None else schema)


def check_body(operation: Operation, body: Any) -> Any:
    """The body, checked and without fields that the operation does not know. Raises `ApiError` 400."""
    violations = _violations(_body_validator(operation.name).iter_errors(body))
    if violations:
        raise invalid(violations)
    return body if operation.body is None else known(operation.body, body)


def known(schema: Schema, value: Any) -> Any:
    """The value without object fields that the schema does not declare."""
    return _known(load().expand([schema]), value)


def _known(schemas: list[dict[str, Any]], value: Any) -> Any:
    contract = load()
    if is_list(value):
        items = contract.expand(found["items"] for found in schemas if "items" in found)
        return [_known(items, item) for item in value] if items else value
    if not is_object(value):
        return value
    objects = [found for found in schemas if "object" in _types(found)]
    if not objects or any("properties" not in found for found in objects):
        return value
    fields = contract.fields(objects)
    return {name: _known(contract.expand(fields[name]), item) for name, item in value.items() if name in fields}


def _types(schema: dict[str, Any]) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else found


def _violations(errors: Iterable[jsonschema_rs.ValidationError]) -> dict[str, str]:
    """Property path → message, the first message of each property."""
    found: dict[str, str] = {}
    for error in errors:
        for path, text in _explain(error):
            found.setdefault(path, text)
    return found


def _explain(error: jsonschema_rs.ValidationError) -> list[tuple[str, str]]:
    facts = error.kind.as_dict()
    path = [str(part) for part in error.instance_path]
    if error.kind.name == "required":
        return [(".".join([*path, facts["property"]]), "Required")]
    if error.kind.name == "anyOf":
        return _explain_union(error, path)
    return [(".".join(path), _message(error, facts))]


def _explain_union(error: jsonschema_rs.ValidationError, path: list[str]) -> list[tuple[str, str]]:
    """The violations of the closest branch; one general violation if no branch has the value's type."""
    context: list[list[jsonschema_rs.ValidationError]] = getattr(error.kind, "context")  # noqa: B009 - not in the package's types
    here = error.instance_path
    branches = [branch for branch in context if not any(found.kind.name == "type" and found.instance_path == here for found in branch)]
    if not branches:
        return [(".".join(path), "Invalid input")]
    closest = min(branches, key=len)
    return [found for nested in closest for found in _explain(nested)]


def _message(error: jsonschema_rs.ValidationError, facts: Mapping[str, Any]) -> str:
    value = error.instance
    limit = facts.get("limit")
    plural = "String" if isinstance(value, str) else "Array"
    unit = "character(s)" if isinstance(value, str) else "element(s)"
    match error.kind.name:
        case "type":
            wanted = next((name for name in facts["types"] if name != "null"), "null")
            return f"Expected {TYPE_NAMES.get(wanted, wanted)}, received {_type_name(value)}"
        case "enum":
            options = " | ".join(f"'{option}'" for option in facts["options"] if option is not None)
            return f"Invalid enum value. Expected {options}, received '{value}'"
        case "falseSchema":
            return "Invalid literal value, expected undefined"
        case "minLength" | "minItems":
            return f"{plural} must contain at least {limit} {unit}"
        case "maxLength" | "maxItems":
            return f"{plural} must contain at most {limit} {unit}"
        case "minimum":
            return f"Number must be greater than or equal to {limit}"
        case "exclusiveMinimum":
            return f"Number must be greater than {limit}"
        case "maximum":
            return f"Number must be less than or equal to {limit}"
        case "multipleOf":
            return f"Number must be a multiple of {facts['multiple_of']}"
        case "format":
            return f"Invalid {FORMAT_NAMES.get(facts['format'], facts['format'])}"
        case _:
            return "Invalid"


def _type_name(value: Any) -> str:
    names: Sequence[tuple[type, str]] = ((bool, "boolean"), (str, "string"), (list, "array"), (dict, "object"), (type(None), "null"))
    return next((name for kind, name in names if isinstance(value, kind)), "number")


def check_query(operation: Operation, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Declared query parameters by name, typed as the contract says; undeclared ones are ignored. Raises `ApiError` 400.

    A list may come as a repeated parameter, as `name[]`, or as one text with commas.
    """
    found: dict[str, Any] = {}
    violations: dict[str, str] = {}
    for parameter in operation.query:
        texts = [*given.get(parameter.name, ()), *given.get(f"{parameter.name}[]", ())]
        if texts:
            value = found[parameter.name] = _query_value(parameter, texts)
            wrong = _violations(_query_validator(operation.name, parameter.name).iter_errors(value))
            violations |= {f"{parameter.name}.{path}".strip("."): text for path, text in wrong.items()}
        elif parameter.required:
            violations[parameter.name] = "Required"
    if violations:
        raise invalid(violations)
    return found


@cache
def _query_validator(operation: str, name: str) -> jsonschema_rs.Draft202012Validator:
    return validator(next(found.schema for found in load().operations[operation].query if found.name == name))


def _query_value(parameter: Parameter, texts: list[str]) -> Any:
    schemas = load().expand([parameter.schema])
    types = {name for found in [*schemas, parameter.schema] if isinstance(found, dict) for name in _types(found)}
    if "array" in types:
        return [item for text in texts for item in text.split(",") if item]
    text = texts[-1]
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    if types & {"integer", "number"}:
        return _number(text)
    return text


def _number(text: str) -> Any:
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return text
