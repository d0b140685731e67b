"""Progress: how many changes a run has made, and how many more it is sure to make.

Pulumi compares only some resources ahead of those that it changes, and tells of deletions when they come: what is left is
known to the end only in small runs, so that its number is a least one.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager


class Progress:
    """Counts a process's changes. Safe to share between threads."""

    def __init__(self) -> None:
        self._planned = 0
        self._made = 0
        self._lock = threading.Lock()

    def plan(self) -> None:
        """Notes that a change is going to be made."""
        with self._lock:
            self._planned += 1

    @contextmanager
    def change(self) -> Generator[None]:
        """Holds a change while it is made; one that fails is over, but not made."""
        try:
            yield
            with self._lock:
                self._made += 1
        finally:
            with self._lock:
                self._planned = max(self._planned - 1, 0)

    def __str__(self) -> str:
        """The progress in words; nothing while there is none."""
        with self._lock:
            made = f"{self._made} change{'s' if self._made != 1 else ''} made"
            left = f"at least {self._planned} left"
            return ", ".join([made] * bool(self._made) + [left] * bool(self._planned))
