"""Keeps both sides of holdout membership: the lists on the holdout, and `holdoutIDs` on its gates, experiments and layers."""

from __future__ import annotations

from .calls import Call, Document
from .documents import texts_in

# Kind of the member → the holdout's list that holds it.
LISTS = {"gates": "gateIDs", "experiments": "experimentIDs", "layers": "layerIDs"}
HOLDOUTS = "holdouts"


def join(call: Call, kind: str, document: Document) -> None:
    """Puts a new object into every global holdout of its unit type."""
    if kind not in LISTS:
        return
    for holdout in call.project.all(HOLDOUTS):
        if holdout["isGlobal"] and holdout["idType"] == document.get("idType"):
            holdout[LISTS[kind]].append(document["id"])
            call.project.put(HOLDOUTS, holdout["id"], holdout)
            _mark(call, kind, document["id"], holdout["id"], member=True)


def leave(call: Call, kind: str, document: Document) -> None:
    """Takes a deleted object out of its holdouts."""
    for holdout_id in texts_in(document, "holdoutIDs") if kind in LISTS else []:
        holdout = call.project.get(HOLDOUTS, holdout_id)
        if holdout is not None:
            holdout[LISTS[kind]] = [member for member in holdout[LISTS[kind]] if member != document["id"]]
            call.project.put(HOLDOUTS, holdout_id, holdout)


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    """Brings the members' `holdoutIDs` in line with a changed (or deleted) holdout."""
    for kind, name in LISTS.items():
        old, new = set(texts_in(before or {}, name)), set(texts_in(after or {}, name))
        for changed in sorted(old ^ new):
            _mark(call, kind, changed, (after or before or {})["id"], member=changed in new)


def _mark(call: Call, kind: str, id: str, holdout: str, *, member: bool) -> None:
    document = call.project.get(kind, id)
    if document is None:
        return
    others = [found for found in texts_in(document, "holdoutIDs") if found != holdout]
    document["holdoutIDs"] = [*others, holdout] if member else others
    call.project.put(kind, id, document)
