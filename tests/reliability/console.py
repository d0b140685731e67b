"""The console: edits that people make there without the stack, each sent by plain HTTP, not by the engine.

An edit sets a property by the API's own update, changes an item of a list, moves the lifecycle, adds or removes an
element, puts another document in the object's place where the API has no operation for it, or deletes the object. Which values it
sets is taken from the lives that the acceptance tests lead.
"""

from __future__ import annotations

import copy
import json
import random
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import IdIn, Move
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.shapes import JsonValue, ListOf, Record
from statsig_console.state_keys import own
from statsig_console.values import json_text, parsed_json
from statsig_console_emulator.requests import KEY_HEADER
from statsig_console_emulator.testing import Emulator
from tests.acceptance.life import Life, Values

from .contents import documents
from .deployment import Deployment

SORTS = {"property": 4, "item": 3, "move": 4, "element": 4, "document": 2, "deletion": 1}
"""The sorts of edits, with weights for how often each is made."""
STAMPS = {"version": 1, "lastModifiedTime": 1}
"""The keys that the API counts up with every change of an object, and by how much at least."""


@dataclass(frozen=True)
class Request:
    """A request as the console sends it."""

    operation: Operation
    address: Mapping[str, str]
    body: Any = None
    query: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Edit:
    """An edit by a person: requests, or a document in place of another one.

    `properties` are the program's names of the properties that it sets; empty means the whole object.
    """

    sort: str
    of: str
    properties: tuple[str, ...]
    requests: tuple[Request, ...] = ()
    seed: Mapping[str, Mapping[str, Any]] | None = None

    def __str__(self) -> str:
        return f"{self.sort} of {self.of}: {', '.join(self.properties)}"


