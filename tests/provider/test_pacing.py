"""Pacing: waits before the limit is reached, no longer than needed, and says so."""

from __future__ import annotations

import threading

import pytest
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage

from statsig_console.pacing import MUTATIONS, Pace


class Clock:
    """A clock that sleeping moves, and nothing else."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The storage reads `time.time` by itself, so it is replaced there as well."""
    clock = Clock()
    monkeypatch.setattr("time.time", clock.now)
    return clock


def pace(
    clock: Clock, windows: tuple[RateLimitItemPerSecond, ...], said: list[str] | None = None, storage: MemoryStorage | None = None
) -> Pace:
    return Pace("project", windows, storage, sleep=clock.sleep, now=clock.now, say=(said if said is not None else []).append)


def test_the_budget_is_what_the_vendor_states() -> None:
    """100 in 10 s and 900 in 15 min."""
    assert [(window.amount, window.get_expiry()) for window in MUTATIONS] == [(100, 10), (900, 900)]


def test_nothing_waits_within_the_budget(clock: Clock) -> None:
    """A small stack never notices."""
    paced = pace(clock, (RateLimitItemPerSecond(5, 10),))

    for _ in range(5):
        paced.wait()

    assert clock.slept == []


def test_a_full_window_is_waited_for(clock: Clock) -> None:
    """Until the oldest mutation has left it, and not longer."""
    paced = pace(clock, (RateLimitItemPerSecond(2, 10),))
    paced.wait()
    clock.time += 4
    paced.wait()

    paced.wait()

    assert sum(clock.slept) == pytest.approx(6, abs=0.1)


def test_no_window_is_ever_overrun(clock: Clock) -> None:
    """Over any 10 s there are at most 3, over any 60 s at most 7."""
    paced = pace(clock, (RateLimitItemPerSecond(3, 10), RateLimitItemPerSecond(7, 60)))
    times: list[float] = []
    for _ in range(20):
        paced.wait()
        times.append(clock.time)

    assert all(later - earlier >= 10 for earlier, later in zip(times, times[3:], strict=False))
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[7:], strict=False))
    assert times[-1] - times[0] == pytest.approx(130, abs=1)


def test_a_long_wait_is_announced_and_a_short_one_is_not(clock: Clock) -> None:
    """Silence for a minute looks like a hang; a line per second is noise."""
    said: list[str] = []
    paced = pace(clock, (RateLimitItemPerSecond(1, 1), RateLimitItemPerSecond(2, 30)), said)

    for _ in range(3):
        paced.wait()

    assert said == ["waiting 29 s for the API's rate limit"]


def test_runners_that_share_a_storage_share_the_budget(clock: Clock) -> None:
    """Two deployments of one project count together."""
    storage = MemoryStorage()
    window = (RateLimitItemPerSecond(2, 10),)
    one, other = pace(clock, window, storage=storage), pace(clock, window, storage=storage)

    one.wait()
    other.wait()
    assert clock.slept == []
    other.wait()

    assert sum(clock.slept) == pytest.approx(10, abs=0.1)


def test_a_place_that_another_runner_takes_first_is_not_used_twice(clock: Clock) -> None:
    """Between the look at a shared storage and the entry in it, another runner may be quicker."""
    storage = MemoryStorage()
    window = RateLimitItemPerSecond(1, 10)
    paced = pace(clock, (window,), storage=storage)
    rival = pace(clock, (window,), storage=storage)
    look = paced._delay

    def late() -> float:
        delay = look()
        if not clock.slept:
            rival._taken()
        return delay

    paced._delay = late  # type: ignore[method-assign]
    paced.wait()

    assert sum(clock.slept) == pytest.approx(10, abs=0.1)


def test_threads_share_one_budget(clock: Clock) -> None:
    """Pulumi runs resources on several threads."""
    paced = pace(clock, (RateLimitItemPerSecond(10, 10),))
    threads = [threading.Thread(target=lambda: [paced.wait() for _ in range(10)]) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(clock.slept) == pytest.approx(30, abs=0.5)
