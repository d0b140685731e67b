"""Completing: fills in the fields that the server would have set, in objects that no request has made."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from .contract import Schema, load
from .documents import Document, is_list, is_object, objects_in
from .kinds import HIDDEN, KINDS, permalink
from .sources import Sources
from .store import ProjectStore


def completed(project: ProjectStore, sources: Sources, name: str, key: str, body: Document) -> Document:
    """A stored document, from one that may lack fields that the server sets."""
    document: Document = {HIDDEN: {}, **copy.deepcopy(body)}
    kind = KINDS.get(name)
    if kind is None:
        return document
    audit = dict.fromkeys(("creatorEmail", "lastModifierEmail")) | {"creatorID": "seed", "lastModifierID": "seed"}
    audit |= dict.fromkeys(("creatorName", "lastModifierName"), "seed") | {"createdTime": sources.now(), "lastModifiedTime": sources.now()}
    document = {
        **copy.deepcopy(dict(kind.defaults)),
        **(audit | {"version": 1} if kind.audited else {}),
        kind.key: key,
        "name": key,
        **permalink(kind, project.id, key),
        **{field: value for field, value in document.items() if value is not None or kind.defaults.get(field) is None},
    }
    document |= kind.derived(document)
    for rule in objects_in(document, "rules"):
        rule.setdefault("baseID", sources.token())
        rule.setdefault("id", rule["baseID"])
        rule.setdefault("environments", None)
    shown = answered(name)
    for field, schemas in load().fields(shown).items():
        if field in document:
            _identify(document[field], schemas, sources)
        elif all(field in each.get("required", []) for each in load().expand(shown)):
            document[field] = _least(schemas)
    return document


@cache
def answered(name: str) -> list[Schema]:
    """Schemas of one object of a kind in an answer; none for a kind that no operation reads."""
    kind, contract = KINDS.get(name), load()
    read = kind and (contract.operations.get(f"GET {kind.item}") or contract.operations.get(f"GET {kind.listed}"))
    if not read:
        return []
    data = contract.fields([read.answers[read.success]]).get("data", [])
    return [each.get("items", each) if isinstance(each, dict) else each for each in data]


def _identify(value: Any, schemas: list[Schema], sources: Sources) -> None:
    """Gives an ID to each list item whose schema has one."""
    contract = load()
    if is_list(value):
        below: list[Schema] = [schema["items"] for schema in contract.expand(schemas) if "items" in schema]
        for item in value:
            if is_object(item) and "id" in contract.fields(below):
                item.setdefault("id", sources.token())
            _identify(item, below, sources)
    elif is_object(value):
        for field, inner in contract.fields(schemas).items():
            _identify(value.get(field), inner, sources)


def _least(schemas: list[Schema]) -> Any:
    """The least value that schemas allow: null, the first of an enumeration, or an empty value."""
    known = load().expand(schemas)
    kinds = [kind for schema in known for kind in (schema["type"] if isinstance(schema.get("type"), list) else [schema.get("type")])]
    words = [word for schema in known for word in schema.get("enum", [])]
    if "null" in kinds or not known:
        return None
    if words:
        return words[0]
    if kinds[0] == "object":
        return {field: _least(below) for field, below in load().fields(schemas).items() if field in known[0].get("required", [])}
    return {"string": "", "number": 0, "integer": 0, "boolean": False, "array": []}.get(str(kinds[0]))
