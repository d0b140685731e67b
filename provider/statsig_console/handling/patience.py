"""Patience: reads again while a read does not show a change that was made a moment ago.

An API may answer reads from copies that follow a few seconds later. A read is the truth, but the first one after a change may be
the truth of before it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import TypeVar

from statsig_console.call import current
from statsig_console.stack.settings import Timeouts

Seen = TypeVar("Seen")

WAITS = (0.5, 1.0, 2.0)
"""The seconds before each further look; no longer in sum than a failing request is repeated."""


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
