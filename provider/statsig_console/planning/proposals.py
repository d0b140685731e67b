"""Proposals: an object's changes as a sequence of reviews. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import Fixed, IdIn, Move
from statsig_console.declaring.reviews import Reviews, Slot
from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.secrets import fingerprint
from statsig_console.values import json_text

from .bodies import move_body, update_body
from .changes import Changes, differs
from .states import state_from

NO_REVIEW = "cannot be changed by a review: the API has none for it. Set statsig:unreviewed to send, to make such changes at once"


@record
class Proposal:
    """One change as a review proposes it: `type` is the API's word for it, `names` are the properties that it is about.

    It sets the `fields` of a `slot`, makes a `move`, or removes the object. `base` are the properties that it would overwrite.
    """

    type: str
    names: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    slot: Slot | None = None
    move: Move | None = None
    base: tuple[str, ...] = ()

    def digest(self, inputs: Mapping[str, Any]) -> str:
        """A hash of the proposed values: they may be secret, and state may be read by others."""
        asked = {name: inputs.get(name) for name in self.names}
        return fingerprint(json_text({"type": self.type, "to": self.move.to if self.move else None, "asked": asked}))

    def ground(self, state: Mapping[str, Any]) -> str:
        """A hash of the values that the change would overwrite."""
        return fingerprint(json_text({name: state.get(name) for name in self.base}))


def proposals(kind: Kind, reviews: Reviews, changes: Changes, inputs: Mapping[str, Any]) -> list[Proposal]:
    """The proposals for these changes, in order; without changes that no review can propose."""
    first = [moved(kind, reviews, move, inputs) for move in changes.first_moves]
    last = [moved(kind, reviews, move, inputs) for move in changes.last_moves]
    between = [_set(kind, slot, fields) for slot in reviews.slots if (fields := _taken(slot, changes))]
    return [each for each in (*first, *between, *last) if each is not None]


def unproposed(reviews: Reviews, changes: Changes) -> Changes:
    """The changes that no review can propose."""
    fields = [field for field in changes.updates if not field.options.policy]
    rest = tuple(field for field in fields if not (is_settable(field) and any(slot.takes(field.name) for slot in reviews.slots)))
    stuck = any(tail(move) not in reviews.steps for move in (*changes.first_moves, *changes.last_moves))
    return Changes(updates=rest, first_moves=changes.first_moves if stuck else (), last_moves=changes.last_moves if stuck else ())


def refusals(kind: Kind, reviews: Reviews, changes: Changes) -> list[Problem]:
    """The changes that no review can propose, as problems."""
    rest = unproposed(reviews, changes)
    names = [field.name for field in rest.updates]
    moves = [kind.lifecycle.name] if kind.lifecycle and (rest.first_moves or rest.last_moves) else []
    return [Problem(name, NO_REVIEW) for name in (*names, *moves)]


def removal(reviews: Reviews) -> Proposal:
    """The removal of an object."""
    return Proposal(reviews.removal.type, ())


def moved(kind: Kind, reviews: Reviews, move: Move, inputs: Mapping[str, Any]) -> Proposal | None:
    """A move with the properties that it sends; None where no review can propose it."""
    step = reviews.steps.get(tail(move))
    if step is None or kind.lifecycle is None:
        return None
    named = {wire: each.property if isinstance(each, IdIn) else each for wire, each in move.sends.items() if not isinstance(each, Fixed)}
    sent = [name for wire, name in named.items() if wire in reviews.renamed]
    names = (kind.lifecycle.name, *dict.fromkeys(name for name in sent if inputs.get(name) is not None))
    return Proposal(step.type, names, move=move, base=(kind.lifecycle.name,))


def tail(move: Move) -> str:
    """The last part of the path of a move's operation, by which `Reviews.steps` names the move."""
    return move.operation.path.rpartition("/")[2]


def change(kind: Kind, reviews: Reviews, proposal: Proposal, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The change in the body of a review."""
    if proposal.move:
        along = move_body(kind, proposal.move, state, inputs) or {}
        named = {reviews.renamed[name]: value for name, value in along.items() if name in reviews.renamed}
        return {**reviews.steps[tail(proposal.move)].body, **named}
    slot = proposal.slot
    if slot is None:
        return dict(reviews.removal.body)
    update = kind.endpoints.full if slot.whole and kind.endpoints.full else kind.endpoints.update
    body = update_body(kind, update, proposal.fields, state, inputs) if update else {}
    if slot.whole:
        sent = _sent(slot, proposal.fields)
        return {slot.whole: {name: value for name, value in body.items() if name in sent}}
    return {slot.sends[field.name]: body.get(field.sent) for field in proposal.fields}


def differing(
    kind: Kind,
    reviews: Reviews,
    proposal: Proposal,
    proposed: Mapping[str, Any],
    there: Mapping[str, Any],
    state: Mapping[str, Any],
    inputs: Mapping[str, Any],
) -> list[str]:
    """The properties for which a review proposes another value than the program's; `there` is the object in the API's answer."""
    slot = proposal.slot
    if slot is None:
        wanted = change(kind, reviews, proposal, state, inputs)
        return list(proposal.names) if any(proposed.get(name, value) != value for name, value in wanted.items()) else []
    if slot.whole:
        values: Mapping[str, Any] = proposed.get(slot.whole) or {}
    else:
        values = {field.read: proposed[slot.sends[field.name]] for field in proposal.fields if slot.sends[field.name] in proposed}
    then = state_from(kind, {**there, **values}, state)
    return [field.name for field in proposal.fields if field.read not in values or differs(field, then, inputs)]


def _set(kind: Kind, slot: Slot, fields: tuple[Field, ...]) -> Proposal:
    sent = _sent(slot, fields)
    names = tuple(field.name for field in fields)
    base = tuple(field.name for field in kind.fields if field.sent in sent or field.read in sent) if slot.whole else names
    return Proposal(slot.type, names, fields, slot, base=base)


def _sent(slot: Slot, fields: tuple[Field, ...]) -> set[str]:
    return {field.sent for field in fields} | set(slot.demands)


def _taken(slot: Slot, changes: Changes) -> tuple[Field, ...]:
    return tuple(field for field in changes.updates if slot.takes(field.name) and is_settable(field))


def is_settable(field: Field) -> bool:
    """Whether updates set the field, and not an operation of its own."""
    return field.in_bodies and not (field.options.sent_by or field.options.spread)
