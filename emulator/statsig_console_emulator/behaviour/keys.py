"""API keys. A key has no ID but its own text; a CONSOLE key made here opens the same project."""

from __future__ import annotations

from statsig_console_emulator import audit, collection
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.errors import not_found
from statsig_console_emulator.registry import operation

KEYS = "keys"
PREFIXES = {"SERVER": "secret-", "CLIENT": "client-"}
# A field's name in requests → its name in answers.
RENAMED = {"targetAppID": "primaryTargetApp", "secondaryTargetAppIDs": "secondaryTargetApps"}


def _key(call: Call) -> Document:
    key = call.project.get(KEYS, call.path["id"])
    if key is None:
        raise not_found("Key not found.")
    return key


def _app_name(call: Call, app: str) -> str:
    found = call.project.get("target_app", app)
    return found["name"] if found else app


def _written(call: Call, given: Document) -> Document:
    """The given fields under the names of the answer; target apps by name."""
    key = {RENAMED.get(name, name): value for name, value in given.items()}
    if key.get("primaryTargetApp"):
        key["primaryTargetApp"] = _app_name(call, key["primaryTargetApp"])
    if key.get("secondaryTargetApps"):
        key["secondaryTargetApps"] = [_app_name(call, app) for app in key["secondaryTargetApps"]]
    return key


def _put(call: Call, key: Document) -> None:
    call.project.put(KEYS, key["key"], key)
    call.project.store.set_key(key["key"], call.project.id, managed=True, usable=is_usable(key))


def is_usable(key: Document) -> bool:
    """Whether the key opens the Console API."""
    return (key["type"], key["status"]) == ("CONSOLE", "active")


def _new_text(call: Call, type: str) -> str:
    return PREFIXES.get(type, "console-") + call.sources.token(40)


def _noted(call: Call, action: str, before: Document | None, after: Document | None) -> None:
    """Adds an entry to the audit log, without the key's text."""
    old, new = ({k: v for k, v in found.items() if k != "key"} if found else None for found in (before, after))
    audit.note(call, action, {"name": (after or before or {})["description"]}, old, new)


@operation("GET /keys")
def list_keys(call: Call) -> Page:
    def belongs(key: Document) -> bool:
        app, environment = call.query.get("primaryTargetApp"), call.query.get("environment")
        if app is not None and key.get("primaryTargetApp") not in (app, _app_name(call, app)):
            return False
        return environment is None or environment in (key.get("environments") or [])

    return collection.page_of(call, "Keys listed successfully.", [key for key in call.project.all(KEYS) if belongs(key)])


@operation("POST /keys")
def create(call: Call) -> Reply:
    key: Document = {"scopes": [], **_written(call, call.body), "status": "active"}
    key["key"] = _new_text(call, key["type"])
    _put(call, key)
    _noted(call, "sdk_key_create", None, key)
    return Reply("Key created successfully.", key)


@operation("GET /keys/{id}")
def read(call: Call) -> Reply:
    return Reply("Key read successfully.", _key(call))


@operation("PATCH /keys/{id}")
def update(call: Call) -> Reply:
    before = _key(call)
    key = before | _written(call, call.body)
    _put(call, key)
    _noted(call, "sdk_key_update_description", before, key)
    return Reply("Key updated successfully.", key)


@operation("PATCH /keys/{id}/deactivate")
def deactivate(call: Call) -> Reply:
    """Deactivates a key for good: no operation activates it again."""
    before = _key(call)
    key = before | {"status": "deactivated"}
    _put(call, key)
    _noted(call, "sdk_key_deactivate", before, key)
    return Reply("Key deactivated successfully.", key)


@operation("PATCH /keys/{id}/rotate")
def rotate(call: Call) -> Reply:
    """Gives the key a new text, and so a new address; the old text no longer works."""
    before = _key(call)
    key = before | {"key": _new_text(call, before["type"])}
    _retire(call, before)
    _put(call, key)
    _noted(call, "secret_key_regenerate", before, key)
    return Reply("Key rotated successfully.", key)


@operation("DELETE /keys/{id}")
def delete(call: Call) -> Reply:
    key = _key(call)
    _retire(call, key)
    _noted(call, "sdk_key_delete", key, None)
    return Reply("Key deleted successfully.", key)


def _retire(call: Call, key: Document) -> None:
    call.project.remove(KEYS, key["key"])
    call.project.store.set_key(key["key"], call.project.id, managed=True, usable=False)
