"""Pacing: waits before the API's rate limits are reached, and holds all requests back when the API says that they are.

`windows` keeps the counts; this module decides how long to wait and says so. A request takes a place in its windows from
the start, and is counted when its answer arrives. So even a request that is slow to reach the API cannot exceed the limit.
Clock and sleep are passed in.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from statsig_console.call import current
from statsig_console.declaring.operations import Budget
from statsig_console.records import record
from statsig_console.secrets import scrub
from statsig_console.stack.settings import Timeouts

if TYPE_CHECKING:
    from limits.storage import Storage

    from .windows import Windows

Result = TypeVar("Result")

FIRST_HOLD = 1.0
LONGEST_HOLD = 30.0
"""Seconds of the first and the longest wait after refusals that do not say how long to wait."""

WORTH = 10
"""The wanted number of accepted requests per refused one: with fewer, the next wait is longer; with more, it is shorter."""

MOST_ABREAST = 1_000
"""A number of requests that no run sends at once."""

_WORTH_SAYING = 2.0
_ASK_AGAIN = 0.05
# A shared window is longer by this many seconds, for differences of the runners' clocks and for requests under way.
_SHARED_MARGIN = 1


@record
class Turn:
    """A request's permission to be sent. The sender reports the API's reaction here."""

    pace: Pace
    budgets: tuple[Budget, ...]
    holds_before: int

    def accepted(self) -> None:
        """The API has not refused the request for its rate limit."""
        self.pace.accepted(self)

    def refused(self, wait: float | None) -> bool:
        """The API has refused the request for its rate limit; `wait` are the seconds that it named. True if another try is worth it."""
        return self.pace.refused(self, wait)


class Overdue(Exception):
    """A resource's custom timeout is over, or would be over before a request could be sent."""


