"""The bounds that a stack sets for one run, and the words that lift a bound once.

Bounds are read from Pulumi's configuration, the words from the environment, since they are for one run.
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
    """The bounds for one run.

    - `guard_lost_updates`: refuses to overwrite a change that was made elsewhere since the last refresh. None guards only updates.
    - `max_deletes`: how many objects of a kind may be deleted or archived; beyond that, at most `max_deleted_share` % of the project's.
    - `max_rollout_step`: by how many percentage points a production rollout may rise at once; 100 sets no bound.
    - `when_running`: whether changes that disturb a running experiment are allowed, reported or refused.
    - `allowed`: the bounds that are lifted in this run.
    """

    guard_lost_updates: bool | None = None
    max_deletes: int = 20
    max_deleted_share: float = 50
    max_rollout_step: float = 75
    when_running: WhenRunning = "allow"
    allowed: frozenset[Word] = frozenset()

    @classmethod
    def read(cls, value: Callable[[str], tuple[str, str | None]]) -> Bounds:
        """The bounds from the configuration; `value` returns a setting's full name and text for a name such as ``maxDeletes``.

        Raises:
            InputError: a value is not of its type, or the environment holds an unknown word.
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
    """The words in the environment variable, separated by commas."""
    given = frozenset(word.strip().lower() for word in (text or "").split(",") if word.strip())
    if unknown := given - set(get_args(Word)):
        raise InputError(f"{ALLOW_VARIABLE} may hold {', '.join(get_args(Word))}, not {', '.join(sorted(unknown))!r}.")
    return cast("frozenset[Word]", given)
