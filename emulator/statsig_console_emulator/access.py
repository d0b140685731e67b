"""Keys: who a request comes from and what it may do."""

from __future__ import annotations

from collections.abc import Collection

from .calls import Actor, Options
from .contract import Operation
from .errors import forbidden, invalid_key
from .projects import open_project
from .sources import LETTERS, Sources
from .store import ProjectStore, Store, key_hash

PREFIX = "console-"
# Keys of programs that evaluate, on servers and in browsers.
SDK = ("secret-", "client-")
READ_ONLY = {"omni_read_only", "personal_read_only"}
WRITE = {"omni_read_write", "personal_read_write"}


def actor_of(key: str) -> Actor:
    """The caller behind a key: its ID is the same on every call, and does not reveal the key."""
    number, letters = int(key_hash(key), 16), ""
    while len(letters) < 22:
        number, digit = divmod(number, len(LETTERS))
        letters += LETTERS[digit]
    return Actor(letters)


def admit(store: Store, sources: Sources, key: str, allowed: Collection[str] | None, options: Options) -> ProjectStore:
    """The project that a key opens; a new console key gets a project of its own, with the furniture of the options.

    Raises `ApiError` 401 for other keys. With `allowed`, only those keys open projects, and keys made through them.
    """
    record = store.key(key)
    if record is None and key.startswith(PREFIX) and (allowed is None or key in allowed):
        return open_project(store, key, sources, options.furniture)
    if record is None or not record.usable:
        raise forbidden() if options.sdk_keys_forbidden and key.startswith(SDK) else invalid_key(key)
    return store.project(record.project)


def check_scopes(store: Store, project: ProjectStore, key: str, operation: Operation) -> None:
    """Raises `ApiError` 403 where a key made through the API lacks a scope. A project's own key may do everything."""
    record = store.key(key)
    document = project.get("keys", key) if record and record.managed else None
    if document is None:
        return
    scopes = set(document["scopes"])
    if operation.path.startswith("/keys") and "can_access_keys" not in scopes:
        raise forbidden("Insufficient permissions.")
    if operation.mutates and scopes & READ_ONLY and not scopes & WRITE:
        raise forbidden()
