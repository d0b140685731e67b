"""Creates: a new object, whole or not at all.

A create of several requests takes the first ones back when a later one fails. One whose answer is
lost is settled by a look at what is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .bodies import carried, create_body, first_batches
from .changes import changes_after_create, differs
from .destroying import Destroys
from .errors import ConsoleError, InputError, Unavailable
from .kinds import Kind
from .objects import Objects
from .operations import Operation
from .replies import Answer
from .states import ORIGINAL, original_in, settled, state_from
from .updating import Updates


@dataclass(frozen=True)
class Made:
    """A new object: its Pulumi ID and its state."""

    id: str
    state: dict[str, Any]


class Creates:
    """Creates objects of one kind."""

    def __init__(self, objects: Objects, updates: Updates, destroys: Destroys) -> None:
        self.objects = objects
        self.updates = updates
        self.destroys = destroys
        self.kind = objects.kind

    def create(self, inputs: Mapping[str, Any]) -> Made:
        """Creates the object and moves it to its declared state.

        Raises:
            InputError: the API refused; nothing is left behind, or the message says what is.
        """
        kind, endpoints = self.kind, self.kind.endpoints
        if endpoints.create is None:
            raise InputError(f"{kind.label}: the API has no operation that creates one")
        body = create_body(kind, inputs)
        named = body | parents(kind, inputs)
        wanted = endpoints.identity.of({}, named)
        memory = as_created(kind, inputs)
        if endpoints.restores:
            there = self.objects.fetch(wanted, {}) or {}
            body = create_body(kind, adopted(kind, state_from(kind, there, {}), inputs))
            memory[ORIGINAL] = original_in(there, kind)
        try:
            answer = self._created(endpoints.create, wanted, inputs, body)
        except ConsoleError as error:
            # A run has no name but that of the object it is for.
            name = " ".join(addressed(kind, inputs).values()) if endpoints.once else wanted.strip("/") or str(body.get("name", ""))
            raise self.objects.failed("create", name, error) from error
        data = self.objects.picked(answer.data, {kind.pick.new_by: body.get(kind.pick.new_by)} if kind.pick else {})
        id_ = endpoints.identity.of(data or {}, named)
        if endpoints.once:
            data = {"message": answer.message, **(data or {})}
        data = data or self.objects.fetch(id_, inputs) or {}
        state = state_from(kind, data, memory)
        try:
            return Made(id_, settled(kind, self.updates.carry_out(id_, state, inputs, changes_after_create(kind, state, inputs)), inputs))
        except (ConsoleError, InputError) as error:
            lists = {field.name: inputs[field.name] for field in kind.inputs if field.options.delta and field.name in inputs}
            raise self._taken_back(id_, state | lists, error) from error

    def _created(self, create: Operation, wanted: str, inputs: Mapping[str, Any], body: Any) -> Answer:
        """Sends the create operation. Where its answer is lost, a look tells whether it took effect; if not, it is sent again."""
        for last in (False, False, True):
            try:
                return self.objects.request(create, addressed(self.kind, inputs), inputs, body)
            except Unavailable:
                if not self.kind.naming or self.kind.endpoints.read is None or self.kind.endpoints.restores:
                    raise
                there = self.objects.fetch(wanted, inputs)
                if there and is_as_sent(self.kind, there, inputs):
                    self.objects.say(f"{self.objects.named(wanted)}: the answer to its creation was lost, but it is there as declared")
                    return Answer(200, "", there, there)
                if there or last:
                    raise
        raise AssertionError("the last try returns or raises")

    def _taken_back(self, id_: str, state: Mapping[str, Any], error: Exception) -> InputError:
        """Deletes what a create made before a later step failed; the error to raise says so, or says what is left."""
        left = f"{self.objects.named(id_)} is left in the project: delete it there, or adopt it"
        if self.kind.endpoints.permanent:
            return InputError(f"{error}. {left}.")
        try:
            self.destroys.remove(id_, state)
        except InputError as second:
            return InputError(f"{error}. {left}; taking it back failed too: {second}.")
        return InputError(f"{error}. What had been created was taken back.")


def addressed(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, str]:
    """The values that fill the placeholders of a create's path."""
    return {str(field.options.address): str(inputs.get(field.name, "")) for field in kind.addressing}


def parents(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that the ID is made of, and those that address the object, by their own names."""
    naming = [kind.by_name[name] for name in kind.naming]
    return {field.name: inputs.get(field.name) for field in (*naming, *kind.addressing)}


def is_as_sent(kind: Kind, there: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
    """Whether an object is what a create with these inputs would have made."""
    state = state_from(kind, there, inputs)
    sent = [field for field in kind.inputs if field.in_bodies and not field.options.later and field.name in inputs]
    return not any(differs(field, state, inputs) for field in sent)


def as_created(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What of the inputs is true once the create operation is done: not what only later requests bring about."""
    values = {name: value for name, value in inputs.items() if name not in kind.by_name or not kind.by_name[name].options.later}
    lifecycle = kind.lifecycle
    machine = lifecycle.options.machine if lifecycle else None
    if lifecycle and machine and values.get(lifecycle.name) not in machine.born:
        values[lifecycle.name] = machine.initial
    deltas = kind.endpoints.deltas
    return values if deltas is None else values | first_batches(kind, deltas, values)


def adopted(kind: Kind, there: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """All that can be set of something that is always there: what the program asks for, and for the rest what is there."""
    carries = {field.name: field.options.carry for field in kind.inputs}
    values = {name: carried(carry, inputs.get(name, there.get(name)), there.get(name)) for name, carry in carries.items()}
    return {name: value for name, value in values.items() if value is not None}
