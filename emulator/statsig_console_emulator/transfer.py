"""Whole projects as JSON: export without key texts, and seeds, also of objects that the API cannot create."""

from __future__ import annotations

import json
from typing import Any

from . import seeds
from .behaviour.settings import IDENTITY, SETTINGS
from .completing import completed
from .documents import Document
from .projects import furnish, open_project
from .requests import KEY_HEADER, Request
from .seeds import KEYS
from .service import Service
from .sources import Sources
from .store import ProjectStore, Store, fingerprint

PREFIX = {"SERVER": "secret-", "CLIENT": "client-"}


def export(store: Store) -> Document:
    """`{"projects": [{"project": id, "key": fingerprint, "warehouseNative": bool, "objects": {kind: {id: document}}, "members": …}]}`.

    Keys are replaced by fingerprints. Documents are as stored: the fields that the API shows, plus a part `_` that it does not show.
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


def seed(service: Service, document: Any, key: str | None = None) -> list[str]:
    """Fills projects from an exported or hand-written document and returns their IDs. Raises ValueError for another shape.

    One project: `{"key": "console-…", "objects": {kind: {name: document}}, "members": {segment: [id]}, "requests": [request]}` with
    requests as `{"method": …, "path": …, "body": …}`; several: `{"projects": [project]}`. Objects are stored as they are, so that
    a seed can have objects that the API cannot create; fields left out get their defaults. Requests are then answered as if a client had
    sent them. A project is named by `key` in the document (a console key in plain text), by `project` (the ID of an existing one), or by
    the `key` given here. With `projectID`, the project answers with that ID as its own, as a copy does.
    """
    projects = seeds.demand(document)
    with service.store.transaction():
        found = [_seed_objects(service, project, key) for project in projects]
    for project in projects:
        _send_requests(service, project, key)
    return found


def _seed_objects(service: Service, document: Document, key: str | None) -> str:
    project = _project(service, document, key)
    if isinstance(document.get("projectID"), str):
        project.put(SETTINGS, IDENTITY, {"id": document["projectID"]})
    for kind, objects in (document.get("objects") or {}).items():
        for name, body in objects.items():
            if kind == KEYS:
                _seed_key(project, service.sources, body)
            else:
                project.put(kind, name, completed(project, service.sources, kind, name, body))
    for segment, ids in (document.get("members") or {}).items():
        project.add_members(segment, ids)
    return project.id


def _send_requests(service: Service, document: Document, key: str | None) -> None:
    for request in document.get("requests") or []:
        body = json.dumps(request["body"]).encode() if "body" in request else b""
        path, _, query = request["path"].partition("?")
        headers = {KEY_HEADER: _clear_key(document) or key or ""}
        response = service.answer(Request(request["method"], service.base_path + path, query, headers, body))
        if response.status >= 400:
            raise ValueError(f"{request['method']} {request['path']}: {response.content.decode()}")


def _clear_key(document: Document) -> str | None:
    """The project's key, if the document has it in plain text; exports have a fingerprint there."""
    key = document.get("key", "")
    return key if isinstance(key, str) and key.startswith("console-") and "…" not in key else None


def _project(service: Service, document: Document, key: str | None) -> ProjectStore:
    known = {project.id: project for project in service.store.projects()}
    if document.get("project") in known:
        return known[document["project"]]
    wanted = _clear_key(document) or key
    if not wanted:
        raise ValueError("a seed must say which project it is for: its key, its ID, or the key header of the request")
    record = service.store.key(wanted)
    return (
        service.store.project(record.project) if record else open_project(service.store, wanted, service.sources, service.options.furniture)
    )


def _seed_key(project: ProjectStore, sources: Sources, body: Document) -> None:
    """Stores a key. One from an export has lost its text, and gets a new one."""
    given = {field: value for field, value in body.items() if value is not None}
    text = given.get("key", "")
    if not text or "…" in text:
        text = PREFIX.get(given.get("type", ""), "console-") + sources.token(40)
    key: Document = {"type": "CONSOLE", "description": "", "scopes": [], "status": "active", **given, "key": text}
    project.put(KEYS, text, key)
    project.store.set_key(text, project.id, managed=True, usable=key["type"] == "CONSOLE" and key["status"] == "active")


def reset(service: Service, key: str | None = None) -> None:
    """Empties one project, or deletes all of them."""
    store = service.store
    with store.transaction():
        if key is None:
            store.remove_projects()
            return
        record = store.key(key)
        if record is not None:
            project = store.project(record.project)
            project.clear()
            furnish(project, service.sources, service.options.furniture)
