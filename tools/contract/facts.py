"""The facts of an OpenAPI document: paths, parameters, types, enums, bounds, patterns, what is required, nullable and defaulted.

Descriptions, titles, summaries and examples are left out.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

BASE_PATH = "/console/v1"
COMPONENTS = "#/components/schemas/"

# Keywords that are facts and mean the same in OpenAPI 3.0 and in JSON Schema 2020-12.
PLAIN_KEYWORDS = (
    "type",
    "format",
    "enum",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "multipleOf",
    "pattern",
)
# Formats that only repeat the type.
IDLE_FORMATS = {"double", "int64", "binary"}
# Updates refuse these fields; other read-only fields are accepted and not changed.
FORBIDDEN = {("AssignmentSourcePartialUpdateDto", "sql"), ("EntityPropertySourcePartialUpdateDto", "sql")}
# Names that a transcription made up for inline schemas.
MADE_UP = re.compile(r"ConsoleV1|Getconsolev1|\w+Inner")
# General envelopes of answers; each operation declares its own `data`.
ENVELOPES = {"SingleDataResponse", "PaginationResponseWithMessage", "CursorPaginationResponseWithMessage"}

Json = Any


def convert(schema: Json) -> Json:
    """The JSON Schema 2020-12 form of an OpenAPI 3.0 schema, facts only."""
    if "$ref" in schema:
        return {"$ref": "#/schemas/" + schema["$ref"].removeprefix(COMPONENTS)}
    facts: dict[str, Json] = {key: schema[key] for key in PLAIN_KEYWORDS if key in schema}
    if facts.get("format") in IDLE_FORMATS:
        del facts["format"]
    for bound in ("Minimum", "Maximum"):
        if schema.get(f"exclusive{bound}") is True:
            facts[f"exclusive{bound}"] = facts.pop(bound.lower())
    if schema.get("readOnly"):
        facts["readOnly"] = True
    if "properties" in schema:
        facts["type"] = facts.get("type", "object")
        facts["properties"] = {name: convert(value) for name, value in schema["properties"].items()}
    if schema.get("required"):
        facts["required"] = sorted(schema["required"])
    if schema.get("additionalProperties") not in (None, {}, True):
        extra = schema["additionalProperties"]
        facts["additionalProperties"] = extra if isinstance(extra, bool) else convert(extra)
    if "items" in schema:
        facts["items"] = convert(schema["items"])
    for union in ("oneOf", "anyOf", "allOf"):
        if union in schema:
            facts[union] = [convert(branch) for branch in schema[union]]
    if "oneOf" in facts:
        facts.pop("type", None)  # `limit` and `page` declare `integer` beside a union of string and number; they accept the union.
    if len(facts.get("allOf", [])) == 1 and len(facts) == 1:
        facts = facts["allOf"][0]
    return nullable(facts) if schema.get("nullable") else facts


def nullable(facts: dict[str, Json]) -> dict[str, Json]:
    """The schema that also allows null: in its type if it has one, else as one more branch."""
    if set(facts) == {"oneOf"}:
        return {"oneOf": [*facts["oneOf"], {"type": "null"}]}
    if "type" not in facts:
        return {"anyOf": [facts, {"type": "null"}]} if facts else {}
    facts = {**facts, "type": [facts["type"], "null"]}
    if "enum" in facts:
        facts["enum"] = [*(value for value in facts["enum"] if value is not None), None]
    return facts


def envelope(schema: Json, schemas: dict[str, Json]) -> Json:
    """An answer's schema with its `allOf` of a general envelope and its own `data` folded into one object.

    The envelopes say that `data` is an object (or a list of objects) and four operations declare something else for the same field: the
    operation's own schema counts.
    """
    if "allOf" not in schema:
        return schema
    merged: dict[str, Json] = {"type": "object", "properties": {}, "required": []}
    for branch in schema["allOf"]:
        part = schemas[branch["$ref"].removeprefix("#/schemas/")] if "$ref" in branch else branch
        merged["properties"] |= part.get("properties", {})
        merged["required"] = sorted({*merged["required"], *part.get("required", [])})
    return merged


def responses(operation: Json, schemas: dict[str, Json]) -> dict[str, Json]:
    """Status code → schema of the answer's body, or `{"media": ...}` if it is not JSON."""
    found: dict[str, Json] = {}
    for status, response in operation["responses"].items():
        media, content = next(iter(response.get("content", {"application/json": {"schema": {}}}).items()))
        if media != "application/json":
            found[status] = {"media": media}
        else:
            found[status] = envelope(in_place(convert(content.get("schema", {})), schemas), schemas)
    return found