class Console:
    """One project, for edits by people."""

    def __init__(self, emulator: Emulator, stack: Deployment) -> None:
        self.emulator = emulator
        self.stack = stack
        self.key = stack.config["statsig:consoleApiKey"]

    def carry_out(self, edit: Edit) -> None:
        """Makes the edit, if the API accepts it."""
        client = self.emulator.client(self.key)
        for each in edit.requests:
            query = {name: each.address[name] for name in each.operation.query if name in each.address} | dict(each.query or {})
            client.request(each.operation.method, each.operation.url(each.address), each.body, query)
        if edit.seed:
            content = json.dumps({"objects": edit.seed}).encode()
            headers = {KEY_HEADER: self.key, "content-type": "application/json"}
            request = urllib.request.Request(f"{self.emulator.origin}/_emulator/seed", content, headers, method="POST")
            with urllib.request.urlopen(request) as answer:
                assert answer.status == 200

    def edits(
        self, life: Life, owned: Mapping[str, Mapping[str, Any]], others: Values, chance: random.Random, name: str | None = None
    ) -> list[Edit]:
        """Edits of a life's object, sort by sort in random order.

        `owned` are the documents that came with the object, `others` values that its properties can have, `name` what the resource is
        called if not as its life.
        """
        held = self.stack.held[name or life.label]
        outputs = own(held.outputs)
        address = held.kind.endpoints.identity.address(held.id, outputs)
        if address is None or held.kind.endpoints.once:
            return []
        pool = {**life.immutable, **others}
        maker = _Maker(life, held.kind, address, dict(held.inputs), outputs, pool, chance)
        sorts = {
            "property": maker.properties,
            "item": maker.items,
            "move": maker.moves,
            "element": maker.elements,
            "document": lambda: maker.documents(owned),
            "deletion": maker.deletions,
        }
        found = {sort: shuffled(make(), chance) for sort, make in sorts.items()}
        order: list[Edit] = []
        while any(found.values()):
            sorts_left = [each for each, left in found.items() if left]
            [sort] = chance.choices(sorts_left, [SORTS[each] for each in sorts_left])
            order.append(found[sort].pop())
        return order

    def owned(self, before: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The documents that are new, or have changed."""
        now = documents(self.emulator, self.key)
        changed = {kind: {id_: each for id_, each in held.items() if before.get(kind, {}).get(id_) != each} for kind, held in now.items()}
        return {kind: held for kind, held in changed.items() if held}


@dataclass(frozen=True)
class _Maker:
    """Makes the edits of one object."""

    life: Life
    kind: Kind
    address: Mapping[str, str]
    inputs: dict[str, Any]
    outputs: Mapping[str, Any]
    pool: Values
    chance: random.Random

    def properties(self) -> Iterator[Edit]:
        """Each property that an update takes, with another value from its life."""
        for field in self._updatable():
            for value in self._others(field):
                yield from self._set("property", field, value)

    def items(self) -> Iterator[Edit]:
        """Lists and JSON values with a part of them changed."""
        for field in self._updatable():
            value = self.inputs.get(field.name)
            for other in varied(field, value, self.chance):
                yield from self._set("item", field, other)

    def moves(self) -> Iterator[Edit]:
        """The moves to each other state of the lifecycle."""
        field = self.kind.lifecycle
        machine = field.options.machine if field else None
        if field is None or machine is None:
            return
        now = self.outputs.get(field.name) or machine.initial
        for to in dict.fromkeys(move.to for move in machine.moves):
            if to != now and (way := machine.way(now, to)):
                requests = [
                    Request(operation, self.address, self._along(move) if move.has_body else None)
                    for move in way
                    for operation in move.operations
                ]
                yield Edit("move", self.life.label, (field.name,), tuple(requests))

    def elements(self) -> Iterator[Edit]:
        """An element more, or one less, in lists that change by elements."""
        deltas = self.kind.endpoints.deltas
        for field in self.kind.inputs if deltas else ():
            if deltas is None or not field.options.delta:
                continue
            group = [each for each in self.kind.inputs if each.options.delta == field.options.delta]
            rest = {each.sent: [] for each in group} | {
                each.sent: each.to_wire(self.inputs[each.name])
                for each in self.kind.inputs
                if each.options.always and each.name in self.inputs
            }
            there = self.inputs.get(field.name) or []
            for other in self._others(field):
                for each in [each for each in other if each not in there][:2]:
                    body = {**rest, **filled(deltas.added, self.address), field.sent: field.to_wire([each])}
                    yield Edit("element", self.life.label, (field.name,), (Request(deltas.add, self.address, body),))
            for each in there[:2] if deltas.remove else ():
                body = {**rest, field.sent: field.to_wire([each])}
                yield Edit("element", self.life.label, (field.name,), (Request(deltas.remove, self.address, body),))  # type: ignore[arg-type]

    def documents(self, owned: Mapping[str, Mapping[str, Any]]) -> Iterator[Edit]:
        """Documents in which a property has another value, also where the API has no operation for that."""
        if self.kind.pick or self.kind.endpoints.deltas or any(len(held) > 1 for held in owned.values()):
            return
        for store, held in owned.items():
            for id_, document in held.items() if store not in {"keys", "members"} else ():
                for field in self.kind.inputs:
                    if field.is_read and not field.options.machine and not field.options.from_answer and field.read in document:
                        for value in self._others(field):
                            changed = copy.deepcopy(document) | {field.read: field.to_wire(value)}
                            for name, step in STAMPS.items():
                                if isinstance(changed.get(name), int):
                                    changed[name] += step
                            if type(changed[field.read]) is type(document[field.read]) and field.read not in {"id", "name"}:
                                yield Edit("document", self.life.label, (field.name,), seed={store: {id_: changed}})

    def deletions(self) -> Iterator[Edit]:
        """The deletion of the object."""
        if self.kind.endpoints.delete:
            yield Edit("deletion", self.life.label, (), (Request(self.kind.endpoints.delete, self.address),))

    def _updatable(self) -> Iterator[Field]:
        for field in self.kind.inputs:
            options = field.options
            if field.in_bodies and not (options.replace or options.delta or options.always) and self._operation(field):
                yield field

    def _operation(self, field: Field) -> Operation | None:
        endpoints = self.kind.endpoints
        return field.options.sent_by or (endpoints.full if field.options.in_full else endpoints.update)

    def _others(self, field: Field) -> list[Any]:
        """Values in state's form that the property does not have."""
        values = [self.life.first(_Nothing()).get(field.name), self.pool.get(field.name)] if field.name in self.pool else []
        encoded = [field.shape.encode(value) for value in values if value is not None and not _has_nothing(value)]
        return [value for value in encoded if not field.shape.same(value, self.inputs.get(field.name))]

    def _set(self, sort: str, field: Field, value: Any) -> Iterator[Edit]:
        """The update that sets the property, with the other keys that it must hold."""
        operation = self._operation(field)
        if operation is None:
            return
        wire = field.to_wire(continued(field, value, self.outputs.get(field.name)))
        if field.options.sent_by:
            body = {field.sent: wire} if field.options.wrapped else wire
        else:
            whole = operation.method != "PATCH"
            others = [each for each in self.kind.inputs if each.in_bodies and not (each.options.sent_by or each.options.delta)]
            sent = [each for each in others if each.options.always or (whole and not each.options.replace)]
            body = {each.sent: each.to_wire(self.inputs[each.name]) for each in sent if self.inputs.get(each.name) is not None}
            body |= {field.sent: wire}
        query = {each.sent: each.to_wire(self.inputs.get(each.name)) for each in self.kind.inputs if each.options.in_query}
        yield Edit(sort, self.life.label, (field.name,), (Request(operation, self.address, body, query),))

    def _along(self, move: Move) -> dict[str, Any]:
        """The values that are sent with a move, from the life."""
        values = {**self.inputs, **{name: value for name, value in self.pool.items() if name in self.kind.by_name}}
        found: dict[str, Any] = {}
        for wire, sent in move.sends.items():
            if isinstance(sent, IdIn):
                elements: list[dict[str, Any]] = self.outputs.get(sent.within) or [{}]
                found[wire] = elements[-1].get("id")
            else:
                value = values.get(sent)
                found[wire] = "Decided in the console" if value is None and "eason" in sent else value
        return {name: value for name, value in found.items() if value is not None}


def continued(field: Field, value: Any, there: Any) -> Any:
    """A list whose elements have the server's keys of the existing ones with the same name, as the console sends them."""
    carry = field.options.carry
    if carry is None or not isinstance(value, list) or not isinstance(there, list):
        return value
    known = {each.get(carry.by): {key: each[key] for key in carry.keys if key in each} for each in there if isinstance(each, dict)}
    return [known.get(each.get(carry.by), {}) | each if isinstance(each, dict) else each for each in value]


def varied(field: Field, value: Any, chance: random.Random) -> Iterator[Any]:
    """Values that differ from a given one in a part: an item less, one more, another order, another number, a key more."""
    if isinstance(field.shape, JsonValue) and isinstance(value, str):
        inner = parsed_json(value)
        if isinstance(inner, dict):
            yield json_text({**inner, "edited": True})
            yield json_text({name: each for name, each in inner.items() if name != next(iter(inner), None)})
        return
    if not isinstance(field.shape, ListOf) or not isinstance(value, list) or not value:
        return
    place = chance.randrange(len(value))
    yield [each for number, each in enumerate(value) if number != place]
    if not field.shape.is_set:
        yield value[::-1]
    if isinstance(field.shape.item, Record) and isinstance(value[place], dict):
        item = value[place]
        for name, each in item.items():
            if isinstance(each, (int, float)) and not isinstance(each, bool):
                yield [*value[:place], {**item, name: each / 2 + 1}, *value[place + 1 :]]
        if "name" in item:
            yield [*value, {**copy.deepcopy(item), "name": f"{item['name']} too"}]
    elif isinstance(value[place], str):
        yield [*value, "edited"]


def filled(template: Mapping[str, Any], address: Mapping[str, str]) -> dict[str, Any]:
    """The other keys of an addition, with the address filled in."""
    return {name: [each.format(**address) for each in value] if isinstance(value, list) else value for name, value in template.items()}


def shuffled(edits: Iterator[Edit], chance: random.Random) -> list[Edit]:
    """The edits in random order."""
    found = list(edits)
    chance.shuffle(found)
    return found


class _Nothing(dict[str, Any]):
    """Takes the place of other resources, where only plain values are wanted."""

    def __missing__(self, name: str) -> Any:
        return _Unnamed()


class _Unnamed:
    """Takes the place of a resource; none of its properties is a plain value."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


def _has_nothing(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_nothing, value.values()))
    return any(map(_has_nothing, value)) if isinstance(value, (list, tuple)) else isinstance(value, _Unnamed)
