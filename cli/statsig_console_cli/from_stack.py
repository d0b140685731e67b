"""Seeds from stacks: the objects in a `pulumi stack export`, as objects of the emulator.

An object of an emulator's collection is put there under its own ID, as the API answered it last. A rule that is a resource of its own is
put into its gate or config. Everything else is made by its create request. Secrets that the export does not show are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from statsig_console.declaring.kinds import Kind, kind_typed
from statsig_console.declaring.shapes import ListOf, OneOf, Record, Shape
from statsig_console.errors import InputError
from statsig_console.planning.bodies import create_body
from statsig_console.planning.changes import differs
from statsig_console.planning.states import inputs_from
from statsig_console.state_keys import HOME, is_secret

from .stored import in_form, is_of_plugin

BASE = "/console/v1"

Document = dict[str, Any]


class Hidden:
    """Stands in for a secret that the export does not show."""


@dataclass(frozen=True)
class Known:
    """An object of a stack: its kind, its ID and its state."""

    kind: Kind
    id: str
    state: Document


@dataclass
class Seed:
    """What to send to the emulator, and one line for each object that could not be expressed."""

    objects: dict[str, dict[str, Document]] = field(default_factory=dict[str, dict[str, Document]])
    requests: list[Document] = field(default_factory=list[Document])
    left_out: list[str] = field(default_factory=list[str])
    home: str | None = None

    @property
    def document(self) -> Document:
        """The seed as the emulator takes it. The emulated project has the real one's ID, so that the stack accepts it as its own."""
        return {"objects": self.objects, "requests": self.requests, **({"projectID": self.home} if self.home else {})}


def objects_in(export: Any) -> list[Known]:
    """The objects in a stack's export, in the order in which they were made.

    Raises:
        InputError: the text is no export of a stack.
    """
    try:
        resources = export["deployment"].get("resources") or []
    except (TypeError, KeyError, AttributeError):
        raise InputError("This is no export of a stack: give what `pulumi stack export` prints.") from None
    return [known for each in resources if (known := _known(each)) and not known.kind.endpoints.once]


def seed_of(objects: list[Known]) -> Seed:
    """A seed that makes these objects."""
    from statsig_console_emulator.behaviour import announce
    from statsig_console_emulator.kinds import KINDS

    announce()
    places = {kind.created or kind.listed: kind.name for kind in KINDS.values()}
    seed = Seed(home=next((each.state[HOME] for each in objects if HOME in each.state), None))
    for each in objects:
        create = each.kind.endpoints.create
        place = places.get(create.path) if create and create.method == "POST" else None
        if place and not any(each.kind.by_name[name].options.secret for name in each.kind.naming):
            seed.objects.setdefault(place, {})[each.id] = {**seed.objects.get(place, {}).get(each.id, {}), **document_of(each)}
        elif each.kind.pick:
            _put_into_parent(seed, each)
        elif create:
            _request(seed, each)
        else:
            seed.left_out.append(f"{each.kind.label} {each.id}: the API has no operation that creates one")
    return seed


def differences(objects: list[Known], url: str, key: str) -> list[str]:
    """A line for each object that a project lacks, or that differs from the stack's state."""
    from statsig_console.handling.handlers import Handlers
    from statsig_console.secrets import ApiKey
    from statsig_console.session.session import Session
    from statsig_console.stack.settings import Settings

    session = Session(Settings(ApiKey(key), url, paced=False))
    found: list[str] = []
    try:
        for each in objects:
            there = Handlers(each.kind, session).read(each.id, each.state)
            if there is None:
                found.append(f"{each.kind.label} {each.id} is not there")
                continue
            wanted = inputs_from(each.kind, each.state)
            other = [field.name for field in each.kind.inputs if field.name in wanted and differs(field, there.state, wanted)]
            if other:
                found.append(f"{each.kind.label} {each.id} differs in {', '.join(other)}")
    finally:
        session.close()
    return found


