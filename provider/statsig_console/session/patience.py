"""Patience: reads again while a read does not show a change that was made a moment ago.

An API may answer reads from copies that follow a few seconds later. A read is the truth, but the first one after a change may be
the truth of before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic, sleep
from typing import Any, TypeVar

from statsig_console.call import current
from statsig_console.errors import ConsoleError
from statsig_console.planning.lateness import is_newer, is_older
from statsig_console.planning.states import inputs_from, state_from
from statsig_console.stack.settings import Timeouts

from .objects import Objects
from .session import Session

Seen = TypeVar("Seen")

WAITS = (0.5, 1.0, 2.0)
"""The seconds before each further look; no longer in sum than a failing request is repeated."""


def is_settled(session: Session) -> bool:
    """Whether reads show by now what an earlier run may have changed a moment before this one began."""
    return monotonic() - session.began > sum(WAITS)


def fetched(objects: Objects, id_: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
    """The API's data about an object; None when it is gone.

    What an earlier run has made or changed just before this one began may not show at once: then it is gone, or has an older record.
    """

    def shows(data: dict[str, Any] | None) -> bool:
        if is_settled(objects.session):
            return True
        return data is not None and not is_older(objects.kind, state, state_from(objects.kind, data, state))

    return look_until(lambda: objects.fetch(id_, state), shows, objects.timeouts)


def present(objects: Objects, id_: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """An object's state, read before a change of it; empty when it is gone, or cannot be read.

    What differs from `state` may be the object as it was before an earlier run has changed it, just before this one began. It is not
    where the object says that it has changed since then.
    """
    kind, known = objects.kind, inputs_from(objects.kind, state)

    def is_present(now: dict[str, Any]) -> bool:
        return not now or inputs_from(kind, now) == known or is_newer(kind, state, now) or is_settled(objects.session)

    def read() -> dict[str, Any]:
        data = objects.fetch(id_, state)
        return state_from(kind, data, state) if data else {}

    return look_until(read, is_present, objects.timeouts)


def look_until(read: Callable[[], Seen], shows: Callable[[Seen], bool], timeouts: Timeouts) -> Seen:
    """What `read` returns once it `shows` the change, or at the last look."""
    seen, left = read(), timeouts.retry
    for wait in WAITS:
        left -= wait
        if shows(seen) or left < 0 or wait > current().seconds_left:
            break
        sleep(wait)
        seen = read()
    return seen


def sent_until(send: Callable[[], Seen], is_late: Callable[[ConsoleError], bool], timeouts: Timeouts) -> Seen:
    """The answer to a request that may be refused because the API does not know of the change before it yet.

    `is_late` tells such a refusal, with which nothing was carried out.

    Raises:
        ConsoleError: the last refusal, or any other one.
    """

    def outcome() -> tuple[Seen] | ConsoleError:
        try:
            return (send(),)
        except ConsoleError as error:
            if is_late(error):
                return error
            raise

    last = look_until(outcome, lambda seen: isinstance(seen, tuple), timeouts)
    if isinstance(last, ConsoleError):
        raise last
    return last[0]
