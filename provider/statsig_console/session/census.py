"""A census: how many of the stack's objects this process has seen so far, by kind.

Pulumi makes one call at a time and never says how many will follow. So a process only knows the
parts of a stack that it has been called for.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict


class Census:
    """The objects that were refreshed, kept and created in this process. Safe to share between threads."""

    def __init__(self) -> None:
        self._refreshed: defaultdict[str, set[str]] = defaultdict(set)
        self._to_compare: set[tuple[str, str]] = set()
        self._kept: Counter[str] = Counter()
        self._created: Counter[str] = Counter()
        self._lock = threading.Lock()

    def note_refreshed(self, kind: str, id_: str) -> None:
        """Notes that an object of the stack was refreshed."""
        with self._lock:
            self._refreshed[kind].add(id_)
            self._to_compare.add((kind, id_))

    def is_refresh(self, kind: str, id_: str) -> bool:
        """Whether a comparison belongs to a refresh: a refresh compares each object once after reading it, and changes nothing."""
        with self._lock:
            found = (kind, id_) in self._to_compare
            self._to_compare.discard((kind, id_))
            return found

    def note_kept(self, kind: str) -> None:
        """Notes that the program declares a resource that the stack has already."""
        with self._lock:
            self._kept[kind] += 1

    def note_created(self, kind: str) -> None:
        """Notes that an object was created."""
        with self._lock:
            self._created[kind] += 1

    def created(self, kind: str) -> int:
        """How many objects of a kind were created."""
        with self._lock:
            return self._created[kind]

    def leaving(self, kind: str) -> int:
        """How many objects of a kind certainly leave the stack: those that were refreshed and that the program does not declare.

        The number is right once the program has run. Without a refresh it is 0.
        """
        with self._lock:
            return max(0, len(self._refreshed[kind]) - self._kept[kind])
