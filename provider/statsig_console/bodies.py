"""Request bodies: what create, update and moves send, made from inputs and state. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .endpoints import Deltas
from .fields import Carry, Field
from .kinds import Kind
from .lifecycle import Move
from .operations import Operation
from .values import slug


def create_body(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the program sets and the create operation takes."""
    fields = [field for field in kind.inputs if field.in_bodies and not field.options.later]
    body = {field.sent: field.to_wire(inputs.get(field.name)) for field in fields}
    body |= {
        field.sent: slug(str(inputs[field.options.slug_of]))
        for field in fields
        if field.options.slug_of and field.name not in inputs and field.options.slug_of in inputs
    }
    if kind.lifecycle and kind.lifecycle.options.machine:
        body |= kind.lifecycle.options.machine.born.get(str(inputs.get(kind.lifecycle.name)), {})
    return {name: value for name, value in body.items() if value is not None}


def update_body(
    kind: Kind, operation: Operation, changed: Iterable[Field], state: Mapping[str, Any], inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """What changed and what every update must hold; operations other than PATCH take the whole object."""
    names = {field.name for field in changed}
    whole = operation.method != "PATCH"
    body: dict[str, Any] = {}
    for field in kind.inputs:
        if not field.in_bodies or field.options.sent_by or field.options.delta:
            continue
        if field.name in names or field.options.always or (whole and not field.options.replace):
            value = carried(field.options.carry, inputs.get(field.name, state.get(field.name)), state.get(field.name))
            if value is not None:
                body[field.sent] = field.to_wire(value)
    return body


def delta_bodies(
    deltas: Deltas, changed: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], extra: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The bodies that name the elements of lists in `after` which `before` lacks, in batches, the changed lists together."""
    news: dict[str, list[Any]] = {}
    for field in changed:
        old, new = before.get(field.name) or [], after.get(field.name) or []
        known = set(old) if all(isinstance(each, str) for each in old) else old
        fresh = [each for each in new if each not in known]
        news[field.sent] = field.to_wire(fresh)
    rounds = max((-(-len(items) // deltas.batch) for items in news.values()), default=0)
    return [
        {name: items[number * deltas.batch : (number + 1) * deltas.batch] for name, items in news.items()} | dict(extra)
        for number in range(rounds)
    ]


def own_body(field: Field, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
    """The bare value of a field that has an operation of its own."""
    return field.to_wire(carried(field.options.carry, inputs.get(field.name), state.get(field.name)))


def move_body(kind: Kind, move: Move, inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """What goes along with a move: the properties that it takes, as far as they are set; None where it takes no body."""
    if not move.has_body:
        return None
    given = {wire: kind.by_name[name].to_wire(inputs.get(name)) for wire, name in move.sends.items()}
    return {name: value for name, value in given.items() if value is not None}


def restoring_body(kind: Kind, state: Mapping[str, Any], original: Mapping[str, Any]) -> dict[str, Any]:
    """What puts a singleton back as it was before the stack managed it."""
    naming = {field.sent: field.to_wire(state.get(field.name)) for field in kind.inputs if field.options.always}
    return {**original, **naming}


def carried(carry: Carry | None, new: Any, old: Any) -> Any:
    """A list whose elements hold the server's keys of the elements that they continue."""
    if carry is None or not isinstance(new, list) or not isinstance(old, list):
        return new
    known = {each.get(carry.by): {key: each[key] for key in carry.keys if key in each} for each in old if isinstance(each, dict)}
    return [known.get(each.get(carry.by), {}) | each if isinstance(each, dict) else each for each in new]
