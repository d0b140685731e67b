"""Objects for a program: which of an object's properties the code states, and which objects are left out.

A property with a default is stated where its value differs; a property that a program need not manage is
stated where somebody has set it. The engine's own check and diff try every choice, so that the preview of
the program is empty, or a warning says why not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.plain import NEWER
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, Member, OneOf, Record, Shape, is_any_json
from statsig_console.handling.handlers import Handlers
from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import settled
from statsig_console.serving import PROJECT
from statsig_console.session.session import Session
from statsig_console.values import is_nothing, root, same_json, slug

from . import conventions
from .scan import Seen, left_out

JSON5 = "_json5"
"""The suffix of properties that say in JSON5 what others say in JSON."""


@dataclass(frozen=True)
class Adopted:
    """An object that the program declares: the properties that code states, all inputs, and the state to import.

    `assumed` names properties that the answer lacks: the default is taken for their value.
    """

    seen: Seen
    stated: Mapping[str, Any]
    inputs: Mapping[str, Any]
    state: Mapping[str, Any]
    warnings: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The object's kind."""
        return self.seen.kind

    @property
    def title(self) -> str:
        """The object as people call it."""
        return title_of(self.seen)


@dataclass(frozen=True)
class Omitted:
    """An object that the program does not declare, and why."""

    label: str
    title: str
    reason: str
    expected: bool = True


@dataclass
class Selection:
    """The objects of a project that a program declares, and those that it leaves out."""

    adopted: list[Adopted] = field(default_factory=list[Adopted])
    omitted: list[Omitted] = field(default_factory=list[Omitted])


def select(objects: Iterable[Seen], session: Session) -> Selection:
    """The objects that can be declared, with the properties to state, and those that are left out."""
    selection = Selection()
    for each in objects:
        reason = built_in(each, session)
        if reason:
            selection.omitted.append(Omitted(each.kind.label, title_of(each), reason))
            continue
        made = adopted(each, session)
        if isinstance(made, Adopted):
            selection.adopted.append(made)
        else:
            selection.omitted.append(made)
    return selection


def title_of(object_: Seen) -> str:
    """What people call an object: its name, or else its description or ID."""
    for name in ("name", "description"):
        if isinstance(object_.state.get(name), str) and object_.state[name]:
            return str(object_.state[name])
    return object_.id


def built_in(object_: Seen, session: Session) -> str | None:
    """Why no stack should own an object, if so."""
    if reason := left_out(object_):
        return reason
    identity = object_.kind.endpoints.identity
    secret = getattr(identity, "field", None) if object_.kind.secrets else None
    if secret in object_.kind.secrets:
        if object_.id == identity.of({secret: session.settings.key.reveal()}, {}):
            return "is the key that this command uses"
        if object_.id == identity.of({}, {}):
            return "has no text that the API shows, so nothing can address it"
    return None


def adopted(object_: Seen, session: Session) -> Adopted | Omitted:
    """An object as a program declares it.

    A single value that the check refuses is marked as newer than the package. Any other property that the check or the diff refuses is
    left to the console.
    """
    kind = object_.kind
    handlers = Handlers(kind, Session(session.settings))
    returned, warnings = completed(object_)
    if session.settings.name:
        returned[PROJECT] = session.settings.name
    assumed = assumptions(kind, returned)
    returned |= assumed
    stated = stated_in(kind, returned)
    as_it_is: dict[str, str] = {}
    while True:
        checked = handlers.check(stated, aloud=False)
        unlike = [each for each in checked.invalid if each.property not in as_it_is and holds_single(stated, each.property)]
        if unlike:
            stated = {name: marked(value, name, {each.property for each in unlike}) for name, value in stated.items()}
            as_it_is |= {each.property: f"{each.sentence()}: written as it is" for each in unlike}
            continue
        trouble = {root(each.property): each.sentence() for each in checked.invalid}
        if not trouble:
            state = settled(kind, returned, checked.inputs)
            changes = changes_between(kind, state, checked.inputs)
            names = [*changes.replaces, *(each.name for each in changes.updates), *(each.property for each in changes.refusals)]
            if not names and not changes:
                written = [said for path, said in as_it_is.items() if root(path) in stated]
                return Adopted(object_, stated, checked.inputs, state, (*warnings, *written), tuple(assumed))
            lifecycle = [kind.lifecycle.name] if kind.lifecycle and not names else []
            trouble = {root(name): f"{name} cannot be declared as it is" for name in (*names, *lifecycle)}
        for name, what in trouble.items():
            if name not in stated or kind.by_name[name].required:
                return Omitted(kind.label, title_of(object_), what, expected=False)
            del stated[name]
            warnings.append(f"{what}: left to the console")


def holds_single(values: Mapping[str, Any], path: str) -> bool:
    """Whether there is a single value at a path."""
    found: Any = values
    for step in re.findall(r"[^.\[\]]+", path):
        found = found.get(step) if isinstance(found, dict) else found[int(step)] if isinstance(found, list) and step.isdigit() else None
    return isinstance(found, (str, int, float))


def marked(value: Any, path: str, paths: Collection[str]) -> Any:
    """A value in which those at some paths are marked as newer than the package."""
    if path in paths:
        return {NEWER: value}
    if isinstance(value, dict):
        return {key: marked(each, f"{path}.{key}", paths) for key, each in value.items()}
    return [marked(each, f"{path}[{number}]", paths) for number, each in enumerate(value)] if isinstance(value, list) else value


