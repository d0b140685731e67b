"""A census: what one operation of Pulumi has shown of a stack so far, kind by kind.

Pulumi asks for one thing at a time and never says how many will come. What a process has been asked
for is all that anyone in it can know of the stack.
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
        self._born: Counter[str] = Counter()
        self._lock = threading.Lock()

    def note_refreshed(self, kind: str, id_: str) -> None:
        """An object of the stack was read again."""
        with self._lock:
            self._refreshed[kind].add(id_)
            self._to_compare.add((kind, id_))

    def is_refresh(self, kind: str, id_: str) -> bool:
        """Whether a comparison belongs to a refresh, which compares each object that it has read once and changes nothing."""
        with self._lock:
            found = (kind, id_) in self._to_compare
            self._to_compare.discard((kind, id_))
            return found

    def note_kept(self, kind: str) -> None:
        """The program declares a resource that the stack has already."""
        with self._lock:
            self._kept[kind] += 1

    def note_born(self, kind: str) -> None:
        """An object was created."""
        with self._lock:
            self._born[kind] += 1

    def born(self, kind: str) -> int:
        """How many objects were created."""
        with self._lock:
            return self._born[kind]

    def leaving(self, kind: str) -> int:
        """How many objects the stack is to lose, as far as that is certain: those that were refreshed and that no program declares.

        True once the program has run. Without a refresh nothing is certain, and this is 0.
        """
        with self._lock:
            return max(0, len(self._refreshed[kind]) - self._kept[kind])
