"""Transitions: the moves through a lifecycle from an object's state to the declared one, and the reasons against them. Pure.

A preview uses the state that the last run recorded, an update the state that the API's answers show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import IdIn, Move
from statsig_console.declaring.marks import Lock
from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.values import is_object


@record
class Transition:
    """The moves before and after an object's other changes.

    - `dead_end`: no moves lead to the declared state, so only a new object can have it.
    - `refusals`: changes that cannot be made at all.
    """

    first: tuple[Move, ...] = ()
    last: tuple[Move, ...] = ()
    dead_end: bool = False
    refusals: tuple[Problem, ...] = ()


def transition(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any], changed: Sequence[Field]) -> Transition:
    """The moves from `state` to the declared state; between `first` and `last` the object is in a state where `changed` can be set."""
    field = kind.lifecycle
    machine = field.options.machine if field else None
    if field is None or machine is None:
        return Transition()
    origin = state.get(field.name) or machine.initial
    to = inputs.get(field.name, origin)
    if isinstance(to, Unknown):
        return Transition()
    if machine.way(origin, to) is None and not machine.knows(origin):
        reason = f"cannot become {to!r} from {origin!r}, a state that this package does not know: change it in the console, then refresh"
        return Transition(refusals=(Problem(field.name, reason),))
    if machine.way(origin, to) is None:
        reason = f"cannot become {to!r} from {origin!r}: {machine.advice}"
        return Transition(refusals=(Problem(field.name, reason),)) if machine.advice else Transition(dead_end=True)
    locks = {each.name: each.options.lock for each in changed if each.options.lock}
    first = machine.leave_frozen(origin, to) if changed and field.name in inputs else ()
    refusals = _settled(kind, field, state, inputs, to) if origin == to else []
    if not first and locks:
        released = machine.leave_locked(origin, to, lambda at: any(_refuses(locks, name, at, state, inputs) for name in locks))
        if released is None:
            refusals += [
                Problem(name, f"cannot be changed while {field.name} is {origin!r}: {lock.advice}")
                for name, lock in locks.items()
                if lock.refuses(origin, state.get(name), inputs.get(name))
            ]
        first = released or ()
    last = machine.way(first[-1].to if first else origin, to) or ()
    return Transition(first, last, refusals=(*refusals, *_unnamed(last, state, inputs)))


def onward(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> tuple[Move, ...] | None:
    """The moves that are left when a move led to another state than expected; None when the declared state cannot be reached."""
    field = kind.lifecycle
    machine = field.options.machine if field else None
    if field is None or machine is None or field.name not in inputs:
        return ()
    return machine.way(state.get(field.name) or machine.initial, inputs[field.name])


def _refuses(locks: Mapping[str, Lock], name: str, at: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    return locks[name].refuses(at, state.get(name), inputs.get(name))


def _settled(kind: Kind, lifecycle: Field, state: Mapping[str, Any], inputs: Mapping[str, Any], to: str) -> list[Problem]:
    """The changed properties that are only sent with the move to this state, so that they cannot change while the object stays in it."""
    return [
        Problem(field.name, f"was settled when {lifecycle.name} became {to!r}, and stays {state[field.name]!r}")
        for field in kind.inputs
        if field.options.only_with
        and field.options.from_answer
        and to in field.options.only_with.split()
        and state.get(field.name) is not None
        and inputs.get(field.name, state[field.name]) != state[field.name]
        and not isinstance(inputs[field.name], Unknown)
    ]


def _unnamed(last: Sequence[Move], state: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[Problem]:
    """The properties that name an element which their list lacks."""
    found: list[Problem] = []
    for each in (sent for move in last for sent in move.sends.values() if isinstance(sent, IdIn)):
        elements: list[Any] = inputs.get(each.within, state.get(each.within)) or []
        name = inputs.get(each.property)
        names: list[Any] = [element.get("name") if is_object(element) else None for element in elements]
        if isinstance(name, str) and names and name not in names and all(isinstance(other, str) for other in names):
            found.append(Problem(each.property, f"is the name of one of {each.within} ({', '.join(map(str, names))}), not {name!r}"))
    return found
