"""Request bodies of creates, updates and moves, made from inputs and state. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from statsig_console.declaring.endpoints import Deltas
from statsig_console.declaring.fields import EXTRA, UPDATE_STYLE, Carry, Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import Fixed, IdIn, Move
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.shapes import ListOf, Record, Shape
from statsig_console.values import slug

from .steps import live


def create_body(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a create: all inputs that the operation takes."""
    fields = [field for field in kind.inputs if field.in_bodies and not field.options.later]
    first = inputs if kind.endpoints.deltas is None else {**inputs, **first_batches(kind, kind.endpoints.deltas, inputs)}
    body = {field.sent: field.to_wire(first[field.name]) for field in fields if field.name in first}
    body |= {
        field.sent: slug(str(inputs[field.options.slug_of]))
        for field in fields
        if field.options.slug_of and field.name not in inputs and field.options.slug_of in inputs
    }
    if kind.lifecycle and kind.lifecycle.options.machine:
        body |= kind.lifecycle.options.machine.created_with.get(str(inputs.get(kind.lifecycle.name)), {})
    given = {name: value for name, value in body.items() if value is not None}
    if kind.entry:
        given = {**kind.entry.body({name: value for name, value in given.items() if name != EXTRA}), EXTRA: given.get(EXTRA)}
    return spread(given)


