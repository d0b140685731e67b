"""Gives a name to parts that the contract has in many places, and puts the parts back."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

# A shared schema gets a name if that saves this many characters; a parameter, if it is in this many places.
WORTH_NAMING = 400
WORTH_NAMING_PARAMETER = 3
LINE_LENGTH = 140
SHARED = "shared."

Json = Any


def named(contract: Json) -> Json:
    """The contract with shared parts named once."""
    copied: Json = json.loads(json.dumps(contract))
    name_shared_parameters(copied)
    name_shared_parts(copied)
    return copied


def plain(contract: Json) -> Json:
    """The contract with each shared part back in its places."""
    shared = {name: schema for name, schema in contract["schemas"].items() if name.startswith(SHARED)}

    def expand(node: Json) -> Json:
        if isinstance(node, list):
            return [expand(item) for item in node]
        if not isinstance(node, dict):
            return node
        name = node["$ref"].removeprefix("#/schemas/") if isinstance(node.get("$ref"), str) else ""
        return expand(shared[name]) if name in shared else {key: expand(value) for key, value in node.items()}

    parameters = contract["parameters"]
    operations = [
        {**each, "parameters": [parameters[found] if isinstance(found, str) else found for found in each["parameters"]]}
        for each in contract["operations"]
    ]
    return {
        "documents": contract["documents"],
        "operations": expand(operations),
        "schemas": {name: expand(schema) for name, schema in contract["schemas"].items() if name not in shared},
    }


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
    """Moves schemas that are in several places under one name, the largest saving first, until no name saves enough."""
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
            collect(schema, name.removeprefix(SHARED), places)
        worth = [((len(text) - 30) * (len(found) - 1), text) for text, found in places.items()]
        saving, text = max(worth)
        if saving < WORTH_NAMING:
            return
        found = places[text]
        name = free_name(contract["schemas"], SHARED + min({hint for _, _, hint in found}, key=lambda hint: (len(hint), hint)))
        contract["schemas"][name] = json.loads(text)
        for container, key, _ in found:
            container[key] = {"$ref": f"#/schemas/{name}"}


def collect(node: Json, hint: str, places: dict[str, list[tuple[Json, Any, str]]]) -> None:
    """Notes every nested schema below `node` by its text, with its place and a word for its name."""
    if isinstance(node, list):
        for index in range(len(node)):
            collect_child(node, index, hint, places)
    elif isinstance(node, dict):
        for key in node:
            if key in ("enum", "default", "required", "older"):
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
    """`wish`, with a number if the name is taken."""
    name, number = wish, 1
    while name in taken:
        number += 1
        name = f"{wish}.{number}"
    return name


def render(value: Json, depth: int = 0, head: int = 0) -> str:
    """JSON text with sorted keys; every value that fits on one line is on one line."""
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
