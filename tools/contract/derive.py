"""Derives the emulator's contract from the two OpenAPI documents of the Console API.

The contract holds facts alone: paths, parameters, types, enums, bounds, patterns, what is required, nullable and defaulted. Descriptions,
titles, summaries and examples stay behind. The current document wins; operations that only the older one has carry `"document": "2025-12"`.

    python tools/contract/derive.py            writes emulator/statsig_console_emulator/contract.json
    python tools/contract/derive.py --check    exits 1 when the committed file says something else
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT.parent / "shared" / "openapi"
CONTRACT = ROOT / "emulator" / "statsig_console_emulator" / "contract.json"
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
# Stated in the property's text alone: the update refuses the field.
FORBIDDEN = {("MetricSourceUpdateContractDto", "name")}
# A shared schema is worth a name of its own when naming it saves this many characters; a parameter, when it stands in this many places.
WORTH_NAMING = 400
WORTH_NAMING_PARAMETER = 3
LINE_LENGTH = 140

Json = Any


def convert(schema: Json) -> Json:
    """The JSON Schema 2020-12 form of an OpenAPI 3.0 schema, facts only."""
    if "$ref" in schema:
        return {"$ref": "#/schemas/" + schema["$ref"].removeprefix(COMPONENTS)}
    if schema.get("readOnly"):
        return False  # Only requests use the mark, on fields that they refuse.
    facts: dict[str, Json] = {key: schema[key] for key in PLAIN_KEYWORDS if key in schema}
    if facts.get("format") in IDLE_FORMATS:
        del facts["format"]
    if schema.get("exclusiveMinimum") is True:
        facts["exclusiveMinimum"] = facts.pop("minimum")
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
        facts.pop("type", None)  # `limit` and `page` are declared integers beside a union of string and number, which is what they take.
    if len(facts.get("allOf", [])) == 1 and len(facts) == 1:
        facts = facts["allOf"][0]
    return nullable(facts) if schema.get("nullable") else facts


def nullable(facts: dict[str, Json]) -> dict[str, Json]:
    """The schema with null let in: in the type where there is one, else as one more branch."""
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
    operation's own word counts.
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
    """Status code → schema of the answer's body, or `{"media": ...}` where it is not JSON."""
    found: dict[str, Json] = {}
    for status, response in operation["responses"].items():
        media, content = next(iter(response.get("content", {"application/json": {"schema": {}}}).items()))
        if media != "application/json":
            found[status] = {"media": media}
        else:
            found[status] = envelope(convert(content.get("schema", {})), schemas)
    return found


def operations(document: Json, schemas: dict[str, Json]) -> dict[tuple[str, str], Json]:
    """(path, method) → the facts of one operation."""
    found: dict[tuple[str, str], Json] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            facts: dict[str, Json] = {
                "method": method.upper(),
                "path": path.removeprefix(BASE_PATH),
                "parameters": [
                    {
                        "in": parameter["in"],
                        "name": parameter["name"],
                        "required": parameter["required"],
                        "schema": convert(parameter["schema"]),
                    }
                    for parameter in sorted(operation["parameters"], key=lambda found: (found["in"], found["name"]))
                ],
                "responses": responses(operation, schemas),
            }
            if "requestBody" in operation:
                facts["body"] = convert(operation["requestBody"]["content"]["application/json"]["schema"])
            found[facts["path"], facts["method"]] = facts
    return found


