"""The audit log: one entry for each write of a kind that has action types."""

from __future__ import annotations

from .calls import Call, Document
from .dates import moment
from .kinds import HIDDEN, Kind

# Fields that change with every write, and are left out of the changes.
NOISE = {HIDDEN, "permalink", "lastModifiedTime", "lastModifierID", "lastModifierName", "lastModifierEmail", "version"}
KIND = "audit_logs"


def record(call: Call, kind: Kind, verb: str, before: Document | None, after: Document | None) -> None:
    """Notes a change of an object. A verb without an action type of its own counts as an update; a kind without any is not noted."""
    action = kind.audit.get(verb) or (kind.audit.get("update") if verb not in ("create", "delete") else None)
    document = after or before
    if action is not None and document is not None:
        note(call, action, document, before, after, key=kind.key)


def note(
    call: Call, action: str, document: Document, before: Document | None, after: Document | None, *, key: str = "id", said: str = ""
) -> None:
    """Adds an entry about `document`: its changes are the difference of `before` and `after`; `said` is a person's comment."""
    time = moment(call.now)
    entry: Document = {
        "id": call.sources.token(),
        "name": str(document.get("name") or document.get(key) or ""),
        "changeLog": action.replace("_", " ").capitalize() + (f": {said}" if said else ""),
        "actionType": action,
        "date": time.strftime("%a %b %d %Y"),
        "time": time.strftime("%H:%M:%S GMT+0000 (Coordinated Universal Time)"),
        "updatedBy": call.actor.name,
        "updatedByUserID": call.actor.id,
        "modifierEmail": None,
        "changes": changes(before, after),
        "tags": document.get("tags") or [],
        "targetAppIDs": document.get("targetApps") or [],
        HIDDEN: {"time": call.now},
    }
    call.project.put(KIND, entry["id"], entry)


def changes(before: Document | None, after: Document | None) -> Document:
    """Field → `{"old": …, "new": …}` for each field that differs."""
    old, new = before or {}, after or {}
    names = [name for name in {**old, **new} if name not in NOISE and old.get(name) != new.get(name)]
    return {name: {side: found[name] for side, found in (("old", old), ("new", new)) if name in found} for name in names}