def in_place(schema: Json, schemas: dict[str, Json]) -> Json:
    """The schema with the schemas themselves in place of references by made-up names or to envelopes."""
    if isinstance(schema, list):
        return [in_place(item, schemas) for item in schema]
    if not isinstance(schema, dict):
        return schema
    name = schema["$ref"].removeprefix("#/schemas/") if isinstance(schema.get("$ref"), str) else ""
    if MADE_UP.match(name) or name in ENVELOPES:
        return in_place(schemas[name], schemas)
    return {key: in_place(value, schemas) for key, value in schema.items()}


def operations(document: Json, schemas: dict[str, Json]) -> list[Json]:
    """The facts of all operations."""
    found: list[Json] = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            facts: dict[str, Json] = {
                "method": method.upper(),
                "path": path.removeprefix(BASE_PATH),
                "parameters": [
                    {
                        "in": parameter["in"],
                        "name": parameter["name"],
                        "required": parameter.get("required", False),
                        "schema": in_place(convert(parameter["schema"]), schemas),
                    }
                    for parameter in sorted(operation.get("parameters", []), key=lambda found: (found["in"], found["name"]))
                    if parameter["in"] != "path"
                ],
                "responses": responses(operation, schemas),
            }
            if "requestBody" in operation:
                facts["body"] = in_place(convert(operation["requestBody"]["content"]["application/json"]["schema"]), schemas)
            found.append(facts)
    return found


def facts_of(document: Json, stated: Json, earlier: Set[str] = frozenset()) -> dict[str, Json]:
    """A document's facts: its `operations`, and the `schemas` that they or earlier documents need.

    `stated` has the facts that the document says only in sentences.
    """
    schemas = components(document)
    found = operations(document, schemas)
    amend(found, stated, schemas)
    used = reachable([found, [schemas[name] for name in earlier & schemas.keys()]], schemas) | earlier
    return {"operations": found, "schemas": {name: schema for name, schema in schemas.items() if name in used}}


def references(node: Json) -> set[str]:
    """Names of the component schemas that a schema refers to."""
    if isinstance(node, list):
        return {name for item in node for name in references(item)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"].removeprefix("#/schemas/")} if isinstance(node.get("$ref"), str) else set()
    return own.union(*(references(value) for value in node.values()))


def components(document: Json) -> dict[str, Json]:
    """The document's component schemas by name."""
    converted = {name: convert(schema) for name, schema in document.get("components", {}).get("schemas", {}).items()}
    schemas = {name: in_place(schema, converted) for name, schema in converted.items()}
    for name, field in FORBIDDEN:
        if name in schemas:
            schemas[name]["properties"][field] = False
    return schemas


def reachable(roots: Json, schemas: dict[str, Json]) -> set[str]:
    """Names of the component schemas that some operation needs, directly or through others."""
    found: set[str] = set()
    waiting = references(roots)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= references(schemas[name]) - found
    return found


def amend(found: list[Json], stated: Json, schemas: dict[str, Json]) -> None:
    """Adds facts that a document says only in sentences, or that its transcription lost: query parameters, values, schemas of `data`."""
    by_name = {f"{each['method']} {each['path']}": each for each in found}
    for name, parameters in stated.get("parameters", {}).items():
        operation = by_name[name]
        known = {parameter["name"]: parameter for parameter in operation["parameters"]}
        for parameter, schema in parameters.items():
            known[parameter] = {"in": "query", "name": parameter, "required": False, "schema": in_place(schema, schemas)}
        operation["parameters"] = list(known.values())
        operation["parameters"].sort(key=lambda each: (each["in"], each["name"]))
    for place, values in stated.get("values", {}).items():
        name, _, parameter = place.rpartition(" query ")
        schema = next(each["schema"] for each in by_name[name]["parameters"] if each["name"] == parameter)
        listing = schema.get("items", schema)
        listing["enum"] = [*listing["enum"], *(value for value in values if value not in listing["enum"])]
    for name, schema in stated.get("answers", {}).items():
        responses = by_name[name]["responses"]
        success = min(responses)
        responses[success] = {**responses[success], "properties": {**responses[success]["properties"], "data": schema}}
