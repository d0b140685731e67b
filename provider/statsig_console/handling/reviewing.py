"""Reviews: changes that the API has accepted, but that wait for somebody's approval.

Where a project reviews changes, an answer may show the object unchanged. State keeps the true
values, so the next preview shows the difference again, and a warning says what waits. State also
holds a hash of the change, so that it is not sent twice while the API shows the review as open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.planning.changes import Changes
from statsig_console.planning.states import state_from
from statsig_console.secrets import fingerprint
from statsig_console.state_keys import PENDING
from statsig_console.values import json_text

from .updating import Update

REVIEW = "active_review"
"""The output that shows an open review, in kinds whose answers hold one."""


def still_open(update: Update, changes: Changes, remaining: Callable[[Mapping[str, Any]], Changes]) -> Changes:
    """The part of `changes` to send when the last update left changes waiting for a review: none while exactly these wait."""
    asked = update.state.pop(PENDING, None)
    if not asked or not update.objects.reviewed:
        return changes
    if not update.is_fresh:
        there = update.objects.fetch(update.id_, update.state)
        if not there:
            return changes
        update.state = state_from(update.kind, there, update.state)
    left = remaining(update.state)
    if left and update.state.get(REVIEW) and asked == digest(update.kind, left, update.inputs):
        update.waiting = names(update.kind, left)
        return Changes()
    return left


def reported(update: Update, left: Changes) -> dict[str, Any]:
    """The state after an update, with a hash of the changes `left`; says which changes wait for a review."""
    if not update.waiting:
        return update.state
    review = update.state.get(REVIEW)
    which = f" ({review.get('review_id')}, {review.get('review_status')})" if isinstance(review, dict) else ""
    change = f"the change of {', '.join(update.waiting)}"
    update.objects.say(f"warning: {update.name}: {change} waits for a review in the console{which}; nothing of it is in force yet")
    return update.state | {PENDING: digest(update.kind, left, update.inputs)}


def digest(kind: Kind, changes: Changes, inputs: Mapping[str, Any]) -> str:
    """A hash of the values that the changes ask for: they may be secret, and state may be read by others."""
    return fingerprint(json_text({name: inputs.get(name) for name in names(kind, changes)}))


def names(kind: Kind, changes: Changes) -> list[str]:
    """The properties that changes are about."""
    moves = changes.first_moves or changes.last_moves
    sent = [field.name for field in changes.updates if not field.options.policy]
    return [*sent, kind.lifecycle.name] if moves and kind.lifecycle else sent
