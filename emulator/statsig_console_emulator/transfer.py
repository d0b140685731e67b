"""Whole projects as JSON: export without key texts, and seeds that bring what the API cannot create."""

from __future__ import annotations

import json
from typing import Any

from .projects import furnish, open_project
from .sources import Sources
from .store import Document, ProjectStore, Store, fingerprint

KEYS = "keys"
PREFIX = {"SERVER": "secret-", "CLIENT": "client-"}


def export(store: Store) -> Document:
    """`{"projects": [{"project": id, "key": fingerprint, "warehouseNative": bool, "objects": {kind: {id: document}}, "members": …}]}`.

    Keys stand there by fingerprint. Documents are as stored: what the API shows plus a part `_` with what it keeps to itself.
    """
    return {"projects": [export_project(project) for project in store.projects()]}


def export_project(project: ProjectStore) -> Document:
    objects: dict[str, dict[str, Document]] = {}
    for kind, key, document in project.entries():
        if kind == KEYS:
            key, document = fingerprint(key), document | {"key": fingerprint(key)}
        objects.setdefault(kind, {})[key] = document
    members = {segment: project.members(segment) for segment in objects.get("segments", {}) if project.count_members(segment)}
    return {
        "project": project.id,
        "key": project.fingerprint,
        "warehouseNative": project.warehouse_native,
        "objects": objects,
        "members": members,
    }


def seed(store: Store, sources: Sources, document: Any, key: str | None = None) -> list[str]:
    """Adds the objects of an exported or hand-written document; an object that exists is replaced, all others stay.

    A project is named by `key` in the document (a console key in clear text), by `project` (the ID of one that exists), or by the `key`
    given here. Returns the IDs of the projects that were seeded. Raises ValueError for a document of another shape.
    """
    projects = document.get("projects", [document]) if isinstance(document, dict) else None
    if not isinstance(projects, list) or not all(isinstance(found, dict) and isinstance(found.get("objects"), dict) for found in projects):
        raise ValueError('a seed is {"projects": [{"key": "console-…", "objects": {"gates": {"a_gate": {…}}}}]}')
    with store.transaction():
        return [_seed_project(store, sources, found, key) for found in projects]


def _seed_project(store: Store, sources: Sources, document: Document, key: str | None) -> str:
    project = _project(store, sources, document, key)
    for kind, objects in document["objects"].items():
        for name, body in objects.items():
            if not isinstance(body, dict):
                raise ValueError(f"{kind}/{name} must be an object")
            if kind == KEYS:
                _seed_key(project, sources, body)
            else:
                project.put(kind, name, {"_": {}, **json.loads(json.dumps(body))})
    for segment, ids in document.get("members", {}).items():
        project.add_members(segment, ids)
    return project.id


def _project(store: Store, sources: Sources, document: Document, key: str | None) -> ProjectStore:
    known = {project.id: project for project in store.projects()}
    if document.get("project") in known:
        return known[document["project"]]
    wanted = document.get("key", "")
    key = wanted if wanted.startswith("console-") and "…" not in wanted else key
    if not key:
        raise ValueError("a seed must say which project it is for: its key, its ID, or the key header of the request")
    record = store.key(key)
    return store.project(record.project) if record else open_project(store, key, sources)


def _seed_key(project: ProjectStore, sources: Sources, body: Document) -> None:
    """A key from an export has lost its text and gets a new one."""
    text = body.get("key") or ""
    if not text or "…" in text:
        text = PREFIX.get(body.get("type", ""), "console-") + sources.token(40)
    key = {"type": "CONSOLE", "description": "", "scopes": [], "status": "active", **body, "key": text}
    project.put(KEYS, text, key)
    project.store.set_key(text, project.id, managed=True, usable=key["type"] == "CONSOLE" and key["status"] == "active")


def reset(store: Store, sources: Sources, key: str | None = None) -> None:
    """Empties one project, which stays a project, or forgets all of them."""
    with store.transaction():
        if key is None:
            store.remove_projects()
            return
        record = store.key(key)
        if record is not None:
            project = store.project(record.project)
            project.clear()
            furnish(project, sources)
