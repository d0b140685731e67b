"""Kinds: what is special about each sort of object, as data.

A kind has the paths of its objects, how they are identified, their defaults and the messages of refusals. The verbs that all kinds share
are in `collection`; a kind's hooks do what its family does differently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from .calls import Call, Document
from .errors import invalid

Defaults = Mapping[str, Any]
# (call, the object before or None, the new object, the fields that the caller gave)
Prepare = Callable[[Call, Document | None, Document, Document], None]
# (call, the object before or None, the object after or None)
Follow = Callable[[Call, Document | None, Document | None], None]
Identify = Callable[[Call, Document], str]
# (call, wanted value, object) → whether the object belongs in the list
Filter = Callable[[Call, Any, Document], bool]
# Hidden part of a document, for facts that the API never shows.
HIDDEN = "_"


def slug(call: Call, given: Document) -> str:
    """The client's `id`, or the name in lower case with `_` for spaces."""
    if given.get("id"):
        return str(given["id"])
    if not given.get("name"):
        raise invalid({"name": "Required"})
    return str(given["name"]).lower().replace(" ", "_")


def own_name(call: Call, given: Document) -> str:
    """The object's name, as it is. An empty one is refused, since no path could hold it."""
    if not given["name"]:
        raise invalid({"name": "String must contain at least 1 character(s)"})
    return str(given["name"])


def server_made(call: Call, given: Document) -> str:
    return call.sources.token()


def made_by_key(call: Call) -> Document:
    """The owner of an object that a key created without naming an owner."""
    return {"ownerID": call.actor.id, "ownerType": "SDK_KEY", "ownerName": call.actor.name, "ownerEmail": ""}


def nothing(*_: Any) -> None:
    """The hook of kinds that have nothing to do."""


def underived(document: Document) -> Document:
    return {}


def as_stored(call: Call, document: Document) -> Document:
    return document


def by_key(call: Call, kind: Kind, key: str) -> Document | None:
    return call.project.get(kind.name, key)


def equals(name: str) -> Filter:
    """Objects whose field has the wanted value (or one of the wanted values)."""

    def belongs(call: Call, wanted: Any, document: Document) -> bool:
        return document.get(name) in (wanted if isinstance(wanted, list) else [wanted])

    return belongs


def contains(name: str) -> Filter:
    """Objects whose list field holds one of the wanted values."""

    def belongs(call: Call, wanted: Any, document: Document) -> bool:
        return not set(wanted).isdisjoint(document.get(name) or [])

    return belongs


def in_target_app(call: Call, wanted: str, document: Document) -> bool:
    """Objects of the target app with the wanted ID or name."""
    app = call.project.get("target_app", wanted) or {}
    return not {wanted, app.get("name")}.isdisjoint(document.get("targetApps") or [])


BY_CREATOR: Mapping[str, Filter] = {"creatorName": equals("creatorName"), "creatorID": equals("creatorID"), "tags": contains("tags")}


@dataclass(frozen=True)
class Kind:
    """One sort of object.

    `name` is its key in the store, `label` its name in messages. `listed`, `created` and `item` are paths of the contract; the contract
    says which of their methods exist. `key` is the field that the item's path holds. `audited` objects carry version, creator and
    modifier. `partial_post`: a POST to an item changes only the given fields, although the documents call it a full update.
    `appended`: lists that PATCH adds to, even elements that are in them already. `left_by_null`: fields that null does not change, by PATCH
    or POST. `page`: the console's page of the objects, for kinds with a `permalink`. `lookup` finds an object by the path's text.
    `unlisted`: the status whose objects the list leaves out, unless the query asks for them. `derived`: fields that follow from others.
    `history`: past versions are kept. `audit` maps verbs to the action types of the audit log.
    """

    name: str
    label: str
    listed: str | None = None
    created: str | None = None
    item: str | None = None
    key: str = "id"
    identify: Identify = slug
    lookup: Callable[[Call, Kind, str], Document | None] = by_key
    missing: str = "Not Found. The requested resource could not be found."
    duplicate: str = "Name is already in use"
    defaults: Defaults = field(default_factory=dict[str, Any])
    audited: bool = True
    warehouse_only: bool = False
    partial_post: bool = False
    appended: Collection[str] = ()
    left_by_null: Collection[str] = ()
    page: str | None = None
    history: bool = False
    audit: Mapping[str, str] = field(default_factory=dict[str, str])
    filters: Mapping[str, Filter] = field(default_factory=dict[str, Filter])
    prepare: Prepare = nothing
    follow: Follow = nothing
    unlisted: Callable[[Call], str | None] | None = None
    derived: Callable[[Document], Document] = underived
    show: Callable[[Call, Document], Document] = as_stored
    show_listed: Callable[[Call, Document], Document] | None = None


def permalink(kind: Kind, project: str, key: str) -> Document:
    """The address of an object's page in the console, if its kind has one."""
    return {"permalink": f"https://console.statsig.com/{project}/{kind.page}/{quote(key, safe='')}"} if kind.page else {}


KINDS: dict[str, Kind] = {}
