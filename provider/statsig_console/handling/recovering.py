"""Recovering: goes on with an update when a request may have taken effect before.

An update that failed half way is run again with the state from before it. Then the API may refuse
a change that is made already (an experiment "has already started"). An answer may also be lost, and
the repeated request refused. A read shows which changes are left, and the update goes on with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from statsig_console.errors import ConsoleError, RequestFailed, Unavailable
from statsig_console.planning.changes import Changes
from statsig_console.planning.states import state_from
from statsig_console.session.patience import look_until

from .updating import Update

MAYBE_MADE = {400, 404, 409, 422}
"""The statuses with which the API refuses a change that is made already; it uses them for other refusals too."""


def settle(update: Update, changes: Changes, remaining: Callable[[Mapping[str, Any]], Changes]) -> None:
    """Carries out the changes; `remaining` tells which of them a state still lacks.

    Raises:
        RequestFailed: a request failed, and nothing shows that its change had been made before.
    """
    while True:
        try:
            return update.carry_out(changes)
        except RequestFailed as failure:
            changes = _left_after(failure, update, remaining)


def _left_after(failure: RequestFailed, update: Update, remaining: Callable[[Mapping[str, Any]], Changes]) -> Changes:
    """The changes that are left after a failed request, from a read of the object.

    Raises:
        RequestFailed: the failure itself, where the read shows no progress.
    """
    if not may_be_made(failure.reason):
        raise failure
    supposed = remaining(update.state)
    # A refusal names the object as it is. Where the answer was lost, a read may still show the object as it was.
    is_lost = isinstance(failure.reason, Unavailable)

    def progress() -> tuple[dict[str, Any], Changes] | None:
        """The object's present state and the changes that it lacks, where a read shows that there are fewer than before."""
        if (now := _look(update)) is None:
            return None
        left = remaining(now)
        # Each round leaves less to do than the one before, so the rounds end.
        return None if left.refusals or left.replaces or (left and left.steps >= supposed.steps) else (now, left)

    try:
        found = look_until(progress, lambda found: not is_lost or found is not None, update.objects.timeouts)
    except RequestFailed:
        raise failure from None
    if found is None:
        raise failure
    update.state, left = found
    update.seen = dict(update.state)
    update.objects.say(f"{update.name}: {explained(failure.reason)}; going on from there")
    return left


def explained(reason: ConsoleError) -> str:
    """Why a request failed although its change is made, for messages."""
    if isinstance(reason, Unavailable):
        return f"{reason.method} {reason.path} took effect, though its answer was lost"
    return f"{reason.request} changed nothing, since it had been made before"


def may_be_made(reason: ConsoleError) -> bool:
    """Whether a request may have failed because it took effect before."""
    return isinstance(reason, Unavailable) or reason.status in MAYBE_MADE


def _look(update: Update) -> dict[str, Any] | None:
    """The object's present state; an object that is addressed by its name is also read under the new name."""
    identity = update.kind.endpoints.identity
    renamed = update.state | {name: update.inputs[name] for name in identity.parts() if name in update.inputs}
    places = [update.state]
    if identity.address(update.id_, renamed) != identity.address(update.id_, update.state):
        places.append(renamed)
    for state in places:
        there = update.objects.fetch(update.id_, state)
        if there:
            return state_from(update.kind, there, state)
    return None
