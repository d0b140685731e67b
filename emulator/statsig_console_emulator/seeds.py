"""Seeds: checks whether a document is one, before anything is stored.

A seed may break the bounds and requirements of the API's document, since it brings objects that no request can make. But each value must
have the type that answers show, so that all objects of a project can be listed, changed and shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from .completing import answered
from .documents import Document, is_list, is_object
from .kinds import HIDDEN
from .validation import validator

SHAPE = 'a seed is {"projects": [{"key": "console-…", "objects": {"gates": {"a_gate": {…}}}, "requests": []}]}'
KEYS = "keys"
TYPES: dict[str, Any] = {
    "key": str,
    "project": str,
    "projectID": str,
    "warehouseNative": bool,
    "objects": dict,
    "members": dict,
    "requests": list,
}
"""The fields of a project's seed and their types; None is the same as left out."""

OF_A_KEY: dict[str, Any] = {"key": str, "type": str, "description": str, "status": str, "scopes": list, "environments": list}


MADE_HERE = {"id", "baseID"}
"""Keys that the server gives to parts of an object."""

STORED_AS_TEXTS = {"teams": ("members", "admins")}
"""Fields that are stored as names, and shown as objects."""


def demand(document: Any) -> list[Document]:
    """The projects of a seed. Raises ValueError, with the place, if it is none."""
    projects = document.get("projects", [document]) if is_object(document) else None
    if not is_list(projects) or not projects:
        raise ValueError(SHAPE)
    for number, project in enumerate(projects):
        wrong = next(_wrong(project), None)
        if wrong is not None:
            raise ValueError(f"projects[{number}]{wrong}: {SHAPE}")
    return projects


def _wrong(project: Any) -> Iterator[str]:
    """The mistakes in the seed of one project, by place."""
    if not is_object(project) or all(project.get(name) is None for name in ("objects", "requests")):
        yield " has neither objects nor requests"
        return
    yield from (f".{name} is of another type" for name, sort in TYPES.items() if not isinstance(project.get(name), sort | None))
    for kind, objects in (project.get("objects") or {}).items():
        if not is_object(objects) or not all(map(is_object, objects.values())):
            yield f".objects.{kind} holds no objects by their IDs"
            continue
        yield from (f".objects.{kind}.{name}{wrong}" for name, body in objects.items() for wrong in _wrong_object(kind, name, body))
    for segment, ids in (project.get("members") or {}).items():
        if not _are_texts(ids):
            yield f".members.{segment} is no list of texts"
    for number, request in enumerate(project.get("requests") or []):
        if not is_object(request) or not all(isinstance(request.get(name), str) for name in ("method", "path")):
            yield f".requests[{number}] has no method and path"


def _are_texts(value: Any) -> bool:
    return is_list(value) and all(isinstance(each, str) for each in value)


def _wrong_object(kind: str, name: str, body: Document) -> Iterator[str]:
    """The places where an object's value has another type than in answers."""
    if not isinstance(body.get(HIDDEN), dict | None):
        yield f".{HIDDEN} is no object"
    if kind == KEYS:
        yield from (f".{field} is of another type" for field, sort in OF_A_KEY.items() if not isinstance(body.get(field), sort | None))
        return
    check = _check(kind)
    if check is None:
        return
    otherwise = STORED_AS_TEXTS.get(kind, ())
    yield from (f".{field} is no list of texts" for field in otherwise if not _are_texts(body.get(field) or []))
    for error in check.iter_errors({field: value for field, value in body.items() if value is not None and field not in otherwise}):
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.instance_path)
        if error.kind.name == "type" or (error.kind.name == "anyOf" and _fits_none(error)):
            yield f"{place} is of another type"
        elif error.kind.name == "required" and error.instance_path and (part := error.kind.as_dict()["property"]) not in MADE_HERE:
            yield f"{place}.{part} is missing"


def _fits_none(error: jsonschema_rs.ValidationError) -> bool:
    """Whether a value fits the type of no branch of a union."""
    branches: list[list[jsonschema_rs.ValidationError]] = getattr(error.kind, "context")  # noqa: B009 - not in the package's types
    return all(any(found.kind.name == "type" and found.instance_path == error.instance_path for found in branch) for branch in branches)


@cache
def _check(kind: str) -> jsonschema_rs.Draft202012Validator | None:
    """The validator of a kind's objects in answers; None for a kind that no operation reads."""
    schemas = answered(kind)
    return validator({"anyOf": schemas} if len(schemas) > 1 else schemas[0]) if schemas else None
