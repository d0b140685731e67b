"""Deletions: how many objects of a kind may be deleted or archived in one run.

Pulumi calls for deletions one by one, so a run is stopped before the first one beyond the bound.
Where the number is certain in advance, a run is stopped before any deletion: at preview for objects
that the program archives or replaces, and after a refresh for objects that leave the stack.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from statsig_console.errors import ConsoleError, InputError
from statsig_console.stack.bounds import ALLOW_VARIABLE, Bounds

from .census import Census


@dataclass
class Tally:
    """The deletions of one kind.

    - `retired`: the IDs of objects that the program archives or replaces. `gone`: the IDs of objects that were let go.
    - `had`: how many objects the project had before; None where the API does not tell. `is_counted`: whether they were counted.
    """

    retired: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    had: int | None = None
    is_counted: bool = False


class Deletions:
    """Allows deletions in one project as long as they are within the bounds. Safe to share between threads."""

    def __init__(self, bounds: Bounds, census: Census) -> None:
        self._bounds = bounds
        self._census = census
        self._tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self._lock = threading.Lock()

    def plan(self, kind: str, label: str, id_: str, count: Callable[[], int | None]) -> None:
        """Notes an object that the program archives or replaces; `count` asks the API for the number of objects.

        Raises:
            InputError: with this object, the deletions exceed the bound.
        """
        with self._lock:
            tally = self._tallies[kind]
            planned = tally.retired | tally.gone | {id_}
            if self._exceeds(kind, tally, len(planned), count):
                raise InputError(
                    f"{label} {id_}: the program archives or replaces at least {len(planned)} objects of this kind. {self._bound(tally)}"
                )
            tally.retired.add(id_)

    def grant(self, kind: str, label: str, id_: str, count: Callable[[], int | None], is_there: Callable[[], bool]) -> None:
        """Allows one deletion; `count` asks the API for the number of objects, `is_there` whether this one exists.

        Raises:
            InputError: with this object and those that will certainly follow, the deletions exceed the bound.
        """
        with self._lock:
            tally = self._tallies[kind]
            going = len(tally.retired | tally.gone | {id_})
            if id_ not in tally.retired:
                going = max(going, len(tally.retired) + self._census.leaving(kind))
            if self._exceeds(kind, tally, going, count) and id_ not in tally.retired:
                if not is_there():
                    return
                went = f"{len(tally.gone)} of this kind went in this run" if tally.gone else "none of this kind has gone yet"
                raise InputError(f"{label} {id_} stays: {went}, and {going} or more are to go. {self._bound(tally)}")
            tally.gone.add(id_)

    def _exceeds(self, kind: str, tally: Tally, going: int, count: Callable[[], int | None]) -> bool:
        """Whether `going` deletions exceed the bound. Objects are counted when their number first matters."""
        if "deletes" in self._bounds.allowed or self._bounds.max_deleted_share >= 100 or going <= self._bounds.max_deletes:
            return False
        if not tally.is_counted:
            left = self._counted(count)
            tally.had = None if left is None else max(0, left + len(tally.gone) - self._census.created(kind))
            tally.is_counted = True
        return going > self._most(tally)

    def _counted(self, count: Callable[[], int | None]) -> int | None:
        try:
            return count()
        except ConsoleError:
            return None

    def _most(self, tally: Tally) -> int:
        return max(self._bounds.max_deletes, int((tally.had or 0) * self._bounds.max_deleted_share / 100))

    def _bound(self, tally: Tally) -> str:
        of = "" if tally.had is None else f" of the project's {tally.had}"
        return (
            f"At most {self._most(tally)}{of} may go in one run (statsig:maxDeletes, statsig:maxDeletedShare). "
            f"If that is meant, set {ALLOW_VARIABLE}=deletes for this run."
        )
