"""Pacing: waits before the API's rate limit is reached, so that no request is refused for it.

The API counts mutations per project in two windows. `limits` keeps the counts; this module
decides how long to wait and says so. Clock and sleep are passed in.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import MemoryStorage, Storage
from limits.strategies import MovingWindowRateLimiter

MUTATIONS: tuple[RateLimitItem, ...] = (RateLimitItemPerSecond(100, 10), RateLimitItemPerSecond(900, 900))
"""100 mutations in 10 s and 900 in 15 min, per project, as the vendor's documentation states them."""

_WORTH_SAYING = 2.0
# A mutation that is exactly as old as the window is long has not left it yet.
_MARGIN = 0.01


class Pace:
    """The budget of one project, shared by all threads of the process."""

    def __init__(
        self,
        project: str,
        windows: Sequence[RateLimitItem] = MUTATIONS,
        storage: Storage | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._project = project
        self._windows = tuple(windows)
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())
        self._sleep = sleep
        self._now = now
        self._say = say
        self._turn = threading.Lock()

    def wait(self) -> None:
        """Returns when one more mutation fits into every window, and counts it."""
        with self._turn:
            while (delay := self._delay()) > 0 or not self._taken():
                if delay >= _WORTH_SAYING:
                    self._say(f"waiting {math.ceil(delay)} s for the API's rate limit")
                self._sleep(max(delay, _MARGIN))

    def _taken(self) -> bool:
        """Counts a mutation in every window. In a shared storage another runner may have been quicker."""
        return all(self._limiter.hit(window, self._project) for window in self._windows)

    def _delay(self) -> float:
        """Seconds until the fullest window has room."""
        full = [window for window in self._windows if not self._limiter.test(window, self._project)]
        resets = [self._limiter.get_window_stats(window, self._project).reset_time - self._now() for window in full]
        return max((max(reset, 0.0) + _MARGIN for reset in resets), default=0.0)
