"""Pacing: waits before the limit is reached, no longer than needed, and says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage

from statsig_console.declaring.operations import Budget, Window
from statsig_console.sending.pacing import FIRST_HOLD, LONGEST_HOLD, WORTH, Pace
from statsig_console.session.progress import Progress

CHANGES = Budget("changes", (Window(100, 10), Window(1800, 900)))


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


@pytest.fixture
def said() -> list[str]:
    """What the pace has announced."""
    return []


@pytest.fixture
def pace(clock: Clock, said: list[str]) -> Callable[..., Pace]:
    """Makes paces on the clock."""

    def make(**options: Any) -> Pace:
        return Pace("project", **{"sleep": clock.sleep, "now": clock.now, "say": said.append, **options})

    return make


def budget(*windows: tuple[int, int]) -> Budget:
    return Budget("things", tuple(Window(*window) for window in windows))


def send(pace: Pace, *budgets: Budget, times: int = 1) -> None:
    """Sends requests that are answered at once."""
    for _ in range(times):
        with pace.turn(*budgets) as turn:
            turn.accepted()


def test_nothing_waits_within_the_budget(clock: Clock, pace: Callable[..., Pace]) -> None:
    """A small stack never notices."""
    send(pace(), budget((5, 10)), times=5)

    assert clock.slept == []


def test_reads_and_what_is_not_paced_never_wait(clock: Clock, pace: Callable[..., Pace]) -> None:
    """The limit counts mutations, and an emulator has none."""
    send(pace(), times=500)
    send(pace(paced=False), budget((5, 10)), times=500)

    assert clock.slept == []


def test_a_full_window_is_waited_for(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Until the oldest mutation has left it, and not longer."""
    paced = pace()
    send(paced, budget((2, 10)))
    clock.time += 4
    send(paced, budget((2, 10)))

    send(paced, budget((2, 10)))

    assert sum(clock.slept) == pytest.approx(6, abs=0.1)


