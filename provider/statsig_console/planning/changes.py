"""Changes: the differences between an object's state and what the program asks for. Pure.

`updating` sends the changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from statsig_console.declaring.fields import Field, Options
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import Move
from statsig_console.declaring.shapes import is_known
from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.values import slug

from .transitions import transition

STUCK = "cannot be changed: the API has no operation for it, nor one that deletes the object to make way for a new one"


@record
class Changes:
    """The changes that an update has to make.

    - `replaces`: names of properties whose change replaces the object. `delete_first`: old and new object would share an ID or a name.
    - `refusals`: changes that the API cannot make.
    - `updates`: the fields to send.
    - `first_moves`, `last_moves`: the moves out of a frozen or locked state before the updates, and to the declared state after them.
    - `open_review`: state remembers a review that the update has to follow up.
    """

    replaces: tuple[str, ...] = ()
    updates: tuple[Field, ...] = ()
    first_moves: tuple[Move, ...] = ()
    last_moves: tuple[Move, ...] = ()
    delete_first: bool = False
    refusals: tuple[Problem, ...] = ()
    open_review: bool = False

    @property
    def steps(self) -> int:
        """The number of properties to send and moves to make."""
        return len(self.updates) + len(self.first_moves) + len(self.last_moves)

    def within(self, plan: Changes) -> Changes:
        """The changes that are also in `plan`: its properties, and moves if it has moves."""
        names = {field.name for field in plan.updates}
        moves = bool(plan.first_moves or plan.last_moves)
        return replace(
            self,
            replaces=tuple(name for name in self.replaces if name in plan.replaces),
            updates=tuple(field for field in self.updates if field.name in names),
            first_moves=self.first_moves if moves else (),
            last_moves=self.last_moves if moves else (),
            refusals=tuple(each for each in self.refusals if moves or each.property in names),
        )

    def __bool__(self) -> bool:
        return bool(self.replaces or self.updates or self.first_moves or self.last_moves or self.open_review)


def changes_between(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
    """The changes from `state` to `inputs`. A property that the program leaves out is left alone."""
    if state and (moved := places_between(kind, state, inputs)):
        # An object in another place has nothing in common with this one, not even the ID.
        return Changes(replaces=moved)
    changed = [field for field in kind.inputs if field.name in inputs and differs(field, state, inputs)]
    once = kind.endpoints.once
    replaces = [field.name for field in changed if field.options.replace or once]
    # A property that is never sent changes nothing. Only an action runs again when one changes.
    updates = tuple(field for field in changed if not once and is_sent(field.options))
    way = transition(kind, state, inputs, updates)
    sent = {move.operation for move in way.last}
    policies = [field for field in kind.inputs if field.options.policy and inputs.get(field.name) != state.get(field.name)]
    updates = (*(field for field in updates if field.options.sent_by not in sent), *policies)
    if way.dead_end and kind.lifecycle:
        replaces.append(kind.lifecycle.name)
    delete_first = bool(replaces) and keeps_name(kind, state, inputs)
    stuck = [Problem(name, STUCK) for name in replaces if is_known(inputs[name])] if delete_first and kind.endpoints.permanent else []
    return Changes(tuple(replaces), updates, way.first, way.last, delete_first, (*way.refusals, *stuck))


def places_between(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """The changed properties that say where the object is."""
    return tuple(field.name for field in kind.inputs if field.options.place and inputs.get(field.name) != state.get(field.name))


def changes_after_create(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
    """The changes that are left after the create operation: properties that it does not take, and the lifecycle."""
    left = [field for field in kind.inputs if field.name in inputs and (field.options.later or field.options.delta)]
    updates = tuple(field for field in left if differs(field, state, inputs))
    way = transition(kind, state, inputs, updates)
    sent = {move.operation for move in way.last}
    updates = tuple(field for field in updates if field.options.sent_by not in sent)
    return Changes(updates=updates, first_moves=way.first, last_moves=way.last)


def differs(field: Field, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    """Whether the program asks for another value than state has; an unknown counts as different."""
    ignored = field.options.ignored_when
    if ignored and all(inputs.get(name) in (value if isinstance(value, tuple) else (value,)) for name, value in ignored.items()):
        return False
    old, new = state.get(field.name), inputs[field.name]
    if field.is_added_to(inputs) and isinstance(new, list):
        return any(each not in (old or []) for each in new)
    return not field.same(old, new)


def is_sent(options: Options) -> bool:
    """Whether an update sends the field's new value; the lifecycle is changed by moves instead."""
    return not (options.replace or options.machine or options.local or options.policy or options.place)


def keeps_name(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    """Whether a new object would get the ID or the unique name of the old one, so that the old one must be deleted first."""
    if kind.pick:
        # The API allows a name once per list.
        telling = [*kind.addressing, *(field for field in kind.inputs if field.sent == kind.pick.new_by)]
        return all(field.same(state.get(field.name), inputs.get(field.name)) for field in telling)
    if kind.naming:
        return all(_same_name(kind, name, state, inputs) for name in kind.naming)
    # Pulumi deletes dependents before their object. Where they may run, the program decides about that, by its own delete_before_replace.
    return kind.unique is not None and kind.dependents is None and _same_name(kind, kind.unique, state, inputs)


def _same_name(kind: Kind, name: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    field = kind.by_name[name]
    if name in inputs:
        return not differs(field, state, inputs)
    source = inputs.get(field.options.slug_of or "")
    return isinstance(source, str) and slug(source) == state.get(name)
