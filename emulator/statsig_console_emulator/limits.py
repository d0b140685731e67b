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
ID_LIST = "/segments/{id}/id_list"


class RateLimiter:
    """Counts mutations per project, and changes of segment ID lists on an account of their own. Reads are free."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def admit(self, project: str, operation: Operation, now: float) -> float | None:
        """None when the request may pass (and counts), else the seconds after which one more would. `now` is in seconds."""
        if not operation.mutates:
            return None
        accounts = [("mutations", MUTATIONS)]
        if operation.path == ID_LIST:
            accounts.append(("id_list", ID_LISTS))
        waits = [self._wait(project, name, window, now) for name, windows in accounts for window in windows]
        if max(waits) > 0:
            return max(waits)
        for name, _ in accounts:
            self._times[project, name].append(now)
        return None

    def _wait(self, project: str, name: str, window: Window, now: float) -> float:
        times = self._times[project, name]
        while times and times[0] <= now - max(MUTATIONS[1].seconds, ID_LISTS[1].seconds):
            times.popleft()
        recent = len(times) - bisect_right(times, now - window.seconds)
        return times[len(times) - window.count] + window.seconds - now if recent >= window.count else 0
