"""Pacing: waits before the API's rate limits are reached, and holds everybody back when the API says that they are.

`windows` keeps the counts; this module decides how long to wait and says so. A request begins to count when its answer
is here, and until then its place is taken: however long it is on its way, it cannot reach the API too early for the
window that it was let into. Clock and sleep are passed in.
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
"""So many requests should be accepted for one that is refused: with fewer, the next wait is longer, with more it is shorter."""

MOST_ABREAST = 1_000
"""More requests than any run sends at once."""

_WORTH_SAYING = 2.0
_ASK_AGAIN = 0.05
# Runners that share counts keep this second for their clocks and for requests that are still on their way.
_SHARED_MARGIN = 1


@record
class Turn:
    """A request's permission to be sent. Whoever sends it says here what the API thought of it."""

    pace: Pace
    budgets: tuple[Budget, ...]
    holds_before: int

    def accepted(self) -> None:
        """The API let the request pass."""
        self.pace.accepted(self)

    def refused(self, wait: float | None) -> bool:
        """The API refused it for its rate limit, and may have said for how long. True if it is worth another try."""
        return self.pace.refused(self, wait)


class Overdue(Exception):
    """The time that a resource's custom timeout gives is over, or would be before a request could be sent."""


class Pace:
    """The budgets of one project, shared by all threads of the process, and by other runners where a storage is `shared`.

    `paced=False` waits for nothing but what the API itself demands, and `patience` says for how many seconds in a row it may refuse.
    `progress` is what announcements add, as text.
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
        # Imported here, since most runs on this machine keep to no windows.
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
            Overdue: whoever asks is not going to wait for so long.
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
        """Ends a time of refusals, if the request was sent after the last of them and is of the sort that was refused.

        The others follow slowly, or as many as there are would be refused together where there was room for one.
        """
        with self._lock:
            if turn.holds_before == self._hold.number and self._hold.reads == (not turn.budgets):
                self._hold = self._hold.accepted()
                self._recovered += 1

    def refused(self, turn: Turn, wait: float | None) -> bool:
        """Holds all requests back: as long as the API says, else longer each time, with the shortest windows taken for full.

        Once patience ends, False: nothing is waited for any more, and every request is told so by one refusal of its own.
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
                # One request finds out whether the refusals are over; the others wait for what it is told.
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
        """What the shared storage answers. One that is gone is done without: this process has counted for itself all along."""
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
        """Says once what is waited for. A wait that ends with one that was announced is the same."""
        if now + delay <= self._announced + 1 or not (held or delay >= _WORTH_SAYING):
            return
        self._announced = now + delay
        reached = "the API's rate limit is reached: waiting {} s" if held else "waiting {} s for the API's rate limit"
        self._say("; ".join(filter(None, [reached.format(max(round(delay), 1)), str(self._progress)])))


@record
class _Hold:
    """A time in which nothing is sent, after the API refused a request. `streak` counts those without an accepted request between them.

    `growth` says how often the wait has doubled, and `credit` how many requests were accepted since that changed.
    """

    number: int = 0
    streak: int = 0
    since: float = 0.0
    until: float = 0.0
    reads: bool = False
    growth: int = 0
    credit: int = 0

    def next(self, now: float, wait: float | None, *, reads: bool) -> _Hold:
        """The hold that another refusal brings about."""
        growing = min(FIRST_HOLD * 2**self.growth, LONGEST_HOLD)
        seconds = growing if wait is None else wait
        # Runners that were refused together should not come back together.
        until = now + seconds * (1 + random.random() / 10)
        growth = self.growth + (growing < LONGEST_HOLD)
        return _Hold(self.number + 1, self.streak + 1, self.since if self.streak else now, until, reads, growth)

    def accepted(self) -> _Hold:
        """What remains of it once a request was accepted: how long the next one will be."""
        credit = self.credit + 1
        if credit < WORTH or not self.growth:
            return replace(self, streak=0, credit=credit)
        return replace(self, streak=0, growth=self.growth - 1, credit=0)
