"""Changes: what separates an object's state from what the program asks for.

A pure decision: nothing is sent and nothing is looked up. How the changes are carried out is for
`handlers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi.output import Unknown

from .fields import Field
from .kinds import Kind
from .lifecycle import Move
from .values import slug


@dataclass(frozen=True)
class Changes:
    """What an update has to do.

    - `replaces`: names of properties whose change means a new object; `delete_first` when old and new one would share an ID.
    - `updates`: the fields to send. `first_moves`, `last_moves`: what leads the lifecycle out of a frozen state before, and to
      the declared state after.
    """

    replaces: tuple[str, ...] = ()
    updates: tuple[Field, ...] = ()
    first_moves: tuple[Move, ...] = ()
    last_moves: tuple[Move, ...] = ()
    delete_first: bool = False

    def __bool__(self) -> bool:
        return bool(self.replaces or self.updates or self.first_moves or self.last_moves)


def changes_between(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
    """What brings `state` to `inputs`. A property that the program leaves out is left alone."""
    changed = [field for field in kind.inputs if field.name in inputs and differs(field, state, inputs)]
    once = kind.endpoints.once
    replaces = [field.name for field in changed if field.options.replace or once]
    updates = tuple(field for field in changed if not field.options.replace and not field.options.machine and not once)
    first, last, dead_end = moves_between(kind, state, inputs, bool(updates))
    if dead_end and kind.lifecycle:
        replaces.append(kind.lifecycle.name)
    return Changes(tuple(replaces), updates, first, last, delete_first=bool(replaces) and keeps_id(kind, state, inputs))


def changes_after_create(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
    """What is left to do once the create operation has answered: what it does not take, and the lifecycle."""
    updates = tuple(field for field in kind.inputs if field.options.later and field.name in inputs and differs(field, state, inputs))
    first, last, _ = moves_between(kind, state, inputs, bool(updates))
    return Changes(updates=updates, first_moves=first, last_moves=last)


def differs(field: Field, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    """Whether the program asks for another value than state has; a value that is not known yet may differ."""
    return not field.same(state.get(field.name), inputs[field.name])


def moves_between(
    kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any], others: bool
) -> tuple[tuple[Move, ...], tuple[Move, ...], bool]:
    """The moves before and after other changes, and whether the declared state cannot be reached at all."""
    field = kind.lifecycle
    machine = field.options.machine if field else None
    if field is None or machine is None or field.name not in inputs:
        return (), (), False
    origin, to = state.get(field.name) or machine.initial, inputs[field.name]
    if isinstance(to, Unknown):
        return (), (), False
    first = machine.thaw(origin, to) if others else ()
    last = machine.way(first[-1].to if first else origin, to)
    return (first, last, False) if last is not None else ((), (), True)


def keeps_id(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    """Whether a new object would get the ID that the old one has: then the old one must go first."""
    return bool(kind.naming) and all(_same_name(kind, name, state, inputs) for name in kind.naming)


def _same_name(kind: Kind, name: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    field = kind.by_name[name]
    if name in inputs:
        return not differs(field, state, inputs)
    source = inputs.get(field.options.slug_of or "")
    return isinstance(source, str) and slug(source) == state.get(name)
