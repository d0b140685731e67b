"""Dry runs of a process: which operations have shown that they heed the word, and what the run itself is about to make or change."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from statsig_console.declaring.operations import Operation


class DryRuns:
    """What is known of a project's dry runs. Safe to share between threads."""

    def __init__(self) -> None:
        self._heeded: set[Operation] = set()
        self._ignored: set[Operation] = set()
        self._planned: set[str] = set()
        self._proving = threading.Lock()

    @contextmanager
    def proving(self, operation: Operation) -> Generator[bool]:
        """Whether the operation has still to show that it heeds the word; others wait for the one that shows it."""
        if operation in self._heeded:
            yield False
            return
        with self._proving:
            yield operation not in self._heeded

    def judge(self, operation: Operation, *, is_heeded: bool) -> None:
        """Notes what a dry run has shown of its operation."""
        (self._heeded if is_heeded else self._ignored).add(operation)

    def is_ignored(self, operation: Operation) -> bool:
        """Whether the operation has made a change that it was only to check."""
        return operation in self._ignored

    def plan(self, names: Iterable[str]) -> None:
        """Notes the names of something that the run makes or changes."""
        self._planned |= set(names)

    def are_planned(self, texts: Iterable[str]) -> bool:
        """Whether some of the texts names what the run makes or changes: the API does not know that yet."""
        return not self._planned.isdisjoint(texts)
