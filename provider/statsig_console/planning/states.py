"""State: what Pulumi stores of an object, made from the API's answers.

State holds every field under the program's name, and the keys of `state_keys`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.marks import Translated
from statsig_console.declaring.shapes import ListOf, Member, OneOf, Record, Shape
from statsig_console.state_keys import HIDDEN, MANAGED, ORIGINAL
from statsig_console.values import is_nothing, json_text, parsed_json, wholes

from .sets import as_before
from .steps import as_declared, as_sent

PRECEDING = "__preceding"
"""The key under which an item of a parent's list holds the keys of the items before it; it is never in state."""


def state_from(kind: Kind, answer: Mapping[str, Any], remembered: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """The object's state from `answer`. Fields that answers never hold keep their `remembered` values.

    A `partial` answer, to a change or from a list, may lack fields, which keep their remembered values; only an answer to a read shows
    that a field has no value. A value that means the same as the remembered one keeps the remembered form.
    """
    answered = _answered(kind, answer)
    values = as_before(kind, {field.name: _value(kind, field, answered, remembered, partial) for field in kind.fields}, remembered)
    values = {name: in_form(kind.by_name[name].shape, remembered.get(name), value) for name, value in values.items()}
    values = as_declared(kind, values, remembered)
    hidden = {name: remembered[name] for name in HIDDEN if name in remembered}
    return {name: value for name, value in values.items() if value is not None} | hidden


def is_whole(kind: Kind, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether the answer to a change holds enough, so that no read has to follow.

    It must hold every output that is never empty, at least one input, and those `sent` values that the API completes. It must also hold
    outputs that repeat a sent value, since they may have changed. Null for a sent value is not enough: only a read shows whether the API
    has dropped the value.
    """
    whole = _answered(kind, answer)
    made = [field for field in kind.fields if field.options.repeats and not sent.keys().isdisjoint(field.options.repeats)]
    if not all(_holds(field, whole) for field in made if field.is_read):
        return False
    if any(field.is_read and whole.get(field.read, field) is None and not is_nothing(sent.get(field.name)) for field in kind.inputs):
        return False
    answered = certain(kind, answer)
    identity = kind.endpoints.identity.parts()
    outputs = [each for each in kind.fields if not (each.options.input or each.optional or each.is_list or each.read in identity)]
    completed = [field for field in kind.inputs if sent.get(field.name) and field.shape.is_shared]
    settable = [field for field in kind.inputs if field.is_read and field.read not in identity]
    if not all(_holds(field, answered) for field in (*outputs, *completed) if field.is_read):
        return False
    return any(_holds(field, answered) for field in settable) if settable else bool(answered)


def is_blank(kind: Kind, answer: Mapping[str, Any]) -> bool:
    """Whether the answer to a read holds nothing of an object, though not all values of one can be empty."""
    lasting = [field for field in kind.fields if field.is_read and not (field.optional or field.is_list)]
    is_telling = kind.endpoints.restores or any(field.required or not field.options.input for field in lasting)
    answered = _answered(kind, answer)
    return is_telling and not any(field.read in answered for field in kind.fields)


def certain(kind: Kind, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an incomplete answer to a change that is certain without a read: all but its nulls."""
    return {name: value for name, value in _answered(kind, answer).items() if value is not None and name != kind.nested}


def shows(kind: Kind, item: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether a list's item holds all inputs that the program manages.

    Where state does not say which ones those are, it must hold the inputs in state; without any, all fields that are never empty.
    """
    managed, answered = state.get(MANAGED), _answered(kind, item)
    names = managed if isinstance(managed, list) else state
    known = [field for field in kind.inputs if field.name in names]
    return all(_holds(field, answered) for field in known or kind.fields if field.is_read and (known or not field.optional))


def unshown(kind: Kind, item: Mapping[str, Any]) -> list[str]:
    """The inputs that a list's item lacks, although answers to reads always hold them."""
    answered = _answered(kind, item)
    return [field.name for field in kind.inputs if field.is_read and not field.optional and not _holds(field, answered)]


def settled(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """State after all changes to `inputs` were made, with the inputs that no answer holds, and the list of managed paths."""
    silent = {field.name: inputs.get(field.name) for field in kind.inputs if not field.is_read}
    known = [(kind.by_name[name], value) for name, value in inputs.items() if name in kind.by_name]
    managed = sorted(path for field, value in known for path in paths(field.shape, value, field.name))
    return {name: value for name, value in {**state, **silent, MANAGED: managed}.items() if value is not None}


def first_seen(kind: Kind, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The first state of an object that no stack has managed: a singleton's original values, and a lifecycle that no answer shows."""
    machine = kind.lifecycle.options.machine if kind.lifecycle else None
    begun = {kind.lifecycle.name: machine.initial} if kind.lifecycle and machine and machine.status is None else {}
    return begun | ({ORIGINAL: original_in(answer, kind)} if kind.endpoints.restores else {})


def inputs_from(kind: Kind, state: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that ask for exactly this state: those that the program manages, or all where state does not say."""
    managed = state.get(MANAGED)
    if not isinstance(managed, list):
        return {field.name: state[field.name] for field in kind.inputs if field.name in state}
    fields = [field for field in kind.inputs if field.name in managed and field.name in state]
    return {field.name: as_managed(field.shape, state[field.name], field.name, managed) for field in fields}


def paths(shape: Shape, value: Any, path: str) -> set[str]:
    """The paths that a program manages by a value: its own, and those of nested keys that the API would otherwise fill in."""
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
    """A value without the nested keys that the API filled in, so that a preview does not show them as removed."""
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
    """A singleton's original values, as JSON text: the wire values of all its inputs."""
    return json_text({field.sent: wholes(answer[field.read]) for field in kind.inputs if field.in_bodies and field.read in answer})


def original_of(state: Mapping[str, Any]) -> dict[str, Any]:
    """A singleton's original wire values, from before it was taken over."""
    text = state.get(ORIGINAL)
    return parsed_json(text) if isinstance(text, str) else {}


def extra_in(answer: Mapping[str, Any], remembered: Any) -> str | None:
    """The value of `extra`: each key with the answer's value, else as it was sent."""
    known = parsed_json(remembered) if isinstance(remembered, str) else None
    return json_text({name: answer.get(name, value) for name, value in known.items()}) if isinstance(known, dict) else None


def comes_after(other: Any, item: Mapping[str, Any]) -> bool:
    """Whether an item comes after another one in the parent's list; `other` is the key or Pulumi ID of that one."""
    return other is None or PRECEDING not in item or str(other).rpartition("/")[2] in item[PRECEDING]


def _answered(kind: Kind, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object's fields in an answer, at the top or under the key `nested` of the kind."""
    nested = answer.get(kind.nested) if kind.nested else None
    return {**nested, **answer} if isinstance(nested, Mapping) else answer


def _value(kind: Kind, field: Field, answered: Mapping[str, Any], remembered: Mapping[str, Any], partial: bool) -> Any:
    old = remembered.get(field.name)
    if (kind.endpoints.once and field.options.input) or (partial and not _holds(field, answered)):
        return old
    if field.options.spread:
        return extra_in(answered, old)
    if field.options.machine:
        return field.options.machine.state_of(answered, old)
    if field.options.from_answer:
        return field.from_wire(field.options.from_answer(answered))
    if field.options.follows and not comes_after(old, answered):
        return None
    if not field.is_read or (field.read not in answered and kind.lenient):
        return old
    value = answered.get(field.read)
    if field.options.translated and is_as_sent(field.name, field.options.translated, value, remembered):
        return old
    # A list that is null or missing is empty, since a full update has to hold it.
    new = field.from_wire(value) if value is not None or field.has_json or (field.is_list and kind.endpoints.full) else None
    same = field.options.same
    return old if same and isinstance(old, str) and isinstance(new, str) and same(old, new) and same(new, old) else new


def is_as_sent(name: str, translated: Translated, answered: Any, remembered: Mapping[str, Any]) -> bool:
    """Whether an answer still means the ID that was sent: its own ID is unchanged, or the first one since the ID was sent."""
    return bool(answered and remembered.get(name)) and remembered.get(translated.read_as) in (None, answered)


def if_made(kind: Kind, state: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """State as it is if a request takes effect. The IDs that answers hold for sent IDs are unknown until then and left out."""
    fields = [kind.by_name[name] for name in sent if name in kind.by_name]
    forms = {field.options.translated.read_as for field in fields if field.options.translated}
    return {name: value for name, value in {**state, **as_sent(kind, sent, state)}.items() if name not in forms}


def _holds(field: Field, answered: Mapping[str, Any]) -> bool:
    """Whether an answer holds a field's value, even if it is null."""
    status = field.options.machine.status if field.options.machine else None
    read = field.options.from_answer or (status if callable(status) else None)
    if read:
        asked = Asked(answered)
        read(asked)
        return not asked.lacking
    name = status if field.options.machine else field.read
    return not field.is_read or name is None or name in answered


class Asked(dict[str, Any]):
    """An answer that notes whether somebody got a key which it lacks."""

    lacking = False

    def get(self, key: str, default: Any = None) -> Any:
        self.lacking = self.lacking or key not in self
        return super().get(key, default)


def in_form(shape: Shape, old: Any, new: Any) -> Any:
    """The value `new` in the form of `old` wherever both mean the same: left-out keys, and numbers. Sets must be in order already."""
    if old is None or old == new:
        return new if old is None else old
    match shape:
        case ListOf(item=item) if isinstance(old, list) and isinstance(new, list):
            return [in_form(item, *pair) for pair in zip(old, new, strict=False)] + new[len(old) :]
        case Record(members=members) if isinstance(old, Mapping) and isinstance(new, Mapping):
            values = {each.name: _member_in_form(each, old.get(each.name), new.get(each.name)) for each in members}
            return {name: value for name, value in values.items() if value is not None}
        case OneOf(records=records) if records and shape.option(old) is shape.option(new):
            return in_form(shape.option(new), old, new)
        case _:
            return old if shape.same(old, new) and shape.same(new, old) else new


def _member_in_form(member: Member, old: Any, new: Any) -> Any:
    return new if old is None else in_form(member.shape, old, member.absent if new is None else new)