def test_a_mutation_counts_from_its_answer_on(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Nobody knows when on its way the API counted it: at the latest when it answered."""
    paced = pace()
    with paced.turn(budget((1, 10))):
        clock.time += 7

    send(paced, budget((1, 10)))

    assert sum(clock.slept) == pytest.approx(10, abs=0.1)


def test_what_is_on_its_way_has_its_place(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Two requests of a budget of one, sent at the same time, would be one too many."""
    paced = pace(sleep=lambda seconds: entered.set())
    entered = threading.Event()
    with paced.turn(budget((1, 10))):
        other = threading.Thread(target=send, args=(paced, budget((1, 10))), daemon=True)
        other.start()
        assert entered.wait(5)
    clock.time += 11
    other.join(5)

    assert not other.is_alive()


def test_no_window_is_ever_overrun(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Over any 10 s there are at most 3, over any 60 s at most 7."""
    paced = pace()
    times: list[float] = []
    for _ in range(20):
        send(paced, budget((3, 10), (7, 60)))
        times.append(clock.time)

    assert all(later - earlier >= 10 for earlier, later in zip(times, times[3:], strict=False))
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[7:], strict=False))
    assert times[-1] - times[0] == pytest.approx(130, abs=1)


def test_a_budget_of_its_own_counts_beside_the_common_one(clock: Clock, pace: Callable[..., Pace]) -> None:
    """The tighter one holds back what it is for, and nothing else."""
    paced, common, tight = pace(), budget((5, 10)), Budget("tight", (Window(2, 10),))
    send(paced, common, tight, times=2)
    send(paced, common, times=3)
    assert clock.slept == []

    send(paced, common, tight)

    assert sum(clock.slept) == pytest.approx(10, abs=0.1)


def test_a_long_wait_is_announced_and_a_short_one_is_not(pace: Callable[..., Pace], said: list[str]) -> None:
    """Silence for a minute looks like a hang; a line per second is noise."""
    send(pace(), budget((1, 1), (2, 30)), times=3)

    assert said == ["waiting 29 s for the API's rate limit"]


def test_a_wait_tells_how_far_the_run_is(pace: Callable[..., Pace], said: list[str]) -> None:
    """Whoever waits wants to know for how much longer."""
    progress = Progress()
    paced = pace(progress=progress)
    send(paced, budget((1, 30)))
    for _ in range(3):
        progress.plan()
    with progress.change():
        pass

    send(paced, budget((1, 30)))

    assert said == ["waiting 30 s for the API's rate limit; 1 change made, at least 2 left"]


def test_a_wait_of_many_threads_is_announced_once(clock: Clock, pace: Callable[..., Pace], said: list[str]) -> None:
    """They wait for the same moment."""
    paced = pace()
    send(paced, budget((4, 30)), times=4)

    assert [paced._enter((budget((4, 30)),)) > 0 for _ in range(4)] == [True] * 4
    assert said == ["waiting 30 s for the API's rate limit"]


def test_threads_share_one_budget(pace: Callable[..., Pace], clock: Clock) -> None:
    """Pulumi runs resources on several threads."""
    paced = pace()
    times: list[float] = []

    def work() -> None:
        for _ in range(10):
            with paced.turn(budget((10, 10))):
                times.append(clock.time)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    times.sort()
    assert len(times) == 40
    assert all(later - earlier >= 10 for earlier, later in zip(times, times[10:], strict=False))


def test_a_refusal_holds_everybody_back(clock: Clock, pace: Callable[..., Pace], said: list[str]) -> None:
    """One 429 is enough to know; a read waits as well, since nobody knows what the API counted."""
    paced = pace(paced=False, progress="7 changes made")
    with paced.turn(budget((5, 10))) as turn:
        turn.refused(3.0)

    send(paced)

    assert 3 <= sum(clock.slept) <= 3.4
    assert said == ["the API's rate limit is reached: waiting 3 s; 7 changes made"]


def test_refusals_of_requests_sent_together_are_one(clock: Clock, pace: Callable[..., Pace], said: list[str]) -> None:
    """Four threads that are refused at the same moment have learnt one thing, not four."""
    paced = pace(paced=False)
    with paced.turn(CHANGES) as first, paced.turn(CHANGES) as second, paced.turn(CHANGES) as third:
        for turn in (first, second, third):
            turn.refused(None)

    send(paced)

    assert sum(clock.slept) == pytest.approx(FIRST_HOLD, rel=0.11)
    assert len(said) == 1


def test_after_a_refusal_one_request_goes_first(clock: Clock, pace: Callable[..., Pace]) -> None:
    """If it is refused again, it is the only one."""
    paced = pace(paced=False)
    with paced.turn(CHANGES) as turn:
        turn.refused(1.0)
    with paced.turn(CHANGES) as probe:
        assert paced._enter((CHANGES,)) > 0
        assert paced._enter(()) > 0
        probe.accepted()
        assert paced._enter((CHANGES,)) == 0


def test_a_read_does_not_end_what_mutations_are_refused_for(pace: Callable[..., Pace]) -> None:
    """Reads may well be free."""
    paced = pace(paced=False)
    with paced.turn(CHANGES) as turn:
        turn.refused(1.0)

    with paced.turn() as read:
        read.accepted()
        assert paced._enter((CHANGES,)) > 0


def test_holds_grow_until_enough_is_accepted_between_them(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Without Retry-After nobody knows how long it takes, and each refusal costs a place that ten others should pay for."""
    paced = pace(paced=False)
    holds: list[float] = []

    def hold(wait: float | None = None) -> float:
        with paced.turn(CHANGES) as turn:
            before = clock.time
            turn.refused(wait)
        return paced._hold.until - before

    holds = [hold() for _ in range(7)]
    assert holds == [pytest.approx(min(FIRST_HOLD * 2**number, LONGEST_HOLD), rel=0.11) for number in range(7)]
    send(paced, CHANGES)
    assert hold() == pytest.approx(LONGEST_HOLD, rel=0.11)
    send(paced, CHANGES, times=2 * WORTH)
    assert hold() == pytest.approx(FIRST_HOLD * 2**3, rel=0.11)
    send(paced, CHANGES, times=10 * WORTH)
    assert hold() == pytest.approx(FIRST_HOLD, rel=0.11)
    assert hold(600) == pytest.approx(600, rel=0.11)


def test_after_refusals_requests_go_abreast_slowly(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Sixteen that go at once are refused at once; that would cost more of the quota than one place that was free."""
    paced = pace(paced=False)
    with paced.turn(CHANGES) as turn:
        turn.refused(1.0)
    clock.time += 2

    def at_once() -> int:
        with ExitStack() as going:
            for count in range(100):
                if paced._enter((CHANGES,)) > 0:
                    return count
                paced._sent.subtract((None, CHANGES))
                going.enter_context(paced.turn(CHANGES))
        return 100

    counts = [at_once()]
    for _ in range(3):
        send(paced, CHANGES, times=WORTH)
        counts.append(at_once())

    assert counts == [1, 2, 3, 4]


def test_patience_is_that_of_all_requests_together(clock: Clock, pace: Callable[..., Pace]) -> None:
    """When it has ended nothing is waited for any more, until a request is accepted."""
    paced = pace(patience=15)

    def refused(wait: float | None = None) -> bool:
        with paced.turn(budget((5, 10))) as turn:
            return turn.refused(wait)

    assert [refused(5), refused(5)] == [True, True]
    clock.time += 15
    slept = len(clock.slept)
    assert [refused(), refused()] == [False, False]
    assert len(clock.slept) == slept
    send(paced, budget((5, 10)))
    assert refused(1)
    assert not refused(15)


def test_after_a_refusal_the_window_counts_as_full(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Somebody else uses the budget too: sending on at once would be refused again."""
    paced = pace()
    with paced.turn(budget((5, 10), (9, 900))) as turn:
        clock.time += 1
        turn.refused(None)

    before = clock.time
    send(paced, budget((5, 10), (9, 900)))

    assert clock.time - before == pytest.approx(10, abs=0.1)


def test_after_a_refusal_a_long_window_does_not_count_as_full(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Nobody knows how full it is; to wait for all of it would stop a run for a quarter of an hour."""
    paced = pace()
    with paced.turn(budget((5, 900))) as turn:
        turn.refused(None)

    send(paced, budget((5, 900)))

    assert sum(clock.slept) == pytest.approx(FIRST_HOLD, rel=0.11)


def test_refused_attempts_have_their_place_in_the_windows(clock: Clock, pace: Callable[..., Pace]) -> None:
    """The API counts them too, so that whoever goes on asking stays outside."""
    paced = pace()
    for _ in range(3):
        with paced.turn(budget((3, 900))) as turn:
            turn.refused(0.1)
    clock.time += 1
    clock.slept.clear()

    send(paced, budget((3, 900)))

    assert sum(clock.slept) == pytest.approx(899, abs=1)


def test_asking_whether_refusals_are_over_costs_little_of_a_quota(clock: Clock, pace: Callable[..., Pace]) -> None:
    """While the API goes on refusing for as long as its longest window, less than a fortieth of 1,800 attempts is spent on asking."""
    paced = pace(paced=False, patience=1e9)
    began, attempts = clock.time, 0
    while clock.time < began + 900:
        with paced.turn(CHANGES) as turn:
            attempts += 1
            turn.refused(None)

    assert 30 <= attempts <= 45


def test_the_api_s_own_word_goes_before_the_window(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Retry-After says when there is room."""
    paced = pace()
    with paced.turn(budget((5, 10))) as turn:
        turn.refused(2.0)

    send(paced, budget((5, 10)))

    assert 2 <= sum(clock.slept) <= 2.3


def test_runners_that_share_a_storage_share_the_budget(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Two deployments of one project count together, with a second to spare for clocks and for what is on its way."""
    storage = MemoryStorage()
    one, other = pace(shared=storage), pace(shared=storage)

    send(one, budget((2, 10)))
    send(other, budget((2, 10)))
    assert clock.slept == []
    send(other, budget((2, 10)))

    assert sum(clock.slept) == pytest.approx(11, abs=0.1)


def test_a_place_that_another_runner_takes_first_is_not_used_twice(clock: Clock, pace: Callable[..., Pace]) -> None:
    """Between the look at a shared storage and the entry in it, another runner may be quicker."""
    storage = MemoryStorage()
    paced, rival = pace(shared=storage), pace(shared=storage)
    look = paced._delay

    def late(*arguments: Any) -> float:
        delay = look(*arguments)
        if not clock.slept:
            send(rival, budget((1, 10)))
        return delay

    paced._delay = late  # type: ignore[method-assign]
    send(paced, budget((1, 10)))

    assert sum(clock.slept) == pytest.approx(11, abs=0.2)


def test_a_refusal_fills_the_shared_window(clock: Clock, pace: Callable[..., Pace]) -> None:
    """The other runners need not find out for themselves."""
    storage = MemoryStorage()
    one, other = pace(shared=storage), pace(shared=storage)
    with one.turn(budget((5, 10))) as turn:
        turn.refused(None)

    send(other, budget((5, 10)))

    assert sum(clock.slept) == pytest.approx(11, abs=0.1)


class Failing(MemoryStorage):
    """A storage that is gone after some answers, or when something is to be entered."""

    def __init__(self, answers: int = 1000, entries: int = 1000) -> None:
        super().__init__()
        self.answers, self.entries = answers, entries

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        self.answers -= 1
        if self.answers < 0:
            raise StorageError(ConnectionError("redis has gone away"))
        return super().get_moving_window(key, limit, expiry)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        self.entries -= 1
        if self.entries < 0:
            raise StorageError(OSError("a wrapped one")) from ConnectionError("redis has gone away")
        return super().acquire_entry(key, limit, expiry, amount)


@pytest.mark.parametrize("storage", [Failing(answers=3), Failing(entries=0)])
def test_a_storage_that_goes_away_is_done_without(clock: Clock, pace: Callable[..., Pace], said: list[str], storage: Failing) -> None:
    """The run goes on at its own pace, which has counted all along, and says so once, with the reason; nothing is asked twice for it."""
    paced = pace(shared=storage)

    send(paced, budget((5, 10)), times=5)
    assert clock.slept == []
    send(paced, budget((5, 10)))

    gone = "from here on this run keeps to the rate limit by itself alone"
    assert said == [
        f"statsig:rateLimitStore does not answer (redis has gone away): {gone}",
        "waiting 10 s for the API's rate limit",
    ]
    assert sum(clock.slept) == pytest.approx(10, abs=0.1)
