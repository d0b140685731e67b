"""Completing: what the server fills in of objects that no request has made."""

from __future__ import annotations

import copy

from .documents import Document, objects_in
from .kinds import HIDDEN, KINDS, permalink
from .sources import Sources
from .store import ProjectStore


def completed(project: ProjectStore, sources: Sources, name: str, key: str, body: Document) -> Document:
    """A stored document from one that may lack what the server would have filled in."""
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
    return document
