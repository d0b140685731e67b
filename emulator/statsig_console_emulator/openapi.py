"""The contract as an OpenAPI document, for clients and tools that read one."""

from __future__ import annotations

import re
from typing import Any

from .contract import Contract, Operation
from .documents import is_list, is_object
from .validation import loose

SCHEMAS = "#/components/schemas/"
# Keys of the contract's schemas that are no JSON Schema.
OURS = ("older",)


def document(contract: Contract, base_path: str) -> dict[str, Any]:
    """All operations and schemas in the form of OpenAPI 3.1, whose schemas are those of JSON Schema."""
    paths: dict[str, Any] = {}
    for operation in contract.operations.values():
        paths.setdefault(base_path + operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Statsig Console API, as this emulator speaks it", "version": contract.days[-1]},
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": {name: _schema(schema) for name, schema in contract.schemas.items()},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "STATSIG-API-KEY"}},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    named = [
        {"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in re.findall(r"\{(\w+)\}", operation.path)
    ]
    asked = [{"in": "query", "name": each.name, "required": each.required, "schema": _schema(each.schema)} for each in operation.query]
    found: dict[str, Any] = {
        "parameters": [*named, *asked],
        "responses": {str(status): _answer(schema) for status, schema in operation.answers.items()},
    }
    if operation.body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": _schema(operation.body)}}}
    if operation.older:
        found["deprecated"] = True
    return found


def _answer(schema: Any) -> dict[str, Any]:
    media = schema.get("media") if is_object(schema) else None
    content = {media: {"schema": {"type": "string"}}} if media else {"application/json": {"schema": _schema(schema)}}
    return {"description": "", "content": content}


def _schema(schema: Any) -> Any:
    """A schema of the contract with references as OpenAPI writes them, and without the contract's own keys."""
    return _plain(loose(schema))


def _plain(schema: Any) -> Any:
    if is_list(schema):
        return [_plain(item) for item in schema]
    if not is_object(schema):
        return schema
    found: dict[str, Any] = {}
    for name, value in schema.items():
        if name == "properties":
            found[name] = {key: _plain(item) for key, item in value.items()}
        elif name == "$ref":
            found[name] = SCHEMAS + value.removeprefix("#/schemas/")
        elif name not in OURS:
            found[name] = _plain(value)
    return found