def update_body(
    kind: Kind, operation: Operation, changed: Iterable[Field], state: Mapping[str, Any], inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """The body of an update: the changed fields and those that every update must hold, or the whole object unless it is a PATCH."""
    names = {field.name for field in changed}
    whole = operation.method != "PATCH"
    body: dict[str, Any] = {}
    for field in kind.inputs:
        if not field.in_bodies or field.options.sent_by or field.options.delta:
            continue
        if field.options.translated and field.name not in inputs:
            body |= {field.sent: None} if whole else {}
            continue
        if field.name in names or field.options.always or (whole and _is_part(field, inputs)):
            value = as_carried(field, inputs.get(field.name, state.get(field.name)), state.get(field.name))
            if field.is_added_to(inputs) and value:
                value = [*(old := state.get(field.name) or []), *(each for each in value if each not in old)]
            if value is None and whole and field.options.in_full and field.is_list and not kind.lenient:
                value = []
            if value is not None or (whole and field.options.null and field.options.returned):
                body[field.sent] = field.to_wire(value)
    repeated = [field for field in kind.fields if field.options.repeated and field.name in state]
    return spread(body | {field.read: field.to_wire(state[field.name]) for field in repeated if whole})


def spread(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with the keys of `extra` beside all others."""
    extra = body.get(EXTRA)
    return {name: value for name, value in body.items() if name != EXTRA} | (extra if isinstance(extra, dict) else {})


def together(kind: Kind, updates: Iterable[Field]) -> list[Field]:
    """The changed fields that one update takes: without those with their own operations, and lists changed by adding and removing."""
    fields = [field for field in updates if field.in_bodies and not (field.options.sent_by or field.options.delta)]
    if kind.endpoints.deltas and kind.endpoints.update is None:
        return [field for field in fields if not field.options.always]
    return fields


def update_operation(kind: Kind, changed: Iterable[Field], inputs: Mapping[str, Any]) -> Operation | None:
    """The operation that updates these fields: the full update where the program says so, or where only that takes one of them."""
    full = kind.endpoints.full
    in_full = inputs.get(UPDATE_STYLE) == "full" or any(field.options.in_full for field in changed)
    return full if full and in_full else kind.endpoints.update


def _is_part(field: Field, inputs: Mapping[str, Any]) -> bool:
    """Whether a full update holds a field: an update can change it, and the program does not set its alternative instead."""
    return not field.options.replace and (field.name in inputs or field.options.alternative not in inputs)


def first_batches(kind: Kind, deltas: Deltas, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The first elements of each list that is changed by adding: as many as one request takes."""
    lists = [field.name for field in kind.deltas if isinstance(inputs.get(field.name), list)]
    return {name: inputs[name][: deltas.batch] for name in lists}


def delta_bodies(
    deltas: Deltas, changed: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], extra: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The bodies with the elements that `after` has and `before` lacks, in batches; a body holds all the changed lists."""
    news: dict[str, list[Any]] = {}
    for field in changed:
        news[field.sent] = field.to_wire(_lacking(field.shape, before.get(field.name) or [], after.get(field.name) or []))
    rounds = max((-(-len(items) // deltas.batch) for items in news.values()), default=0)
    return [
        {name: items[number * deltas.batch : (number + 1) * deltas.batch] for name, items in news.items()} | dict(extra)
        for number in range(rounds)
    ]


def groups_of(lists: Sequence[Field]) -> list[str]:
    """The groups of these lists; lists of one group are changed in one request."""
    return list(dict.fromkeys(field.options.delta for field in lists if field.options.delta))


def lacking(field: Field, there: Mapping[str, Any], elements: Sequence[Any]) -> list[Any]:
    """The elements that a list lacks."""
    return _lacking(field.shape, there.get(field.name) or [], elements)


def undeclared(kind: Kind, there: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[str]:
    """The names of the lists that hold elements in the project which the program does not declare."""
    lists = [field for field in kind.deltas if field.is_read]
    return [field.name for field in lists if lacking(field, inputs, there.get(field.name) or [])]


def _lacking(shape: Shape, old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    """The elements that `old` lacks. An object with inner lists is compared without them, and keeps the inner elements that are missing."""
    item = shape.item if isinstance(shape, ListOf) else None
    inner = [member for member in item.members if isinstance(member.shape, ListOf)] if isinstance(item, Record) else []
    if not isinstance(item, Record) or not inner:
        known = set(old) if all(isinstance(each, str) for each in (*old, *new)) else old
        return [each for each in new if each not in known]
    outer = [member for member in item.members if member not in inner]
    found = []
    for each in new:
        alike = [other for other in old if all(member.shape.same(other.get(member.name), each.get(member.name)) for member in outer)]
        known_inside = {member.name: [element for other in alike for element in other.get(member.name) or []] for member in inner}
        rest = {member.name: _lacking(member.shape, known_inside[member.name], each.get(member.name) or []) for member in inner}
        if any(rest.values()):
            found.append({**each, **rest})
    return found


def own_body(field: Field, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
    """The value of a field that has an operation of its own: bare, or under its name."""
    value = field.to_wire(as_carried(field, inputs.get(field.name), state.get(field.name)))
    return {field.sent: value} if field.options.wrapped else value


def move_body(kind: Kind, move: Move, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """The body of a move: the properties that it takes, as far as they are set; None where it takes no body."""
    if not move.has_body:
        return None
    given = {wire: _sent_along(kind, each, state, inputs) for wire, each in move.sends.items()}
    return {name: value for name, value in given.items() if value is not None}


def _sent_along(kind: Kind, sent: str | IdIn | Fixed, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
    if isinstance(sent, Fixed):
        return sent.value
    if isinstance(sent, str):
        return kind.by_name[sent].to_wire(inputs.get(sent))
    named = (each for each in state.get(sent.within) or [] if each.get("name") == inputs.get(sent.property))
    return next((each.get("id") for each in named), None)


def restoring_body(kind: Kind, state: Mapping[str, Any], original: Mapping[str, Any]) -> dict[str, Any]:
    """The body that restores a singleton's values from before the stack managed it."""
    naming = {field.sent: field.to_wire(state.get(field.name)) for field in kind.inputs if field.options.always}
    return {**original, **naming}


def as_carried(field: Field, new: Any, old: Any) -> Any:
    """A value for a body, with the API's keys for its elements and the shares that the API has raised."""
    return carried(field.options.carry, live(field, new, old), old)


def carried(carry: Carry | None, new: Any, old: Any) -> Any:
    """A list whose elements keep the server's keys of their former versions, matched by `carry`."""
    if carry is None or not isinstance(new, list) or not isinstance(old, list):
        return new
    known: dict[Any, list[dict[str, Any]]] = {}
    for each in reversed(old):
        if isinstance(each, dict):
            known.setdefault(each.get(carry.by), []).append(each)
    # Of several elements with one name, the first is matched with the first.
    return [_continued(carry, each, (known.get(each.get(carry.by)) or [{}]).pop()) if isinstance(each, dict) else each for each in new]


def _continued(carry: Carry, new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """An element with the server's keys of its former version; elements of lists inside it keep theirs too."""
    inside = {key: carried(each, new[key], old.get(key)) for key, each in carry.within.items() if key in new}
    return {key: old[key] for key in carry.keys if key in old} | {**new, **inside}
