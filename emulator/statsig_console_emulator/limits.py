"""Rate limits: how many requests of a sort a project may send within a window, with all its keys together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .contract import Operation


@dataclass(frozen=True)
class Window:
    """At most `count` requests within any `seconds`."""

    count: int
    seconds: int


SEGMENTS = "/segments"
ID_LIST = "/segments/{id}/id_list"


@dataclass(frozen=True)
class Limits:
    """One reading of the vendor's text about limits; the defaults are those of the present text.

    - `project`: the limit of all changes, and the limit of bursts (the earlier text's figure; the present text has none).
    - `segments`: the limit that changes of segments count towards instead; None if they count towards the project's.
    - `id_lists`: the limit that additions to an ID list and removals from it count towards as well.
    - `refused_count`: a refused attempt counts as well. `reads_count`: reads count like changes.
    """

    project: tuple[Window, ...] = (Window(1800, 900), Window(100, 10))
    segments: tuple[Window, ...] | None = (Window(900, 900), Window(100, 10))
    id_lists: tuple[Window, ...] = (Window(900, 900), Window(12, 10))
    refused_count: bool = True
    reads_count: bool = False

    def accounts(self, operation: Operation) -> Iterator[tuple[str, tuple[Window, ...]]]:
        """The limits that a request counts towards: name and windows."""
        if not operation.mutates and not self.reads_count:
            return
        if self.segments and f"{operation.path}/".startswith(f"{SEGMENTS}/"):
            yield "segments", self.segments
        else:
            yield "project", self.project
        if operation.mutates and operation.path == ID_LIST:
            yield "id_lists", self.id_lists


OLDER = Limits(project=(Window(900, 900), Window(100, 10)), segments=None, refused_count=False)
"""The limits of the vendor's text until 2025."""


def chosen(present: bool, older: bool, reads: bool) -> Limits | Literal[False]:
    """The limits that a command's options ask for. Raises ValueError if the options exclude each other."""
    if present and older:
        raise ValueError("one reading of the limits at a time: --rate-limits or --older-limits")
    if not (present or older):
        if reads:
            raise ValueError("--limit-reads needs --rate-limits or --older-limits")
        return False
    return replace(OLDER if older else Limits(), reads_count=reads)


class RateLimiter:
    """Counts the requests of each project."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._times: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def admit(self, project: str, operation: Operation, now: float) -> bool:
        """Whether the request may pass. `now` is in seconds."""
        accounts = list(self._limits.accounts(operation))
        admitted = all(self._recent(project, name, window, now) < window.count for name, windows in accounts for window in windows)
        for name, windows in accounts if admitted or self._limits.refused_count else ():
            times = self._times[project, name]
            times.append(now)
            while times[0] <= now - max(window.seconds for window in windows):
                times.popleft()
        return admitted

    def _recent(self, project: str, name: str, window: Window, now: float) -> int:
        times = self._times[project, name]
        return len(times) - bisect_right(times, now - window.seconds)