def completed(object_: Seen) -> tuple[dict[str, Any], list[str]]:
    """An object's state, with properties from its ID that answers leave out, and a warning where the ID stands in for the name."""
    kind, warnings = object_.kind, list[str]()
    address = kind.endpoints.identity.address(object_.id, object_.state) or {}
    state = {name: address[name] for name in kind.naming if name in address} | {
        name: whole(kind.by_name[name].shape, value) if name in kind.by_name else value for name, value in object_.state.items()
    }
    if kind.lenient and "name" not in state and "name" in kind.by_name:
        state["name"] = object_.id
        warnings.append("the API does not tell the name, so the ID stands in for it")
    return state, warnings


def assumptions(kind: Kind, state: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults of the properties that an answer should have and lacks."""
    silent = [each for each in kind.inputs if each.has_default and each.is_read and each.name not in state and not each.options.machine]
    defaults = {each.name: each.shape.encode(each.options.default) for each in silent}
    return {name: value for name, value in defaults.items() if not is_nothing(value)}


def stated_in(kind: Kind, state: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that code states, in state's form."""
    stated: dict[str, Any] = {}
    for each in kind.inputs:
        if each.name in state and is_stated(kind, each, state):
            value = without_server_made(each.shape, state[each.name])
            stated[each.name] = value if each.same(state[each.name], value) else state[each.name]
    return stated


def is_stated(kind: Kind, field: Field, state: Mapping[str, Any]) -> bool:
    """Whether code has to state a property."""
    options, value = field.options, state[field.name]
    if options.local or options.policy or options.only_with or options.triggers:
        return False
    if field.required:
        return True
    if field.has_default:
        return not field.same(field.shape.encode(options.default), value)
    return not (
        is_nothing(plain(field.shape, value))
        or options.machine
        or field.name in conventions.ATTRIBUTION
        or value in options.server_values
        or value == first_of(conventions.FIRST_OF.get(field.name), state)
        or conventions.SAID_TWICE.get(field.name) in state
        or (field.name.endswith(JSON5) and not str(value).strip("{}[] \n"))
        or same_json(without_server_made(field.shape, value), conventions.STARTS_WITH.get(kind.label, {}).get(field.name, False))
        or (options.slug_of in state and slug(str(state[str(options.slug_of)])) == value)
    )


def first_of(name: str | None, state: Mapping[str, Any]) -> Any:
    """The ID of the first element of a list; None where there is none."""
    elements = state.get(name or "")
    return elements[0].get("id") if isinstance(elements, list) and elements else None


def whole(shape: Shape, value: Any) -> Any:
    """The value with all required nested keys, which an answer leaves out where they are empty."""
    if isinstance(shape, ListOf) and isinstance(value, list):
        return [whole(shape.item, each) for each in value]
    if isinstance(shape, MapOf) and isinstance(value, dict):
        return {key: whole(shape.value, each) for key, each in value.items()}
    if isinstance(shape, OneOf):
        option = shape.option(value)
        return value if isinstance(option, OneOf) else whole(option, value)
    if not isinstance(shape, Record) or not isinstance(value, dict):
        return value
    lacking = {member.name: empty(member.shape) for member in shape.members if member.required and member.name not in value}
    kept = {name: whole(shape.by_name[name].shape, each) if name in shape.by_name else each for name, each in value.items()}
    return kept | {name: each for name, each in lacking.items() if each is not None}


def empty(shape: Shape) -> Any:
    """The empty value of a shape that holds several values; None for any other."""
    if isinstance(shape, JsonValue):
        return "[]" if shape.lists_only else "{}"
    return [] if isinstance(shape, ListOf) else {} if isinstance(shape, MapOf) else None


def without_server_made(shape: Shape, value: Any) -> Any:
    """The value with only those nested keys that a program would set."""
    if isinstance(shape, ListOf) and isinstance(value, list):
        return [without_server_made(shape.item, each) for each in value]
    if isinstance(shape, MapOf) and isinstance(value, dict):
        return {key: without_server_made(shape.value, each) for key, each in value.items()}
    if isinstance(shape, OneOf):
        option = shape.option(value)
        return value if isinstance(option, OneOf) else without_server_made(option, value)
    if not isinstance(shape, Record) or not isinstance(value, dict):
        return value
    kept = {member.name: without_server_made(member.shape, value[member.name]) for member in shape.members if member.name in value}
    return {name: each for name, each in kept.items() if is_kept(shape.by_name[name], each, kept)}


def is_kept(member: Member, value: Any, beside: Mapping[str, Any]) -> bool:
    """Whether code states a nested key."""
    if member.required:
        return True
    if member.computed or (member.by_server and (member.name in conventions.SERVER_MADE or value is False)):
        return False
    if member.name.endswith(JSON5) and member.name.removesuffix(JSON5) in beside:
        return False
    if member.absent is not None and member.shape.same(member.absent, value):
        return False
    return is_any_json(member.shape) or not is_nothing(plain(member.shape, value))


def plain(shape: Shape, value: Any) -> Any:
    """A value as the program writes it; state holds JSON as a text."""
    return shape.decode(value) if isinstance(shape, JsonValue) else value
