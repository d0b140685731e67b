"""Rate limits: how many requests of a sort a project may send within a window."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from dataclasses import dataclass

from .contract import Operation


@dataclass(frozen=True)
class Window:
    """At most `count` requests within any `seconds`."""

    count: int
    seconds: int


MUTATIONS = (Window(100, 10), Window(900, 900))
ID_LISTS = (Window(12, 10), Window(900, 900))
LONGEST = max(window.seconds for window in (*MUTATIONS, *ID_LISTS))
ID_LIST = "/segments/{id}/id_list"


class RateLimiter:
    """Counts mutations per project, and changes of segment ID lists on an account of their own. Reads are free."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def admit(self, project: str, operation: Operation, now: float) -> bool:
        """Whether the request may pass; it counts when it does. `now` is in seconds."""
        if not operation.mutates:
            return True
        accounts = [("mutations", MUTATIONS)]
        if operation.path == ID_LIST:
            accounts.append(("id_list", ID_LISTS))
        if any(self._recent(project, name, window, now) >= window.count for name, windows in accounts for window in windows):
            return False
        for name, _ in accounts:
            self._times[project, name].append(now)
        return True

    def _recent(self, project: str, name: str, window: Window, now: float) -> int:
        times = self._times[project, name]
        while times and times[0] <= now - LONGEST:
            times.popleft()
        return len(times) - bisect_right(times, now - window.seconds)