class Pace:
    """The budgets of one project, shared by all threads of the process, and with other runners through the storage `shared`.

    With `paced=False`, requests only wait when the API demands it. `patience` is for how many seconds in a row the API may refuse.
    Announcements add `progress`, as text.
    """

    def __init__(
        self,
        project: str,
        *,
        paced: bool = True,
        shared: Storage | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
        say: Callable[[str], None] = lambda text: None,
        patience: float = Timeouts.rate_limit,
        progress: object = "",
    ) -> None:
        # Imported here, since runs against an API on this machine need no windows.
        if paced or shared:
            from .windows import Windows

            self._own: Windows | None = Windows(project)
            self._shared = Windows(project, shared, _SHARED_MARGIN) if shared else None
        else:
            self._own = self._shared = None
        self._sleep = sleep
        self._now = now
        self._say = say
        self._patience = patience
        self._progress = progress
        self._lock = threading.Lock()
        self._sent: Counter[Budget | None] = Counter()
        self._announced = 0.0
        self._hold = _Hold()
        self._recovered = WORTH * MOST_ABREAST

    @contextmanager
    def turn(self, *budgets: Budget) -> Generator[Turn]:
        """Waits until one more request fits into every window of the budgets; a read has none.

        Raises:
            Overdue: the caller is not going to wait that long.
        """
        while (delay := self._enter(budgets)) > 0:
            if delay > current().seconds_left:
                raise Overdue
            self._sleep(delay)
        turn = Turn(self, budgets, self._hold.number)
        try:
            yield turn
        finally:
            with self._lock:
                self._sent.subtract((None, *budgets))
                if self._own:
                    for budget in budgets:
                        self._own.count(budget)

    def accepted(self, turn: Turn) -> None:
        """Ends a series of refusals, if the request was sent after the last one and is of the refused sort (read or change).

        The waiting requests follow slowly, since all of them at once would be refused again.
        """
        with self._lock:
            if turn.holds_before == self._hold.number and self._hold.reads == (not turn.budgets):
                self._hold = self._hold.accepted()
                self._recovered += 1

    def refused(self, turn: Turn, wait: float | None) -> bool:
        """Holds all requests back: as long as the API says, else longer each time, with the shortest windows marked as full.

        Returns False once patience ends: from then on no request waits, so that each one fails by a refusal of its own.
        """
        with self._lock:
            now = self._now()
            since = self._hold.since if self._hold.streak else now
            worth = now - since + (wait or 0.0) < self._patience
            if turn.holds_before == self._hold.number:
                self._hold = self._hold.next(now, wait if worth else 0.0, reads=not turn.budgets)
                self._recovered = 0
                for budget in turn.budgets if wait is None and worth else ():
                    self._fill(budget)
            return worth

    def _enter(self, budgets: Sequence[Budget]) -> float:
        """Takes a place in the windows and returns 0, or returns the seconds after which to ask again."""
        with self._lock:
            now = self._now()
            if self._hold.streak and now >= self._hold.until and self._sent[None]:
                # One request finds out whether the refusals are over; the others wait for its answer.
                return _ASK_AGAIN
            if self._sent[None] * WORTH >= WORTH + self._recovered:
                return _ASK_AGAIN
            held = self._hold.until - now
            delay = max([held, *(self._delay(budget, now) for budget in budgets)])
            if delay > 0:
                self._announce(now, delay, held > 0)
                return delay
            if not all(self._counted(budget) for budget in budgets):
                return _ASK_AGAIN
            self._sent.update((None, *budgets))
            return 0.0

    def _delay(self, budget: Budget, now: float) -> float:
        delay = self._own.delay(budget, self._sent[budget], now) if self._own else 0.0
        return max(delay, self._with_shared(lambda shared: shared.delay(budget, 0, now), 0.0))

    def _counted(self, budget: Budget) -> bool:
        return self._with_shared(lambda shared: shared.count(budget), True)

    def _fill(self, budget: Budget) -> None:
        if self._own:
            self._own.fill(budget, self._sent[budget])
        self._with_shared(lambda shared: shared.fill(budget), None)

    def _with_shared(self, ask: Callable[[Windows], Result], otherwise: Result) -> Result:
        """The shared storage's answer. If the storage fails, it is not used again: this process has its own counts as well."""
        if self._shared is None:
            return otherwise
        from limits.errors import StorageError

        try:
            return ask(self._shared)
        except StorageError as error:
            self._shared = None
            reason = scrub(str(error.__cause__ or error))
            self._say(f"statsig:rateLimitStore does not answer ({reason}): from here on this run keeps to the rate limit by itself alone")
            return otherwise

    def _announce(self, now: float, delay: float, held: bool) -> None:
        """Says once why requests wait. A wait that ends together with an announced one is not announced again."""
        if now + delay <= self._announced + 1 or not (held or delay >= _WORTH_SAYING):
            return
        self._announced = now + delay
        reached = "the API's rate limit is reached: waiting {} s" if held else "waiting {} s for the API's rate limit"
        self._say("; ".join(filter(None, [reached.format(max(round(delay), 1)), str(self._progress)])))


@record
class _Hold:
    """A time in which nothing is sent, after the API refused a request.

    - `number`: how many holds there were. `streak`: how many of them without an accepted request in between, the first `since` then.
    - `until`: when the hold ends. `reads`: whether the refused request was a read.
    - `growth`: how often the wait has doubled. `credit`: how many requests were accepted since `growth` changed.
    """

    number: int = 0
    streak: int = 0
    since: float = 0.0
    until: float = 0.0
    reads: bool = False
    growth: int = 0
    credit: int = 0

    def next(self, now: float, wait: float | None, *, reads: bool) -> _Hold:
        """The hold after another refusal."""
        growing = min(FIRST_HOLD * 2**self.growth, LONGEST_HOLD)
        seconds = growing if wait is None else wait
        # Runners that were refused together should not try again together.
        until = now + seconds * (1 + random.random() / 10)
        growth = self.growth + (growing < LONGEST_HOLD)
        return _Hold(self.number + 1, self.streak + 1, self.since if self.streak else now, until, reads, growth)

    def accepted(self) -> _Hold:
        """The hold after an accepted request; it determines how long the next hold will be."""
        credit = self.credit + 1
        if credit < WORTH or not self.growth:
            return replace(self, streak=0, credit=credit)
        return replace(self, streak=0, growth=self.growth - 1, credit=0)
