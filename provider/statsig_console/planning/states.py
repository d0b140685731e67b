"""State: what Pulumi remembers of an object, made from the API's answers.

State holds every field under the program's name. Three more entries are hidden from displays, as
all names that begin with two underscores are: what the program manages (inputs, and nested keys
that the API would fill in otherwise), what a singleton looked like before it was taken over, and
a hash of the changes that wait for a review.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from statsig_console.declaring.fields import Field, Translated
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf, OneOf, Record, Shape
from statsig_console.stored import MANAGED, ORIGINAL
from statsig_console.values import json_text, parsed_json

from .sets import as_before
from .steps import as_declared, as_sent

PRECEDING = "__preceding"
"""Where an item that is picked out of its parent's list holds the keys of those before it. It is in no state."""
PENDING = "__pending"
HOME = "__home"
"""Where state remembers the ID of the Statsig project that the object is in."""


def state_from(kind: Kind, answer: Mapping[str, Any], remembered: Mapping[str, Any]) -> dict[str, Any]:
    """The object's state according to `answer`; what answers never tell is `remembered`."""
    nested = answer.get(kind.nested) if kind.nested else None
    told = {**nested, **answer} if isinstance(nested, Mapping) else answer
    values = as_before(kind, {field.name: _value(kind, field, told, remembered) for field in kind.fields}, remembered)
    values = as_declared(kind, values, remembered)
    hidden = {name: remembered[name] for name in (MANAGED, ORIGINAL, PENDING, HOME) if name in remembered}
    return {name: value for name, value in values.items() if value is not None} | hidden


def settled(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """State after everything that `inputs` ask for was done: it remembers what no answer tells, and what is managed."""
    silent = {field.name: inputs.get(field.name) for field in kind.inputs if not field.is_told}
    known = [(kind.by_name[name], value) for name, value in inputs.items() if name in kind.by_name]
    managed = sorted(path for field, value in known for path in paths(field.shape, value, field.name))
    return {name: value for name, value in {**state, **silent, MANAGED: managed}.items() if value is not None}


def first_seen(kind: Kind, answer: Mapping[str, Any]) -> dict[str, Any]:
    """What to remember of an object that no stack has managed yet: what a singleton is put back to, a lifecycle that is in no answer."""
    machine = kind.lifecycle.options.machine if kind.lifecycle else None
    begun = {kind.lifecycle.name: machine.initial} if kind.lifecycle and machine and machine.status is None else {}
    return begun | ({ORIGINAL: original_in(answer, kind)} if kind.endpoints.restores else {})


def inputs_from(kind: Kind, state: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that ask for just this state: those that the program manages, or all when nobody knows."""
    managed = state.get(MANAGED)
    if not isinstance(managed, list):
        return {field.name: state[field.name] for field in kind.inputs if field.name in state}
    fields = [field for field in kind.inputs if field.name in managed and field.name in state]
    return {field.name: as_managed(field.shape, state[field.name], field.name, managed) for field in fields}


def paths(shape: Shape, value: Any, path: str) -> set[str]:
    """What a program manages with a value: its path, and those of the nested keys that the API would fill in otherwise."""
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            return {path}.union(*(paths(item, each, path) for each in value))
        case OneOf() if isinstance(value, Mapping):
            return paths(shape.option(value), value, path)
        case Record(members=members) if isinstance(value, Mapping):
            inner = (paths(member.shape, value[member.name], f"{path}.{member.name}") for member in members if member.name in value)
            return {path}.union(*inner) - {f"{path}.{member.name}" for member in members if not member.by_server}
        case _:
            return {path}


def as_managed(shape: Shape, value: Any, path: str, managed: Collection[str]) -> Any:
    """A value without the nested keys that the API filled in, so that they do not show as what a program takes away."""
    if not shape.is_shared:
        return value
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            return [as_managed(item, each, path, managed) for each in value]
        case OneOf() if isinstance(value, Mapping):
            return as_managed(shape.option(value), value, path, managed)
        case Record(by_name=members) if isinstance(value, Mapping):
            return {
                name: as_managed(members[name].shape, each, f"{path}.{name}", managed) if name in members else each
                for name, each in value.items()
                if name not in members or not members[name].by_server or f"{path}.{name}" in managed
            }
        case _:
            return value


def original_in(answer: Mapping[str, Any], kind: Kind) -> str:
    """What to remember of a singleton before its first change: the wire values of all that can be set."""
    return json_text({field.sent: answer[field.read] for field in kind.inputs if field.in_bodies and field.read in answer})


def original_of(state: Mapping[str, Any]) -> dict[str, Any]:
    """The wire values that a singleton had before it was taken over."""
    text = state.get(ORIGINAL)
    return parsed_json(text) if isinstance(text, str) else {}


def extra_in(answer: Mapping[str, Any], remembered: Any) -> str | None:
    """The values of properties that only the program knows: as the answer tells them, else as they were sent."""
    known = parsed_json(remembered) if isinstance(remembered, str) else None
    return json_text({name: answer.get(name, value) for name, value in known.items()}) if isinstance(known, dict) else None


def comes_after(other: Any, item: Mapping[str, Any]) -> bool:
    """Whether an item that was picked out of its parent's list comes after another one there; `other` is its key or Pulumi ID."""
    return other is None or PRECEDING not in item or str(other).rpartition("/")[2] in item[PRECEDING]


def _value(kind: Kind, field: Field, told: Mapping[str, Any], remembered: Mapping[str, Any]) -> Any:
    if kind.endpoints.once and field.options.input:
        return remembered.get(field.name)
    if field.options.spread:
        return extra_in(told, remembered.get(field.name))
    if field.options.machine:
        return field.options.machine.state_of(told, remembered.get(field.name))
    if field.options.told:
        return field.from_wire(field.options.told(told))
    if field.options.follows and not comes_after(remembered.get(field.name), told):
        return None
    if not field.is_told or (field.read not in told and kind.lenient):
        return remembered.get(field.name)
    value = told.get(field.read)
    if field.options.translated and is_as_sent(field.name, field.options.translated, value, remembered):
        return remembered[field.name]
    return None if value is None and not field.has_json else field.from_wire(value)


def is_as_sent(name: str, translated: Translated, told: Any, remembered: Mapping[str, Any]) -> bool:
    """Whether an answer tells what was sent, in its own form: the form that it had, or the first one after it was sent."""
    return bool(told and remembered.get(name)) and remembered.get(translated.told_as) in (None, told)


def as_hoped(kind: Kind, state: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """State as it is when a request has taken effect. How answers tell what was sent is not known yet."""
    fields = [kind.by_name[name] for name in sent if name in kind.by_name]
    forms = {field.options.translated.told_as for field in fields if field.options.translated}
    return {name: value for name, value in {**state, **as_sent(kind, sent, state)}.items() if name not in forms}
