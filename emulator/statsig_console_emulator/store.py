"""The emulator's memory: projects and their objects in SQLite, as JSON text.

One connection, guarded by a lock: requests are handled one after the other, and each mutation is one transaction that is committed before
its answer is sent. With a file, WAL mode keeps everything acknowledged even when the process is killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .documents import Document

SCHEMA = """
CREATE TABLE IF NOT EXISTS projects (id TEXT PRIMARY KEY, fingerprint TEXT, warehouse_native INTEGER, created INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (hash TEXT PRIMARY KEY, project TEXT, managed INTEGER, usable INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT, kind TEXT, id TEXT, body TEXT, UNIQUE (project, kind, id)
);
CREATE INDEX IF NOT EXISTS objects_by_age ON objects (project, kind, seq);
CREATE INDEX IF NOT EXISTS objects_by_status ON objects (project, kind, json_extract(body, '$.status'));
CREATE TABLE IF NOT EXISTS counts (project TEXT, kind TEXT, number INTEGER, PRIMARY KEY (project, kind)) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS object_added AFTER INSERT ON objects BEGIN
    INSERT INTO counts VALUES (new.project, new.kind, 1) ON CONFLICT (project, kind) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER IF NOT EXISTS object_removed AFTER DELETE ON objects BEGIN
    UPDATE counts SET number = number - 1 WHERE project = old.project AND kind = old.kind;
END;
CREATE TABLE IF NOT EXISTS history (
    project TEXT, kind TEXT, id TEXT, version INTEGER, body TEXT, PRIMARY KEY (project, kind, id, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (seq INTEGER PRIMARY KEY, project TEXT, segment TEXT, id TEXT, UNIQUE (project, segment, id));
CREATE TABLE IF NOT EXISTS timers (seq INTEGER PRIMARY KEY, project TEXT, due INTEGER, name TEXT, target TEXT);
CREATE INDEX IF NOT EXISTS timers_by_time ON timers (project, due);
"""
# The largest number of milliseconds that JavaScript, and so the API, can represent exactly.
LATEST = 2**53 - 1
TABLES_OF_A_PROJECT = ("objects", "history", "members", "timers")


def key_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def fingerprint(key: str) -> str:
    """A name for a key that does not reveal it: `console-…1a2b3c4d`."""
    prefix = next((known for known in ("console-", "secret-", "client-") if key.startswith(known)), "")
    return f"{prefix}…{key_hash(key)[:8]}"


@dataclass(frozen=True)
class KeyRecord:
    """A stored API key. `managed` keys were made through the API, the others open a project from its start."""

    project: str
    managed: bool
    usable: bool


@dataclass(frozen=True)
class Timer:
    """A function that runs at a time: `name` is that of the function, `target` is the object."""

    seq: int
    due: int
    name: str
    target: str


def keep_private(path: str) -> None:
    """Makes a database a file that only its owner can read, whether new or existing.

    SQLite gives the files beside it the same permissions. Raises OSError for a link, which may lead to somebody else's file, and if the
    path is no file.
    """
    beside = [place for place in (path, f"{path}-wal", f"{path}-shm", f"{path}-journal") if os.path.islink(place)]
    if beside:
        raise OSError(f"{beside[0]} is a link")
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        file = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if not os.path.isfile(path):
            raise OSError(f"{path} is no file") from None
        file = os.open(path, flags)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(file, 0o600)
    finally:
        os.close(file)


class Store:
    """All projects of one emulator. `path` is a file, or `:memory:`. Raises OSError for a file that cannot be opened."""

    def __init__(self, path: str = ":memory:") -> None:
        self.path = path
        self._lock = threading.RLock()
        if path != ":memory:":
            keep_private(path)
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            # A killed process loses nothing of the WAL; only a power cut could, which does not matter in tests.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise OSError(f"{path}: {error}") from error
        # Tests often drop an emulator without closing it; the connection must not outlive it.
        self._closing = weakref.finalize(self, self._connection.close)

    def close(self) -> None:
        self._closing()

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """All or nothing: committed at the end, undone by an exception. A nested transaction is undone by itself."""
        with self._lock:
            inner = self._connection.in_transaction
            self._connection.execute("SAVEPOINT inner" if inner else "BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK TO inner" if inner else "ROLLBACK")
                raise
            finally:
                if inner:
                    self._connection.execute("RELEASE inner")
            if not inner:
                self._connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        """Keeps other threads out during several reads that belong together."""
        with self._lock:
            yield

    def query(self, sql: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def run(self, sql: str, *values: object) -> int:
        """Executes a change and returns how many rows it changed."""
        with self._lock:
            return self._connection.execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> int:
        with self._lock:
            return self._connection.executemany(sql, rows).rowcount

    def add_project(self, project: str, key: str, *, warehouse_native: bool, created: int) -> None:
        """A new, empty project and the key that opens it."""
        self.run("INSERT INTO projects VALUES (?, ?, ?, ?)", project, fingerprint(key), warehouse_native, created)
        self.set_key(key, project, managed=False, usable=True)

    def projects(self) -> list[ProjectStore]:
        """Every project, oldest first."""
        rows = self.query("SELECT id, fingerprint, warehouse_native, created FROM projects ORDER BY created, id")
        return [ProjectStore(self, row[0], row[1], bool(row[2]), row[3]) for row in rows]

    def project(self, project: str) -> ProjectStore:
        rows = self.query("SELECT id, fingerprint, warehouse_native, created FROM projects WHERE id = ?", project)
        return ProjectStore(self, rows[0][0], rows[0][1], bool(rows[0][2]), rows[0][3])

    def remove_projects(self) -> None:
        """Deletes everything, the keys included."""
        for table in ("projects", "keys", *TABLES_OF_A_PROJECT):
            self.run(f"DELETE FROM {table}")

    def key(self, key: str) -> KeyRecord | None:
        rows = self.query("SELECT project, managed, usable FROM keys WHERE hash = ?", key_hash(key))
        return KeyRecord(rows[0][0], bool(rows[0][1]), bool(rows[0][2])) if rows else None

    def set_key(self, key: str, project: str, *, managed: bool, usable: bool) -> None:
        """Records which project a key opens, and whether it is usable. A key that is no longer usable is kept, so that it stays refused."""
        self.run("INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?)", key_hash(key), project, managed, usable)


@dataclass(frozen=True)
class ProjectStore:
    """The objects of one project. A document has the fields that the API shows, plus a part `_` that it never shows."""

    store: Store
    id: str
    fingerprint: str
    warehouse_native: bool
    created: int

    def get(self, kind: str, id: str) -> Document | None:
        rows = self.store.query("SELECT body FROM objects WHERE project = ? AND kind = ? AND id = ?", self.id, kind, id)
        return json.loads(rows[0][0]) if rows else None

    def put(self, kind: str, id: str, document: Document) -> None:
        """Adds the object, or replaces it in its place."""
        self.store.run(
            "INSERT INTO objects (project, kind, id, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (project, kind, id) DO UPDATE SET body = excluded.body",
            *(self.id, kind, id, json.dumps(document)),
        )

    def remove(self, kind: str, id: str) -> None:
        self.store.run("DELETE FROM objects WHERE project = ? AND kind = ? AND id = ?", self.id, kind, id)

    def rename(self, kind: str, id: str, new: str) -> None:
        self.store.run("UPDATE objects SET id = ? WHERE project = ? AND kind = ? AND id = ?", new, self.id, kind, id)

    def has(self, kind: str, id: str) -> bool:
        return bool(self.store.query("SELECT 1 FROM objects WHERE project = ? AND kind = ? AND id = ?", self.id, kind, id))

    def count(self, kind: str) -> int:
        rows = self.store.query("SELECT number FROM counts WHERE project = ? AND kind = ?", self.id, kind)
        return int(rows[0][0]) if rows else 0

    def kinds(self) -> dict[str, int]:
        """Kind → number of objects, without kinds that have none."""
        rows = self.store.query("SELECT kind, number FROM counts WHERE project = ? AND number > 0 ORDER BY kind", self.id)
        return dict(rows)

    def named_slice(self, kind: str, limit: int) -> list[tuple[str, Document]]:
        """(ID, document) of the newest objects of a kind."""
        rows = self.store.query(
            "SELECT id, body FROM objects WHERE project = ? AND kind = ? ORDER BY seq DESC LIMIT ?", self.id, kind, limit
        )
        return [(row[0], json.loads(row[1])) for row in rows]

    def all(self, kind: str) -> list[Document]:
        """Every object of a kind, newest first."""
        return self.slice(kind, 0, -1)

    def with_field(self, kind: str, field: str, value: str) -> list[Document]:
        """Objects of a kind whose text field has this value, newest first."""
        rows = self.store.query(
            "SELECT body FROM objects WHERE project = ? AND kind = ? AND json_extract(body, ?) = ? ORDER BY seq DESC",
            *(self.id, kind, f"$.{field}", value),
        )
        return [json.loads(row[0]) for row in rows]

    def slice(self, kind: str, start: int, limit: int) -> list[Document]:
        """`limit` objects from `start` on, newest first; -1 means all."""
        rows = self.store.query(
            "SELECT body FROM objects WHERE project = ? AND kind = ? ORDER BY seq DESC LIMIT ? OFFSET ?", self.id, kind, limit, start
        )
        return [json.loads(row[0]) for row in rows]

    def count_with_status(self, kind: str, status: str) -> int:
        """How many objects of a kind have this status."""
        rows = self.store.query(
            "SELECT count(*) FROM objects WHERE project = ? AND kind = ? AND json_extract(body, '$.status') = ?", self.id, kind, status
        )
        return int(rows[0][0])

    def slice_without(self, kind: str, status: str, start: int, limit: int) -> list[Document]:
        """`limit` objects that have another status or none, from `start` on, newest first."""
        rows = self.store.query(
            "SELECT body FROM objects INDEXED BY objects_by_age WHERE project = ? AND kind = ? AND json_extract(body, '$.status') IS NOT ? "
            "ORDER BY seq DESC LIMIT ? OFFSET ?",
            *(self.id, kind, status, limit, start),
        )
        return [json.loads(row[0]) for row in rows]

    def entries(self) -> list[tuple[str, str, Document]]:
        """(kind, id, document) of every object, oldest first."""
        rows = self.store.query("SELECT kind, id, body FROM objects WHERE project = ? ORDER BY seq", self.id)
        return [(row[0], row[1], json.loads(row[2])) for row in rows]

    def add_version(self, kind: str, id: str, version: int, document: Document) -> None:
        """Stores a past state of an object."""
        self.store.run("INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?)", self.id, kind, id, version, json.dumps(document))

    def versions(self, kind: str, id: str) -> list[Document]:
        """The past states of an object, newest first."""
        rows = self.store.query(
            "SELECT body FROM history WHERE project = ? AND kind = ? AND id = ? ORDER BY version DESC", self.id, kind, id
        )
        return [json.loads(row[0]) for row in rows]

    def forget_versions(self, kind: str, id: str) -> None:
        self.store.run("DELETE FROM history WHERE project = ? AND kind = ? AND id = ?", self.id, kind, id)

    def members(self, segment: str, start: int = 0, limit: int = -1) -> list[str]:
        """IDs on a segment's list in the order in which they were added."""
        rows = self.store.query(
            "SELECT id FROM members WHERE project = ? AND segment = ? ORDER BY seq LIMIT ? OFFSET ?", self.id, segment, limit, start
        )
        return [row[0] for row in rows]

    def count_members(self, segment: str) -> int:
        count: int = self.store.query("SELECT count(*) FROM members WHERE project = ? AND segment = ?", self.id, segment)[0][0]
        return count

    def add_members(self, segment: str, ids: Iterable[str]) -> None:
        """Adds IDs that are not on the list yet."""
        rows = [(self.id, segment, member) for member in ids]
        self.store.run_many("INSERT OR IGNORE INTO members (project, segment, id) VALUES (?, ?, ?)", rows)

    def remove_members(self, segment: str, ids: Iterable[str]) -> None:
        rows = [(self.id, segment, member) for member in ids]
        self.store.run_many("DELETE FROM members WHERE project = ? AND segment = ? AND id = ?", rows)

    def clear_members(self, segment: str) -> None:
        self.store.run("DELETE FROM members WHERE project = ? AND segment = ?", self.id, segment)

    def schedule(self, due: int, name: str, target: str) -> None:
        """Runs the timer `name` for `target` at `due`, in milliseconds since 1970."""
        due = min(max(due, 0), LATEST)
        self.store.run("INSERT INTO timers (project, due, name, target) VALUES (?, ?, ?, ?)", self.id, due, name, target)

    def unschedule(self, name: str, target: str) -> None:
        self.store.run("DELETE FROM timers WHERE project = ? AND name = ? AND target = ?", self.id, name, target)

    def due(self, now: int) -> Timer | None:
        """The first timer whose time has come."""
        rows = self.store.query(
            "SELECT seq, due, name, target FROM timers WHERE project = ? AND due <= ? ORDER BY due, seq LIMIT 1", self.id, now
        )
        return Timer(*rows[0]) if rows else None

    def drop(self, timer: Timer) -> None:
        self.store.run("DELETE FROM timers WHERE seq = ?", timer.seq)

    def clear(self) -> None:
        """Deletes the project's objects; its own key stays valid."""
        for table in TABLES_OF_A_PROJECT:
            self.store.run(f"DELETE FROM {table} WHERE project = ?", self.id)
        self.store.run("UPDATE keys SET usable = 0 WHERE project = ? AND managed = 1", self.id)