def references(node: Json) -> set[str]:
    """Names of the component schemas that a schema mentions."""
    if isinstance(node, list):
        return {name for item in node for name in references(item)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"].removeprefix("#/schemas/")} if isinstance(node.get("$ref"), str) else set()
    return own.union(*(references(value) for value in node.values()))


def derive(current: Json, older: Json) -> Json:
    """The contract: operations of both documents, their schemas, shared parts named once."""
    schemas = components(current)
    older_schemas = components(older)
    found = operations(current, schemas)
    for key, operation in operations(older, older_schemas).items():
        if key not in found:
            found[key] = {**operation, "document": "2025-12"}
            for name in references(operation) - set(schemas):
                schemas[name] = older_schemas[name]
    used = reachable(list(found.values()), schemas)
    contract: dict[str, Json] = {
        "documents": [current["info"]["version"], "2025-12"],
        "operations": [found[key] for key in sorted(found)],
        "schemas": {name: schema for name, schema in schemas.items() if name in used},
    }
    name_shared_parameters(contract)
    name_shared_parts(contract)
    return contract


def components(document: Json) -> dict[str, Json]:
    """The document's component schemas by name."""
    schemas = {name: convert(schema) for name, schema in document["components"]["schemas"].items()}
    for name, field in FORBIDDEN:
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


def name_shared_parameters(contract: Json) -> None:
    """Moves parameters that many operations share to `parameters`; the operations then hold their names."""
    uses: dict[str, int] = defaultdict(int)
    for operation in contract["operations"]:
        for parameter in operation["parameters"]:
            uses[json.dumps(parameter, sort_keys=True)] += 1
    shared: dict[str, Json] = {}
    names: dict[str, str] = {}
    for text in sorted(uses):
        if uses[text] >= WORTH_NAMING_PARAMETER:
            parameter = json.loads(text)
            names[text] = free_name(shared, f"{parameter['in']}.{parameter['name']}")
            shared[names[text]] = parameter
    for operation in contract["operations"]:
        operation["parameters"] = [names.get(json.dumps(found, sort_keys=True), found) for found in operation["parameters"]]
    contract["parameters"] = shared


def name_shared_parts(contract: Json) -> None:
    """Moves schemas that stand in several places under one name, the largest saving first, until nothing is worth a name."""
    while True:
        places: dict[str, list[tuple[Json, Any, str]]] = defaultdict(list)
        for operation in contract["operations"]:
            for status in operation["responses"]:
                collect_child(operation["responses"], status, f"answer{status}", places)
            collect([item for item in operation["parameters"] if isinstance(item, dict)], "parameter", places)
            if "body" in operation:
                collect_child(operation, "body", "body", places)
        for parameter in contract["parameters"].values():
            collect_child(parameter, "schema", parameter["name"], places)
        for name, schema in contract["schemas"].items():
            collect(schema, name.removeprefix("shared."), places)
        worth = [((len(text) - 30) * (len(found) - 1), text) for text, found in places.items()]
        saving, text = max(worth)
        if saving < WORTH_NAMING:
            return
        found = places[text]
        name = free_name(contract["schemas"], "shared." + min({hint for _, _, hint in found}, key=lambda hint: (len(hint), hint)))
        contract["schemas"][name] = json.loads(text)
        for container, key, _ in found:
            container[key] = {"$ref": f"#/schemas/{name}"}


def collect(node: Json, hint: str, places: dict[str, list[tuple[Json, Any, str]]]) -> None:
    """Notes every nested schema below `node` by its text, with the place to change and a word to name it by."""
    if isinstance(node, list):
        for index in range(len(node)):
            collect_child(node, index, hint, places)
    elif isinstance(node, dict):
        for key in node:
            if key in ("enum", "default", "required"):
                continue
            if key == "properties":
                for name in node[key]:
                    collect_child(node[key], name, name, places)
            else:
                collect_child(node, key, hint, places)


def collect_child(container: Json, key: Any, hint: str, places: dict[str, list[tuple[Json, Any, str]]]) -> None:
    child = container[key]
    if isinstance(child, dict) and ("type" in child or "oneOf" in child or "allOf" in child):
        places[json.dumps(child, sort_keys=True)].append((container, key, hint))
    collect(child, hint, places)


def free_name(taken: dict[str, Json], wish: str) -> str:
    """`wish`, numbered when something else has that name already."""
    name, number = wish, 1
    while name in taken:
        number += 1
        name = f"{wish}.{number}"
    return name


def render(value: Json, depth: int = 0, head: int = 0) -> str:
    """JSON text with sorted keys in which whatever fits on one line stands on one line."""
    flat = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if depth + head + len(flat) < LINE_LENGTH or not isinstance(value, dict | list):
        return flat
    pad = " " * (depth + 1)
    if isinstance(value, list):
        lines = [f"{pad}{render(item, depth + 1)}" for item in value]
        return "[\n" + ",\n".join(lines) + "\n" + " " * depth + "]"
    lines = []
    for key in sorted(value):
        label = json.dumps(key, ensure_ascii=False) + ": "
        lines.append(f"{pad}{label}{render(value[key], depth + 1, len(label))}")
    return "{\n" + ",\n".join(lines) + "\n" + " " * depth + "}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with the committed file instead of writing it")
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="the folder with both OpenAPI documents")
    arguments = parser.parse_args()
    current = json.loads((arguments.documents / "console-20240601.json").read_text())
    older = json.loads((arguments.documents / "console-2025-12.json").read_text())
    text = render(derive(current, older)) + "\n"
    if not arguments.check:
        CONTRACT.write_text(text)
        print(f"{CONTRACT.relative_to(ROOT)}: {text.count(chr(10))} lines")
    elif not CONTRACT.exists() or CONTRACT.read_text() != text:
        print(f"{CONTRACT.relative_to(ROOT)} differs from what the documents say. Run: python tools/contract/derive.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