def document_of(known: Known) -> Document:
    """An object as an answer of the API shows it."""
    kind, state = known.kind, known.state
    shown: Document = {}
    for each in kind.fields:
        machine = each.options.machine
        if machine and isinstance(machine.status, str) and machine.status not in shown:
            status = next((wire for wire, name in machine.reads.items() if name == state.get(each.name)), None)
            shown |= {} if status is None else {machine.status: status}
        elif state.get(each.name) is not None and not (each.options.input and each.outside_bodies) and each.options.returned:
            shown[each.read] = answered(each.shape, state[each.name])
    return {kind.nested: shown, **shown} if kind.nested else shown


def answered(shape: Shape, value: Any) -> Any:
    """A value as an answer of the API holds it: computed keys included, under the names that answers use."""
    if isinstance(shape, OneOf):
        shape = shape.option(value)
    if isinstance(shape, ListOf) and isinstance(value, list):
        return [answered(shape.item, each) for each in value]
    if isinstance(shape, Record) and isinstance(value, dict):
        held = [(member, value[member.name]) for member in shape.members if value.get(member.name) is not None]
        return {member.read or member.wire: answered(member.shape, each) for member, each in held}
    return shape.to_wire(value)


def _put_into_parent(seed: Seed, known: Known) -> None:
    """A rule goes into the rules of its gate or config, which the seed may already have."""
    from statsig_console_emulator.kinds import KINDS

    pick, endpoints = known.kind.pick, known.kind.endpoints
    assert pick
    assert endpoints.read
    parent, _, key = known.id.partition("/")
    place = next(kind.name for kind in KINDS.values() if kind.item and kind.item.split("{")[0] == endpoints.read.path.split("{")[0])
    owner = seed.objects.setdefault(place, {}).setdefault(parent, {})
    rules: list[Document] = owner.setdefault(pick.items, [])
    if all(rule.get(pick.key) != key for rule in rules):
        rules.append({**document_of(known), pick.key: key})


def _request(seed: Seed, known: Known) -> None:
    """Adds the requests that create an object that no collection holds."""
    create = known.kind.endpoints.create
    assert create
    inputs = inputs_from(known.kind, known.state)
    missing = [each.name for each in known.kind.inputs if each.required and each.name not in inputs]
    if missing:
        seed.left_out.append(f"{known.kind.label} {known.id}: {', '.join(missing)} is not in the export")
        return
    values = {str(each.options.address): str(inputs.get(each.name, "")) for each in known.kind.addressing}
    body = create_body(known.kind, inputs)
    seed.requests.append({"method": create.method, "path": create.url(values), "body": body})
    later = {each.sent: each.to_wire(inputs[each.name]) for each in known.kind.inputs if each.options.later and each.name in inputs}
    endpoints = known.kind.endpoints
    update = endpoints.deltas.add if endpoints.deltas else endpoints.update
    if later and update:
        address = endpoints.identity.address(known.id, known.state) or {}
        seed.requests.append({"method": update.method, "path": update.url(address), "body": later})


def _known(resource: Mapping[str, Any]) -> Known | None:
    type_ = str(resource.get("type"))
    kind = kind_typed(type_)
    if kind is None or resource.get("delete"):
        return None
    outputs = resource.get("outputs") or {}
    state = {name: value for name, value in _shown(outputs).items() if not hides(value)}
    return Known(kind, str(resource.get("id") or ""), in_form(kind, state, is_of_plugin(type_, outputs, resource.get("inputs") or {})))


def _shown(value: Any) -> Any:
    """A value of an export, with secrets in plain text if the export shows them."""
    if isinstance(value, list):
        return [_shown(each) for each in value]
    if not isinstance(value, dict):
        return value
    if is_secret(value):
        return json.loads(value["plaintext"]) if "plaintext" in value else Hidden()
    return {name: _shown(each) for name, each in value.items()}


def hides(value: Any) -> bool:
    """Whether a value contains a secret that the export does not show."""
    return any(isinstance(each, Hidden) for each in _leaves(value))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    else:
        yield value
