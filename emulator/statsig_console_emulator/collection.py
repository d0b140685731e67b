"""The verbs that every kind of object shares: list, create, read, full update, partial update, delete.

All writes go through `store_new`, `store_change` and `remove`, so audit fields, versions, the audit log and each kind's hooks are handled
in one place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

from . import audit, holdout_members, object_reviews, registry, team_rules
from .calls import Answer, Call, Document, Page, Reply
from .contract import load
from .errors import invalid, not_found, refused
from .kinds import HIDDEN, KINDS, Kind, permalink

Verb = Callable[[Kind, Call], Answer]


def offer(kind: Kind) -> Kind:
    """Registers a kind, with handlers for those of the shared operations that the contract has."""
    KINDS[kind.name] = kind
    verbs: list[tuple[str, str | None, Verb]] = [
        ("GET", kind.listed, list_objects),
        ("POST", kind.created, create),
        ("GET", kind.item, read),
        ("POST", kind.item, update_fully),
        ("PATCH", kind.item, update_partly),
        ("DELETE", kind.item, delete),
    ]
    for method, path, verb in verbs:
        name = f"{method} {path}"
        if path and name in load().operations:
            registry.answer(name, partial(verb, kind), warehouse_only=kind.warehouse_only)
    return kind


def target(call: Call) -> str:
    """The key of the object that the path names."""
    return next(iter(call.path.values()))


def find(call: Call, kind: Kind, id: str | None = None) -> Document:
    """An object of the project. Raises the kind's 404."""
    document = kind.lookup(call, kind, target(call) if id is None else id)
    if document is None:
        raise not_found(kind.missing)
    return document


def list_objects(kind: Kind, call: Call) -> Page:
    """A page of the kind's objects, newest first; the query's filters apply together."""
    wanted = {name: value for name, value in call.query.items() if name in kind.filters}
    hidden = kind.unlisted(call) if kind.unlisted else None

    def belongs(document: Document) -> bool:
        return matches(call, kind, wanted, document) and (hidden is None or document.get("status") != hidden)

    return paged(call, kind, belongs if wanted else None, hidden)


def matches(call: Call, kind: Kind, wanted: Document, document: Document) -> bool:
    """Whether an object meets all filters of the query."""
    return all(kind.filters[name](call, value, document) for name, value in wanted.items())


def paged(call: Call, kind: Kind, belongs: Callable[[Document], bool] | None = None, hidden: str | None = None) -> Page:
    """A page of a kind's objects that `belongs` accepts and that have no `hidden` status. Without `belongs`, only that page is read."""
    number, limit = place(call)
    start = (number - 1) * limit
    if belongs:
        found = [document for document in call.project.all(kind.name) if belongs(document)]
        documents, total = found[start : start + limit], len(found)
    elif hidden is not None:
        documents = call.project.slice_without(kind.name, hidden, start, limit)
        total = call.project.count(kind.name) - call.project.count_with_status(kind.name, hidden)
    else:
        documents, total = call.project.slice(kind.name, start, limit), call.project.count(kind.name)
    show = kind.show_listed or kind.show
    return Page(f"{kind.label}s listed successfully.", [show(call, document) for document in documents], number, limit, total)


def page_of(call: Call, message: str, items: list[Any]) -> Page:
    """The page that the caller asks for of a list that is already complete."""
    number, limit = place(call)
    return Page(message, items[(number - 1) * limit : number * limit], number, limit, len(items))


def place(call: Call) -> tuple[int, int]:
    """Page number and page size that the query asks for. Raises `ApiError` 400 if they are no possible numbers."""
    return _whole(call, "page", least=1, default=1), _whole(call, "limit", least=0, default=call.options.list_limit)


def _whole(call: Call, name: str, *, least: int, default: int) -> int:
    value = call.query.get(name)
    if value in (None, ""):
        return default
    if not isinstance(value, int | float) or not least <= value < 2**31 or value != int(value):
        raise invalid({name: f"Number must be a whole one, and greater than or equal to {least}"})
    return int(value)


def create(kind: Kind, call: Call) -> Reply:
    document = store_new(call, kind, call.body)
    return Reply(f"{kind.label} created successfully.", (kind.show_listed or kind.show)(call, document))


def store_new(call: Call, kind: Kind, given: Document) -> Document:
    """Adds an object from the fields that the caller gave. Raises `ApiError` when the project's state refuses it."""
    key = kind.identify(call, given)
    document: Document = copy.deepcopy(dict(kind.defaults)) | copy.deepcopy(given) | {kind.key: key}
    document.setdefault(HIDDEN, {})
    if call.project.has(kind.name, key):
        raise refused(kind.duplicate.format(**{"name": key, **given}))
    if kind.audited:
        document |= _creation_fields(call, given)
    _prepare(call, kind, None, document, given)
    call.project.put(kind.name, key, document)
    audit.record(call, kind, "create", None, document)
    kind.follow(call, None, document)
    holdout_members.join(call, kind.name, document)
    return document


