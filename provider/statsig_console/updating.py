"""Updates: what separates an object from what the program asks for, sent in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from .bodies import delta_bodies, move_body, own_body, update_body
from .changes import Changes
from .errors import ConsoleError, InputError, NotFound
from .fields import UPDATE_STYLE, Field
from .lifecycle import Move
from .objects import Objects
from .operations import Operation
from .states import state_from
from .transitions import onward


class Updates:
    """Changes the objects of one kind."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.kind = objects.kind

    def carry_out(self, id_: str, state: dict[str, Any], inputs: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
        """Sends the changes: out of a frozen state, what one update takes together, what has operations of its own, the last moves."""
        state = self.lead(id_, state, inputs, changes.first_moves)
        together = [field for field in changes.updates if field.in_bodies and not (field.options.sent_by or field.options.delta)]
        if self.kind.endpoints.deltas and self.kind.endpoints.update is None:
            together = [field for field in together if not field.options.always]
        if together:
            update = self.kind.endpoints.update
            if update is None:
                raise InputError(f"{self.objects.named(id_)}: the API cannot change {', '.join(field.name for field in together)}")
            if self.kind.endpoints.full and (inputs.get(UPDATE_STYLE) == "full" or any(field.options.in_full for field in together)):
                update = self.kind.endpoints.full
            sent = {field.name: inputs[field.name] for field in together}
            state = self._send(id_, state, sent, update, update_body(self.kind, update, together, state, inputs))
        state = self.add_and_remove(id_, state, inputs, [field for field in changes.updates if field.options.delta])
        for field in changes.updates:
            if field.options.sent_by:
                body = own_body(field, state, inputs)
                state = self._send(id_, state, {field.name: inputs[field.name]}, field.options.sent_by, body)
        last = self._onward(id_, state, inputs) if changes.first_moves else changes.last_moves
        state = self.lead(id_, state, inputs, last, finish=True)
        # Last, since what an operation sets off (a key's new text) would be lost if a later request failed.
        for field in changes.updates:
            if field.options.triggers:
                state = self._send(id_, state, {}, field.options.triggers, None)
        return state

    def add_and_remove(self, id_: str, state: dict[str, Any], wanted: Mapping[str, Any], lists: Sequence[Field]) -> dict[str, Any]:
        """Brings lists to their wanted elements by what is to be removed and added; lists of one group travel together."""
        deltas = self.kind.endpoints.deltas
        if deltas is None:
            return state
        for group in dict.fromkeys(field.options.delta for field in lists):
            # A body names every list of its group: the API requires them, empty or not.
            fields = [field for field in self.kind.inputs if field.options.delta == group]
            goal = {field.name: wanted.get(field.name, state.get(field.name)) for field in fields}
            address = self.objects.address(id_, state)
            always = [field for field in self.kind.inputs if field.options.always and field.name in wanted]
            along = {field.sent: field.to_wire(wanted[field.name]) for field in always}
            removals = delta_bodies(deltas, fields, goal, state, along)
            if removals and deltas.remove is None:
                self.objects.say(
                    f"{self.objects.named(id_)}: the API cannot take anything out of {', '.join(field.name for field in fields)}"
                )
            try:
                for body in removals:
                    if deltas.remove:
                        self.objects.client.send(deltas.remove, address, body=body)
                for body in delta_bodies(deltas, fields, state, goal, {**along, **filled_in(deltas.added, address)}):
                    self.objects.client.send(deltas.add, address, body=body)
            except ConsoleError as error:
                if isinstance(error, NotFound) and not any(goal.values()):
                    return state | goal
                raise self.objects.failed("update", id_, error) from error
            state = state | goal
        return state

    def lead(
        self, id_: str, state: dict[str, Any], inputs: Mapping[str, Any], moves: Sequence[Move], finish: bool = False
    ) -> dict[str, Any]:
        """Makes the moves; where the API leads elsewhere than expected, and this is to `finish`, those that are left from there.

        A move that the API answers but does not make (it may wait for a review) is the last one.
        """
        lifecycle = self.kind.lifecycle
        way = deque(moves)
        made = 0
        while way and lifecycle:
            move, before = way.popleft(), state.get(lifecycle.name)
            state = self._move(id_, state, inputs, move)
            now = state.get(lifecycle.name)
            made += 1
            if now == move.to:
                continue
            if now == before or not finish or made > len(lifecycle.options.machine.moves if lifecycle.options.machine else ()):
                break
            way = deque(self._onward(id_, state, inputs))
        return state

    def _onward(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Sequence[Move]:
        """The moves from where the API has led to what the program declares."""
        left, lifecycle = onward(self.kind, state, inputs), self.kind.lifecycle
        if left is None and lifecycle:
            now, goal = state.get(lifecycle.name), inputs[lifecycle.name]
            raise InputError(f"{self.objects.named(id_)}: {lifecycle.name} became {now!r}, from where {goal!r} is out of reach")
        return left or ()

    def _move(self, id_: str, state: dict[str, Any], inputs: Mapping[str, Any], move: Move) -> dict[str, Any]:
        lifecycle = self.kind.lifecycle
        moved = {lifecycle.name: move.to} if lifecycle else {}
        refusals: list[InputError] = []
        for operation in move.operations:
            try:
                state = self._send(id_, state, moved, operation, move_body(self.kind, move, state, inputs))
            except InputError as error:
                refusals.append(error)
        if len(refusals) == len(move.operations):
            raise refusals[0]
        return state

    def _send(self, id_: str, state: dict[str, Any], sent: Mapping[str, Any], operation: Operation, body: Any) -> dict[str, Any]:
        """Sends one operation on the object; its state afterwards, read again where the answer does not tell it."""
        address, known = self.objects.address(id_, state), state
        state = state | dict(sent)
        try:
            answer = self.objects.request(operation, address, state, body)
        except NotFound as error:
            if not self.kind.pending:
                raise self.objects.failed("update", id_, error) from error
            self.objects.say(
                f"{self.objects.named(id_)} is not there yet, so {', '.join(sent)} could not be set: run the update again later"
            )
            return known
        except ConsoleError as error:
            raise self.objects.failed("update", id_, error) from error
        data = self.objects.picked(answer.data, self.objects.key(id_, state)) or self.objects.fetch(id_, state)
        if data is None:
            raise InputError(f"{self.objects.named(id_)} is gone: refresh the stack, then run the update again")
        return state_from(self.kind, data, state)


def filled_in(template: Mapping[str, Any], address: Mapping[str, str]) -> dict[str, Any]:
    """A body's fixed part, with the address's values where lists name their placeholders."""
    return {name: [each.format(**address) for each in value] if isinstance(value, list) else value for name, value in template.items()}
