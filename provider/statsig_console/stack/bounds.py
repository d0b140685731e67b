"""The bounds that a stack sets to what one run may do, and the words that let it through once.

Read from Pulumi's configuration; the words from the environment, since they are for one run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal, cast, get_args

from statsig_console.errors import InputError
from statsig_console.records import record

from .configuration import number, one_of, optional_flag

ALLOW_VARIABLE = "STATSIG_ALLOW"

Word = Literal["deletes", "doubles", "project", "rollouts"]
WhenRunning = Literal["allow", "warn", "refuse"]


@record
class Bounds:
    """What one run may do.

    - `guard_lost_updates`: nothing is sent over a change that was made elsewhere since the last refresh. None asks it of updates alone.
    - `max_deletes` objects of a kind may go, and beyond that at most `max_deleted_share` % of those that the project had.
    - `max_rollout_step`: so many percentage points a production rollout may rise at once; 100 bounds nothing.
    - `when_running`: what becomes of changes that disturb a running experiment. `allowed`: the bounds that do not hold in this run.
    """

    guard_lost_updates: bool | None = None
    max_deletes: int = 20
    max_deleted_share: float = 50
    max_rollout_step: float = 75
    when_running: WhenRunning = "allow"
    allowed: frozenset[Word] = frozenset()

    @classmethod
    def read(cls, value: Callable[[str], tuple[str, str | None]]) -> Bounds:
        """The bounds that `value` (a look-up of full names and texts by names such as ``maxDeletes``) yields.

        Raises:
            InputError: a value is not of its type, or the environment holds a word that means nothing.
        """
        return cls(
            guard_lost_updates=optional_flag(*value("guardLostUpdates")),
            max_deletes=int(number(*value("maxDeletes"), cls.max_deletes, whole=True)),
            max_deleted_share=number(*value("maxDeletedShare"), cls.max_deleted_share, most=100),
            max_rollout_step=number(*value("maxRolloutStep"), cls.max_rollout_step, most=100),
            when_running=one_of(get_args(WhenRunning), *value("whenRunning")),
            allowed=words(os.environ.get(ALLOW_VARIABLE)),
        )


def words(text: str | None) -> frozenset[Word]:
    """The words of the environment, which commas part."""
    given = frozenset(word.strip().lower() for word in (text or "").split(",") if word.strip())
    if unknown := given - set(get_args(Word)):
        raise InputError(f"{ALLOW_VARIABLE} may hold {', '.join(get_args(Word))}, not {', '.join(sorted(unknown))!r}.")
    return cast("frozenset[Word]", given)