def read(kind: Kind, call: Call) -> Reply:
    return Reply(f"{kind.label} read successfully.", kind.show(call, find(call, kind)))


def update_fully(kind: Kind, call: Call) -> Reply:
    """POST to an item: given fields are replaced; with `full_update_resets`, omitted optional fields go back to their defaults."""
    before = find(call, kind)
    given = call.body
    if call.options.full_update_resets and not kind.partial_post:
        omitted = call.operation.body_fields - set(given) - {kind.key, "name", "creatorID", "creatorEmail"}
        reset = {name: copy.deepcopy(kind.defaults.get(name)) for name in omitted if name in before or name in kind.defaults}
        return _updated(call, kind, before, given, reset)
    return _updated(call, kind, before, given, {})


def update_partly(kind: Kind, call: Call) -> Reply:
    """PATCH: given fields are replaced, lists as a whole except those that are added to; everything else stays."""
    before, given = find(call, kind), call.body
    longer = {name: [*before[name], *given[name]] for name in kind.appended if name in given and call.options.holdout_patch_appends}
    return _updated(call, kind, before, {**given, **longer}, {})


def _updated(call: Call, kind: Kind, before: Document, given: Document, reset: Document) -> Reply:
    left = {name for name in kind.left_by_null if given.get(name) is None}
    changes = {name: value for name, value in (reset | given).items() if name not in left}
    document = store_change(call, kind, before, changes, "update", given)
    return Reply(f"{kind.label} updated successfully.", kind.show(call, document))


def store_change(call: Call, kind: Kind, before: Document, changes: Document, verb: str, given: Document | None = None) -> Document:
    """Writes an object with changed fields; a change to None of a field without a default removes it.

    `given` are the fields that the caller named, for hooks that must tell "given" from "reset".
    """
    document = copy.deepcopy(before) | copy.deepcopy(changes)
    for name, value in changes.items():
        if value is None and name not in kind.defaults and name not in (given or changes):
            document.pop(name, None)
    if kind.audited:
        document |= _modification_fields(call, before)
    _prepare(call, kind, before, document, changes if given is None else given)
    _store(call, kind, before, document)
    audit.record(call, kind, verb, before, document)
    kind.follow(call, before, document)
    return document


def _store(call: Call, kind: Kind, before: Document, document: Document) -> None:
    old, new = str(before[kind.key]), str(document[kind.key])
    if old != new:
        if call.project.has(kind.name, new):
            raise refused(kind.duplicate.format(**{**document, "name": new}))
        call.project.rename(kind.name, old, new)
    if kind.history:
        call.project.add_version(kind.name, new, before.get("version", 1), before)
    call.project.put(kind.name, new, document)


def _prepare(call: Call, kind: Kind, before: Document | None, document: Document, given: Document) -> None:
    if isinstance(document.get("targetApps"), str):
        document["targetApps"] = [document["targetApps"]]
    if "team" in document or "teamID" in document:
        team_rules.resolve(call, kind.name, before, document, given)
    kind.prepare(call, before, document, given)
    document |= permalink(kind, call.project.id, str(document[kind.key])) | kind.derived(document)


def _creation_fields(call: Call, given: Document) -> Document:
    now = call.now
    return {
        "creatorID": given.get("creatorID") or call.actor.id,
        "creatorName": call.actor.name,
        "creatorEmail": given.get("creatorEmail"),
        "createdTime": now,
        "lastModifierID": call.actor.id,
        "lastModifierName": call.actor.name,
        "lastModifierEmail": None,
        "lastModifiedTime": now,
        "version": 1,
    }


def _modification_fields(call: Call, before: Document) -> Document:
    return {
        "lastModifierID": call.actor.id,
        "lastModifierName": call.actor.name,
        "lastModifierEmail": None,
        "lastModifiedTime": call.now,
        "version": before.get("version", 1) + 1,
    }


def delete(kind: Kind, call: Call) -> Reply:
    document = find(call, kind)
    remove(call, kind, document)
    return Reply(f"{kind.label} deleted successfully.", kind.show(call, document))


def remove(call: Call, kind: Kind, document: Document) -> None:
    """Deletes an object with its versions, reviews and memberships; the kind's hook may refuse first."""
    key = str(document[kind.key])
    kind.follow(call, document, None)
    call.project.remove(kind.name, key)
    call.project.forget_versions(kind.name, key)
    holdout_members.leave(call, kind.name, document)
    object_reviews.forget(call.project, kind.name, key)
    audit.record(call, kind, "delete", document, None)
