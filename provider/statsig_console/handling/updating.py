"""Updates: sends the changes that make an object what the program asks for, in order.

An `Update` is one object while it is changed. Its `state` is true after each request, so that
after an error it shows how far the update came.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from statsig_console.declaring.endpoints import Deltas
from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import Move
from statsig_console.declaring.operations import Operation
from statsig_console.errors import ConsoleError, InputError, NotFound, RequestFailed, Unavailable
from statsig_console.planning.bodies import (
    carried,
    delta_bodies,
    groups_of,
    lacking,
    move_body,
    own_body,
    together,
    update_body,
    update_operation,
)
from statsig_console.planning.changes import Changes
from statsig_console.planning.lateness import is_older
from statsig_console.planning.states import certain, if_made, is_whole, state_from
from statsig_console.planning.steps import moves_by_itself
from statsig_console.planning.transitions import onward
from statsig_console.records import record
from statsig_console.sending.replies import Answer
from statsig_console.session.objects import Objects
from statsig_console.session.patience import is_settled, look_until, present, sent_until
from statsig_console.state_keys import REVIEW

from .proposing import Proposing

SECRET_LOST = (
    " It may have a new secret all the same, which nobody knows then: if the next update does not find it, delete it there and refresh."
)


@record
class Planned:
    """A request that is to be sent: its operation and body."""

    operation: Operation
    body: dict[str, Any]


class Update:
    """One object while it is changed from `state` to what `inputs` ask for.

    - `is_fresh`: the state was read for this update.
    - `waiting`: the properties whose changes the API has accepted but not made, because they wait for a review.
    - `latest`: the object in the last answer that `proposing` has read; empty before.
    - `is_new`: the object was created just now.
    - `seen`: the object as it was read before elements of its lists were changed, with these changes; None before.
    """

    def __init__(self, objects: Objects, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any], is_fresh: bool = False) -> None:
        self.objects = objects
        self.kind = objects.kind
        self.id_ = id_
        self.state = dict(state)
        self.inputs = inputs
        self.is_fresh = is_fresh
        self.waiting: list[str] = []
        self.proposing = Proposing(objects)
        self.latest: dict[str, Any] = {}
        self.is_new = False
        self.seen: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        """The object as messages call it."""
        return self.objects.named(self.id_)

    def carry_out(self, changes: Changes) -> None:
        """Makes the changes, or proposes them where they go through reviews."""
        if REVIEW in self.state or self.proposing.are_wanted(self.inputs):
            self.proposing.carry_out(self, changes)
        else:
            self.make(changes)

    def make(self, changes: Changes) -> None:
        """Sends the changes in order: moves out of a frozen state, one update, lists, properties with own operations, the last moves."""
        self.make_moves(changes.first_moves)
        if fields := together(self.kind, changes.updates):
            self._change(fields)
        self.add_and_remove([field for field in changes.updates if field.options.delta])
        for field in changes.updates:
            if field.options.sent_by:
                self._send({field.name: self.inputs[field.name]}, field.options.sent_by, own_body(field, self.state, self.inputs))
        # Without moves in `changes` the object stays in its state, whatever the answers show.
        self.make_moves(self._onward() if changes.first_moves else changes.last_moves, finish=True)
        # Last, since the result of such an operation (a key's new text) would be lost if a later request failed.
        for field in changes.updates:
            if field.options.triggers:
                self._set_off(field.options.triggers)

    def add_and_remove(self, lists: Sequence[Field]) -> None:
        """Brings lists to their wanted elements by removing and adding; lists of one group are changed in one request."""
        for group in groups_of(lists):
            # A body names every list of its group: the API requires them, empty or not.
            fields = [field for field in self.kind.deltas if field.options.delta == group]
            goal = {field.name: self.inputs.get(field.name, self.state.get(field.name)) for field in fields}
            try:
                self._remove_and_add(fields, goal)
            except ConsoleError as error:
                if not isinstance(error, NotFound) or any(goal.values()):
                    raise self.objects.failed("update", self.id_, error) from error
            if self.objects.reviewed and (there := self.objects.fetch(self.id_, self.state)):
                self._learn(there, goal)
            else:
                self._note_made(fields, goal)
                self.state |= goal

    def _note_made(self, fields: Sequence[Field], goal: Mapping[str, Any]) -> None:
        """Notes in `seen` the elements that were removed from lists and added to them."""
        if self.seen is None:
            return
        removed = {field.name: lacking(field, goal, self.state.get(field.name) or []) for field in fields}
        left = {field.name: lacking(field, removed, self.seen.get(field.name) or []) for field in fields}
        self.seen |= {field.name: [*left[field.name], *lacking(field, left, goal.get(field.name) or [])] for field in fields}

    def make_moves(self, moves: Sequence[Move], finish: bool = False) -> None:
        """Makes the moves. With `finish`, also those that are left where a move led to another state than expected.

        After a move that the API answers but does not make (it may wait for a review), no more moves are made.
        """
        lifecycle = self.kind.lifecycle
        way = deque(moves)
        made = 0
        while way and lifecycle:
            move, before = way.popleft(), self.state.get(lifecycle.name)
            self._move(move)
            now = self.state.get(lifecycle.name)
            made += 1
            if now == move.to:
                continue
            if now == before or not finish or made > len(lifecycle.options.machine.moves if lifecycle.options.machine else ()):
                break
            way = deque(self._onward())

    def _change(self, fields: Sequence[Field]) -> None:
        """Changes these fields together by one update."""
        planned = self.planned(fields)
        self._send({field.name: self.inputs[field.name] for field in fields}, planned.operation, planned.body)

    def planned(self, fields: Sequence[Field]) -> Planned:
        """The request that changes these fields together."""
        update = update_operation(self.kind, fields, self.inputs)
        if update is None:
            raise InputError(f"{self.name}: the API cannot change {', '.join(field.name for field in fields)}")
        if not self.is_fresh and self._moves_by_itself(update, fields):
            # Elements that others added to a list since the last refresh stay, and so do shares that the API has raised.
            self.state = present(self.objects, self.id_, self.state) or self.state
        return Planned(update, update_body(self.kind, update, fields, self.state, self.inputs))

    def _moves_by_itself(self, update: Operation, fields: Sequence[Field]) -> bool:
        """Whether an update sends values that the API may have changed by itself since the last read."""
        whole = update.method != "PATCH"
        sent = self.kind.inputs if whole else fields
        return any((whole and field.is_added_to(self.inputs)) or moves_by_itself(field, self.state) for field in sent)

    def _remove_and_add(self, fields: Sequence[Field], goal: Mapping[str, Any]) -> None:
        """Removes the surplus elements from the lists of one group, then adds the missing ones."""
        deltas = self.kind.endpoints.deltas
        if deltas is None:
            return
        always = [field for field in self.kind.inputs if field.options.always and field.name in self.inputs]
        along = {field.sent: field.to_wire(self.inputs[field.name]) for field in always}
        removals = delta_bodies(deltas, fields, goal, self.state, along)
        if removals and deltas.remove is None:
            names = ", ".join(field.name for field in fields)
            self.objects.say(f"{self.name}: the API cannot remove elements from {names}")
        if removals and deltas.remove:
            before = self._seen() if deltas.watched else self.state
            answers = [self._take_out(deltas.remove, fields, body) for body in removals]
            if deltas.watched and (lost := self._lost(fields, goal, before, answers[-1])):
                self.objects.say(f"{self.name}: the API removed more from {', '.join(lost)} than it was asked to; the rest is put back")
                self._add(deltas, {}, lost, along)
        self._add(deltas, self.state, goal, along)

    def _take_out(self, remove: Operation, fields: Sequence[Field], body: Mapping[str, Any]) -> Answer:
        """Removes elements from lists. Where the answer is lost, a read tells whether they are gone.

        If they are not, the removal is not repeated, since somebody may have added them again.
        """

        def are_gone(there: Mapping[str, Any] | None) -> bool:
            now = state_from(self.kind, there or {}, self.state)
            named = [(field, field.from_wire(body[field.sent])) for field in fields if body.get(field.sent)]
            return all(lacking(field, now, elements) == elements for field, elements in named)

        try:
            return self.objects.client.send(remove, self.objects.address(self.id_, self.state), body=body)
        except Unavailable as error:
            with suppress(RequestFailed):
                there = look_until(lambda: self.objects.fetch(self.id_, self.state), are_gone, self.objects.timeouts)
                if are_gone(there):
                    return Answer(200, "", there, there)
            raise error

    def _add(self, deltas: Deltas, there: Mapping[str, Any], goal: Mapping[str, Any], along: Mapping[str, Any]) -> None:
        """Adds the elements that the lists named by `goal` lack; lists of one group are changed in one request."""
        address = self.objects.address(self.id_, self.state)
        for group in groups_of([field for field in self.kind.deltas if field.name in goal]):
            fields = [field for field in self.kind.deltas if field.options.delta == group]
            for body in delta_bodies(deltas, fields, there, goal, {**along, **filled_in(deltas.added, address)}):
                self.objects.client.send(deltas.add, address, body=body)

    def _seen(self) -> Mapping[str, Any]:
        """The object's present state, so that elements which somebody else has removed are not put back.

        It is read once: a later read may still show elements that this update has removed.
        """
        if self.seen is None:
            self.seen = dict(self.state) if self.is_fresh else present(self.objects, self.id_, self.state)
        return self.seen

    def _lost(self, fields: Sequence[Field], goal: Mapping[str, Any], before: Mapping[str, Any], answer: Answer) -> dict[str, list[Any]]:
        """The elements that a removal took away although it did not name them, by list.

        Where the answer lacks elements, a read makes sure that they are gone.
        """
        removed = {field.name: lacking(field, goal, self.state.get(field.name) or []) for field in fields}

        def gone(there: Mapping[str, Any]) -> dict[str, list[Any]]:
            stay = {field.name: lacking(field, removed, before.get(field.name) or []) for field in self.kind.deltas}
            found = {field.name: lacking(field, there, stay[field.name]) for field in self.kind.deltas}
            return {name: elements for name, elements in found.items() if elements}

        if not gone(state_from(self.kind, self.objects.picked(answer.data, {}) or {}, before, partial=True)):
            return {}
        return gone(state_from(self.kind, self.objects.fetch(self.id_, self.state) or {}, self.state))

    def _onward(self) -> Sequence[Move]:
        """The moves from the state that the API has led to, to the declared state."""
        left, lifecycle = onward(self.kind, self.state, self.inputs), self.kind.lifecycle
        if left is None and lifecycle:
            now, goal = self.state.get(lifecycle.name), self.inputs[lifecycle.name]
            raise InputError(f"{self.name}: {lifecycle.name} became {now!r}, from where {goal!r} is out of reach")
        return left or ()

    def _move(self, move: Move) -> None:
        lifecycle = self.kind.lifecycle
        moved = {lifecycle.name: move.to} if lifecycle else {}
        refusals: list[InputError] = []
        for operation in move.operations:
            try:
                self._send(moved, operation, move_body(self.kind, move, self.state, self.inputs))
            except InputError as error:
                refusals.append(error)
        if len(refusals) == len(move.operations):
            raise refusals[0]

    def _set_off(self, operation: Operation) -> None:
        """Sends an operation that gives the object a new secret. Where the answer is lost, the list shows the new secret."""
        listed = self.kind.endpoints.listing is not None
        before = [self.objects.id_of(item) for item in self.objects.all()] if listed else []
        try:
            answer = self._sent({}, operation, None, self.state)
            said = self.objects.picked(answer.data, {}) if answer else {}
            lost = None if said and all(name in said for name in self.kind.endpoints.identity.parts()) else self._lacks_secret(operation)
        except RequestFailed as failure:
            if not listed or not isinstance(failure.reason, Unavailable):
                raise
            said, lost = {}, failure.reason
        if lost:
            found = look_until(lambda: self._new_since(before), bool, self.objects.timeouts)
            if len(found) != 1:
                raise self.objects.failed("update", self.id_, lost, SECRET_LOST) from lost
            self.objects.say(f"{self.name}: the answer to {operation.method} {operation.path} was lost; what it made was found in the list")
            said = found[0]
        self.state = state_from(self.kind, certain(self.kind, said or {}), self.state, partial=True)

    def _lacks_secret(self, operation: Operation) -> Unavailable:
        """The error about an answer that lacks the new secret."""
        return Unavailable("The answer does not tell the new secret", method=operation.method, path=operation.path)

    def _new_since(self, before: Collection[str]) -> list[dict[str, Any]]:
        """The items like this object that were not in the list `before`; none when the list cannot be read."""
        try:
            return [item for item in self.objects.all() if self.objects.id_of(item) not in before and self._is_alike(item)]
        except ConsoleError:
            return []

    def _is_alike(self, item: Mapping[str, Any]) -> bool:
        """Whether an item of the list equals this object, except for its secret."""
        other = state_from(self.kind, item, self.state, partial=True)
        return all(field.same(self.state.get(field.name), other.get(field.name)) for field in self.kind.inputs if field.is_read)

    def _send(self, sent: Mapping[str, Any], operation: Operation, body: Any) -> None:
        """Sends one operation on the object, and takes its new state from the answer, or from a read where the answer lacks it."""
        expected = if_made(self.kind, self.state, {name: self._continued(name, value) for name, value in sent.items()})
        answer = self._sent(sent, operation, body, expected)
        if answer is None:
            return
        data, partial = self._outcome(answer, expected, sent)
        if data is None:
            raise InputError(f"{self.name} is gone: refresh the stack, then run the update again")
        self._learn(data, sent, expected, partial)

    def _sent(self, sent: Mapping[str, Any], operation: Operation, body: Any, expected: Mapping[str, Any]) -> Answer | None:
        """Sends one operation on the object; None where the object does not exist yet."""
        try:
            return sent_until(
                lambda: self.objects.request(operation, self.objects.address(self.id_, self.state), expected, body),
                self._is_late,
                self.objects.timeouts,
            )
        except NotFound as error:
            if not self.kind.pending:
                raise self.objects.failed("update", self.id_, error) from error
            self.objects.say(f"{self.name} is not there yet, so {', '.join(sent)} could not be set: run the update again later")
            return None
        except ConsoleError as error:
            raise self.objects.failed("update", self.id_, error) from error

    def _is_late(self, error: ConsoleError) -> bool:
        """Whether the API refuses a request as it does not know an object yet that was just created, by this update or by a run before.

        One that is pending may long be unknown.
        """
        is_late = self.is_new or not is_settled(self.objects.session)
        return is_late and isinstance(error, NotFound) and not (self.kind.pending or self.objects.reviewed)

    def _continued(self, name: str, value: Any) -> Any:
        """A value to send, whose list elements keep the identity that the API gave them."""
        field = self.kind.by_name.get(name)
        return carried(field.options.carry, value, self.state.get(name)) if field else value

    def _outcome(self, answer: Answer, expected: Mapping[str, Any], sent: Mapping[str, Any]) -> tuple[dict[str, Any] | None, bool]:
        """The object's data after a request, and whether it may lack fields.

        The data is from the answer, or from a read where the answer lacks fields or may show changes that wait for a review. If the read
        fails, the change is taken to be made.
        """
        said = self.objects.picked(answer.data, self.objects.key(self.id_, expected))
        reviewed = bool(sent) and self.objects.reviewed
        if said and is_whole(self.kind, said, sent) and not reviewed:
            return said, True
        said = certain(self.kind, said or {})
        try:
            there = look_until(
                lambda: self.objects.fetch(self.id_, expected),
                lambda there: self.objects.reviewed or self._shows(there, expected, sent),
                self.objects.timeouts,
            )
        except RequestFailed:
            if reviewed:
                raise
            return said, True
        if there is None and self.objects.reviewed:
            there = self.objects.fetch(self.id_, self.state)
        return (said, True) if there == {} else (there, False)

    def _shows(self, there: Mapping[str, Any] | None, expected: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
        """Whether a read shows the object after a request, and not as it was before."""
        if not there:
            return there is not None
        before, fields = self.state, [self.kind.by_name[name] for name in sent]
        if is_older(self.kind, before, state_from(self.kind, there, before)):
            return False
        changed = [field for field in fields if not field.same(before.get(field.name), sent[field.name])]
        # A field that the read lacks is as it was sent in the one state, and as it was before in the other.
        after, still = state_from(self.kind, there, expected), state_from(self.kind, there, before)
        is_made = all(field.same(after.get(field.name), sent[field.name]) for field in changed)
        return is_made or any(not field.same(before.get(field.name), still.get(field.name)) for field in changed)

    def _learn(
        self, data: Mapping[str, Any], sent: Mapping[str, Any], expected: Mapping[str, Any] | None = None, partial: bool = False
    ) -> None:
        """Takes the new state from an answer. Where a project reviews changes, it also notes the sent values that the answer lacks."""
        before = self.state
        self.state = state_from(self.kind, data, self.state if expected is None else expected, partial=partial)
        if self.objects.reviewed:
            self.waiting += [name for name in unmade(self.kind, before, self.state, sent) if name not in self.waiting]


def unmade(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any], sent: Mapping[str, Any]) -> list[str]:
    """The sent properties that have their former values in an answer."""
    late = [field for field in map(kind.by_name.__getitem__, sent) if not field.same(after.get(field.name), sent[field.name])]
    return [field.name for field in late if field.same(before.get(field.name), after.get(field.name))]


def filled_in(template: Mapping[str, Any], address: Mapping[str, str]) -> dict[str, Any]:
    """The fixed part of a body, with the address's values for the placeholders in its lists."""
    return {name: [each.format(**address) for each in value] if isinstance(value, list) else value for name, value in template.items()}
