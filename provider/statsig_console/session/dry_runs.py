"""Dry runs of a process: which operations have proved to make no change by one, and which objects the run itself creates or changes."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from statsig_console.declaring.operations import Operation


class DryRuns:
    """The dry runs of a project. Safe to share between threads."""

    def __init__(self) -> None:
        self._proved: set[Operation] = set()
        self._ignored: set[Operation] = set()
        self._planned: set[str] = set()
        self._proving = threading.Lock()

    @contextmanager
    def proving(self, operation: Operation) -> Generator[bool]:
        """Yields whether this is the first dry run of the operation, which has to prove that it makes no change; other threads wait."""
        if operation in self._proved:
            yield False
            return
        with self._proving:
            yield operation not in self._proved

    def judge(self, operation: Operation, *, changed_nothing: bool) -> None:
        """Notes whether a dry run of the operation has made no change."""
        (self._proved if changed_nothing else self._ignored).add(operation)

    def is_ignored(self, operation: Operation) -> bool:
        """Whether a dry run of the operation has made a change that it should only check."""
        return operation in self._ignored

    def plan(self, names: Iterable[str]) -> None:
        """Notes the names of an object that the run creates or changes."""
        self._planned |= set(names)

    def are_planned(self, texts: Iterable[str]) -> bool:
        """Whether some of the texts names an object that the run creates or changes, which the API does not know yet."""
        return not self._planned.isdisjoint(texts)
