"""Windows: how full the windows of a project's budgets are. `limits` keeps the counts, in memory or in a shared store."""

from __future__ import annotations

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import MemoryStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from statsig_console.declaring.operations import Budget

# A request that is exactly as old as the window is long still counts in it.
_MARGIN = 0.01

BURST = 60
"""The most seconds of a window against bursts. After a refusal such a window is taken for full; a longer one may be full from before."""


class Windows:
    """How full a project's windows are, by the counts of a storage: the process's own by default. `margin` lengthens each, in seconds."""

    def __init__(self, project: str, storage: Storage | None = None, margin: int = 0) -> None:
        self._project = project
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())
        self._margin = margin

    def delay(self, budget: Budget, taken: int, now: float) -> float:
        """Seconds until one more request fits, if `taken` places are not counted yet."""
        delays = [0.0]
        for item in self._items(budget):
            stats = self._limiter.get_window_stats(item, self._project, budget.name)
            if stats.remaining <= taken:
                oldest_leaves = stats.reset_time - now if stats.remaining < item.amount else 0.0
                delays.append(max(oldest_leaves, 0.0) + _MARGIN)
        return max(delays)

    def count(self, budget: Budget) -> bool:
        """Counts a request. False when there is no place, because another runner was quicker."""
        return all(self._limiter.hit(item, self._project, budget.name) for item in self._items(budget))

    def fill(self, budget: Budget, taken: int = 0) -> None:
        """Fills the shortest window, if it is one against bursts; `taken` places in it are left for requests that are not counted yet."""
        item = min(self._items(budget), key=lambda each: each.get_expiry())
        left = self._limiter.get_window_stats(item, self._project, budget.name).remaining - taken
        if left > 0 and item.get_expiry() <= BURST:
            self._limiter.hit(item, self._project, budget.name, cost=left)

    def _items(self, budget: Budget) -> list[RateLimitItem]:
        return [RateLimitItemPerSecond(window.count, window.seconds + self._margin, "statsig") for window in budget.windows]
