"""Progress: how many changes a run has made, and how many more it is sure to make.

Pulumi compares only some resources ahead of those that it changes, and calls for deletions one by one. So the number of changes
left is a lower bound; it is exact only in small runs.
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
        """Notes a planned change."""
        with self._lock:
            self._planned += 1

    @contextmanager
    def change(self) -> Generator[None]:
        """Encloses a change; a change that fails is no longer planned, and does not count as made."""
        try:
            yield
            with self._lock:
                self._made += 1
        finally:
            with self._lock:
                self._planned = max(self._planned - 1, 0)

    def __str__(self) -> str:
        """The progress in words; empty while there is none."""
        with self._lock:
            made = f"{self._made} change{'s' if self._made != 1 else ''} made"
            left = f"at least {self._planned} left"
            return ", ".join([made] * bool(self._made) + [left] * bool(self._planned))
