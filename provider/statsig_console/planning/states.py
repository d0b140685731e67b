"""State: what Pulumi remembers of an object, made from the API's answers.

State holds every field under the program's name, and what `state_keys` names beside them.
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
"""Where an item that is picked out of its parent's list holds the keys of those before it. It is in no state."""


def state_from(kind: Kind, answer: Mapping[str, Any], remembered: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """The object's state according to `answer`; what answers never tell is `remembered`.

    A `partial` answer, to a change or out of a list, may hold less than the object: what it lacks is as remembered. Only a read
    can say that something is not there. A value that means what is remembered keeps that form.
    """
    answered = _answered(kind, answer)
    values = as_before(kind, {field.name: _value(kind, field, answered, remembered, partial) for field in kind.fields}, remembered)
    values = {name: in_form(kind.by_name[name].shape, remembered.get(name), value) for name, value in values.items()}
    values = as_declared(kind, values, remembered)
    hidden = {name: remembered[name] for name in HIDDEN if name in remembered}
    return {name: value for name, value in values.items() if value is not None} | hidden


def is_whole(kind: Kind, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether the answer to a change tells enough that no read has to follow.

    It does when it holds every output that is never empty, something that programs set, and what is `sent` to be completed by the API.
    Null for anything that was sent says nothing: only a read tells whether the API has dropped it. What is made of something that was
    sent may be another by now, so it has to be there.
    """
    whole = _answered(kind, answer)
    made = [field for field in kind.fields if field.options.repeats and not sent.keys().isdisjoint(field.options.repeats)]
    if not all(_holds(field, whole) for field in made if field.is_read):
        return False
    if any(field.is_read and whole.get(field.read, field) is None and not is_nothing(sent.get(field.name)) for field in kind.inputs):
        return False
    answered = for_sure(kind, answer)
    identity = kind.endpoints.identity.parts()
    outputs = [each for each in kind.fields if not (each.options.input or each.optional or each.is_list or each.read in identity)]
    completed = [field for field in kind.inputs if sent.get(field.name) and field.shape.is_shared]
    settable = [field for field in kind.inputs if field.is_read and field.read not in identity]
    if not all(_holds(field, answered) for field in (*outputs, *completed) if field.is_read):
        return False
    return any(_holds(field, answered) for field in settable) if settable else bool(answered)


def for_sure(kind: Kind, answer: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer to a change that is not whole tells where no read can follow: all but its nulls."""
    return {name: value for name, value in _answered(kind, answer).items() if value is not None and name != kind.nested}


def shows(kind: Kind, item: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether an item of a list holds what the program manages: what state has where nobody knows that, and without state everything."""
    managed, answered = state.get(MANAGED), _answered(kind, item)
    names = managed if isinstance(managed, list) else state
    known = [field for field in kind.inputs if field.name in names]
    return all(_holds(field, answered) for field in known or kind.fields if field.is_read and (known or not field.optional))


def unshown(kind: Kind, item: Mapping[str, Any]) -> list[str]:
    """The settable properties that an item of a list lacks though answers always tell them."""
    answered = _answered(kind, item)
    return [field.name for field in kind.inputs if field.is_read and not field.optional and not _holds(field, answered)]


def settled(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """State after everything that `inputs` ask for was done: it remembers what no answer tells, and what is managed."""
    silent = {field.name: inputs.get(field.name) for field in kind.inputs if not field.is_read}
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
    return json_text({field.sent: wholes(answer[field.read]) for field in kind.inputs if field.in_bodies and field.read in answer})


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


def _answered(kind: Kind, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """All that an answer tells of an object, at the top or under the kind's own key."""
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
    # A list that is nothing is an empty one, whatever the answer says for it: a full update has to name it.
    new = field.from_wire(value) if value is not None or field.has_json or (field.is_list and kind.endpoints.full) else None
    same = field.options.same
    return old if same and isinstance(old, str) and isinstance(new, str) and same(old, new) and same(new, old) else new


def is_as_sent(name: str, translated: Translated, answered: Any, remembered: Mapping[str, Any]) -> bool:
    """Whether an answer tells what was sent, in its own form: the form that it had, or the first one after it was sent."""
    return bool(answered and remembered.get(name)) and remembered.get(translated.read_as) in (None, answered)


def as_hoped(kind: Kind, state: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """State as it is when a request has taken effect. How answers tell what was sent is not known yet."""
    fields = [kind.by_name[name] for name in sent if name in kind.by_name]
    forms = {field.options.translated.read_as for field in fields if field.options.translated}
    return {name: value for name, value in {**state, **as_sent(kind, sent, state)}.items() if name not in forms}


def _holds(field: Field, answered: Mapping[str, Any]) -> bool:
    """Whether an answer tells a field's value, if only that there is none."""
    status = field.options.machine.status if field.options.machine else None
    read = field.options.from_answer or (status if callable(status) else None)
    if read:
        asked = Asked(answered)
        read(asked)
        return not asked.lacking
    name = status if field.options.machine else field.read
    return not field.is_read or name is None or name in answered


class Asked(dict[str, Any]):
    """An answer that notes whether it lacks anything that it is asked for."""

    lacking = False

    def get(self, key: str, default: Any = None) -> Any:
        self.lacking = self.lacking or key not in self
        return super().get(key, default)


def in_form(shape: Shape, old: Any, new: Any) -> Any:
    """The value `new` in the form of `old`, wherever both mean the same: what is left out, and numbers. Sets are in order already."""
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
