"""The handlers: what each of Pulumi's calls does to an object of a kind.

What to do is decided in `changes` and `bodies`, which are pure; here it is done, in order. A
create of several requests takes the first one back when a later one fails.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .bodies import carried, create_body, delta_bodies, first_batches, move_body, own_body, restoring_body, update_body
from .changes import Changes, changes_after_create, changes_between, differs
from .client import Answer, ConsoleClient
from .errors import AlreadyExists, ConsoleError, InputError, NotFound, Problem, Unavailable
from .fields import UPDATE_STYLE, Field
from .kinds import Kind
from .lifecycle import Move
from .operations import Operation
from .session import Session
from .states import ORIGINAL, inputs_from, original_in, original_of, settled, state_from
from .transitions import onward
from .transport import announce
from .validation import problems


@dataclass(frozen=True)
class Checked:
    """Inputs with their defaults, and all that is wrong with them."""

    inputs: dict[str, Any]
    invalid: Sequence[Problem]


@dataclass(frozen=True)
class Made:
    """A new object: its Pulumi ID and its state."""

    id: str
    state: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """An object as it is: its state, and the inputs that would ask for just that."""

    state: dict[str, Any]
    inputs: dict[str, Any]


class Handlers:
    """The handlers for one kind in one project."""

    def __init__(self, kind: Kind, session: Session) -> None:
        self.kind = kind
        self.session = session

    @property
    def client(self) -> ConsoleClient:
        """The project's client; `check` and `diff` never ask for it."""
        return self.session.client

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> Checked:
        """Every mistake in the program's values, and the values with defaults filled in. Sends nothing.

        With the last run's values, `olds`, that includes changes that the API would refuse.
        """
        given = {name: value for name, value in news.items() if value is not None}
        defaults = {field.name: field.shape.encode(field.options.default) for field in self.kind.inputs if field.has_default}
        filled = defaults | given
        unfit = [each for combination in self.kind.combinations for each in combination.complaints(filled)]
        invalid = [*problems(self.kind.record, filled, hide=self.kind.secrets), *unfit]
        if not invalid:
            invalid = [*changes_between(self.kind, olds or {}, filled).refusals, *self.session.claims.make(self.kind, filled)]
        return Checked(filled, invalid)

    def diff(self, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
        """What an update would change. Sends nothing."""
        return self._granted(changes_between(self.kind, state, inputs))

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
            there = self._fetch(wanted, {}) or {}
            body = create_body(kind, adopted(kind, state_from(kind, there, {}), inputs))
            memory[ORIGINAL] = original_in(there, kind)
        try:
            answer = self._created(endpoints.create, wanted, inputs, body)
        except ConsoleError as error:
            # A run has no name but that of the object it is for.
            name = " ".join(addressed(kind, inputs).values()) if endpoints.once else wanted.strip("/") or str(body.get("name", ""))
            raise self._failed("create", name, error) from error
        data = self._picked(answer.data, {kind.pick.new_by: body.get(kind.pick.new_by)} if kind.pick else {})
        id_ = endpoints.identity.of(data or {}, named)
        if endpoints.once:
            data = {"message": answer.message, **(data or {})}
        data = data or self._fetch(id_, inputs) or {}
        state = state_from(kind, data, memory)
        try:
            return Made(id_, settled(kind, self._carry_out(id_, state, inputs, changes_after_create(kind, state, inputs)), inputs))
        except (ConsoleError, InputError) as error:
            lists = {field.name: inputs[field.name] for field in kind.inputs if field.options.delta and field.name in inputs}
            raise self._taken_back(id_, state | lists, error) from error

    def read(self, id_: str, state: Mapping[str, Any]) -> Found | None:
        """The object as the API tells it; None when it is gone. A run of an action is as it was."""
        if self.kind.endpoints.once:
            return Found(dict(state), inputs_from(self.kind, state))
        data = self._fetch(id_, state)
        if data is None:
            return None
        now = state_from(self.kind, data, {**parents_in(self.kind, id_, state), **state})
        return Found(now, inputs_from(self.kind, now))

    def update(self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
        """Brings the object from its old state to what the program asks for, in as few requests as that takes."""
        return settled(self.kind, self._carry_out(id_, dict(olds), news, self._granted(changes_between(self.kind, olds, news))), news)

    def delete(self, id_: str, state: Mapping[str, Any]) -> None:
        """Deletes the object, or puts it back as it was before it was managed; gone is fine."""
        endpoints = self.kind.endpoints
        try:
            if endpoints.once:
                return
            if endpoints.delete is not None:
                self.client.send(endpoints.delete, self._address(id_, state))
            elif endpoints.deltas is not None:
                lists = [field for field in self.kind.inputs if field.options.delta]
                self._add_and_remove(id_, dict(state), {field.name: [] for field in lists}, lists)
            elif endpoints.restores and endpoints.update is not None:
                body = restoring_body(self.kind, state, original_of(state))
                self.client.send(endpoints.update, self._address(id_, state), body=body)
            else:
                announce(f"{self.kind.label} {id_} stays in the project, no longer managed: the API cannot delete it")
        except NotFound:
            return
        except ConsoleError as error:
            # Of an item that its parent does not have, the API says that the request is bad.
            if self.kind.pick is None or self._fetch(id_, state) is not None:
                raise self._failed("delete", id_, error) from error

    def _created(self, create: Operation, wanted: str, inputs: Mapping[str, Any], body: Any) -> Answer:
        """Sends the create operation. Where its answer is lost, a look tells whether it took effect; if not, it is sent again."""
        for last in (False, False, True):
            try:
                return self._request(create, addressed(self.kind, inputs), inputs, body)
            except Unavailable:
                if not self.kind.naming or self.kind.endpoints.read is None or self.kind.endpoints.restores:
                    raise
                there = self._fetch(wanted, inputs)
                if there and is_as_sent(self.kind, there, inputs):
                    announce(f"{self.kind.label} {wanted}: the answer to its creation was lost, but it is there as declared")
                    return Answer(200, "", there, there)
                if there or last:
                    raise
        raise AssertionError("the last try returns or raises")

    def _carry_out(self, id_: str, state: dict[str, Any], inputs: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
        """Sends the changes: out of a frozen state, what one update takes together, what has operations of its own, the last moves."""
        state = self._lead(id_, state, inputs, changes.first_moves)
        together = [field for field in changes.updates if field.in_bodies and not (field.options.sent_by or field.options.delta)]
        if self.kind.endpoints.deltas and self.kind.endpoints.update is None:
            together = [field for field in together if not field.options.always]
        if together:
            update = self.kind.endpoints.update
            if update is None:
                raise InputError(f"{self.kind.label} {id_}: the API cannot change {', '.join(field.name for field in together)}")
            if self.kind.endpoints.full and (inputs.get(UPDATE_STYLE) == "full" or any(field.options.in_full for field in together)):
                update = self.kind.endpoints.full
            sent = {field.name: inputs[field.name] for field in together}
            state = self._send(id_, state, sent, update, update_body(self.kind, update, together, state, inputs))
        state = self._add_and_remove(id_, state, inputs, [field for field in changes.updates if field.options.delta])
        for field in changes.updates:
            if field.options.sent_by:
                body = own_body(field, state, inputs)
                state = self._send(id_, state, {field.name: inputs[field.name]}, field.options.sent_by, body)
        last = self._onward(id_, state, inputs) if changes.first_moves else changes.last_moves
        state = self._lead(id_, state, inputs, last, finish=True)
        # Last, since what an operation sets off (a key's new text) would be lost if a later request failed.
        for field in changes.updates:
            if field.options.triggers:
                state = self._send(id_, state, {}, field.options.triggers, None)
        return state

    def _add_and_remove(self, id_: str, state: dict[str, Any], wanted: Mapping[str, Any], lists: Sequence[Field]) -> dict[str, Any]:
        """Brings lists to their wanted elements by what is to be removed and added; lists of one group travel together."""
        deltas = self.kind.endpoints.deltas
        if deltas is None:
            return state
        for group in dict.fromkeys(field.options.delta for field in lists):
            # A body names every list of its group: the API requires them, empty or not.
            fields = [field for field in self.kind.inputs if field.options.delta == group]
            goal = {field.name: wanted.get(field.name, state.get(field.name)) for field in fields}
            address = self._address(id_, state)
            always = [field for field in self.kind.inputs if field.options.always and field.name in wanted]
            along = {field.sent: field.to_wire(wanted[field.name]) for field in always}
            removals = delta_bodies(deltas, fields, goal, state, along)
            if removals and deltas.remove is None:
                announce(f"{self.kind.label} {id_}: the API cannot take anything out of {', '.join(field.name for field in fields)}")
            try:
                for body in removals:
                    if deltas.remove:
                        self.client.send(deltas.remove, address, body=body)
                for body in delta_bodies(deltas, fields, state, goal, {**along, **filled_in(deltas.added, address)}):
                    self.client.send(deltas.add, address, body=body)
            except ConsoleError as error:
                if isinstance(error, NotFound) and not any(goal.values()):
                    return state | goal
                raise self._failed("update", id_, error) from error
            state = state | goal
        return state

    def _lead(
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
            raise InputError(f"{self.kind.label} {id_}: {lifecycle.name} became {now!r}, from where {goal!r} is out of reach")
        return left or ()

    def _granted(self, changes: Changes) -> Changes:
        """The changes, if the API would make them.

        Raises:
            InputError: it would not; the message names every property.
        """
        if changes.refusals:
            reasons = "; ".join(f"{each.property} {each.reason}" for each in changes.refusals)
            raise InputError(f"{self.kind.label}: {reasons}.")
        return changes

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
        address, known = self._address(id_, state), state
        state = state | dict(sent)
        try:
            answer = self._request(operation, address, state, body)
        except NotFound as error:
            if not self.kind.pending:
                raise self._failed("update", id_, error) from error
            announce(f"{self.kind.label} {id_} is not there yet, so {', '.join(sent)} could not be set: run the update again later")
            return known
        except ConsoleError as error:
            raise self._failed("update", id_, error) from error
        data = self._picked(answer.data, self._key(id_, state)) or self._fetch(id_, state)
        if data is None:
            raise InputError(f"{self.kind.label} {id_} is gone: refresh the stack, then run the update again")
        return state_from(self.kind, data, state)

    def _fetch(self, id_: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
        """The API's data about the object; None when it is gone."""
        endpoints = self.kind.endpoints
        address = endpoints.identity.address(id_, state)
        if endpoints.read is None or address is None:
            try:
                return self._search(id_, address)
            except ConsoleError as error:
                raise self._failed("read", id_, error) from error
        try:
            answer = self.client.send(endpoints.read, address) if endpoints.paged is None else self._collected(endpoints.read, address)
        except NotFound:
            return {} if self.kind.pending else None
        except ConsoleError as error:
            raise self._failed("read", id_, error) from error
        return self._picked(answer.data, self._key(id_, state))

    def _request(self, operation: Operation, address: Mapping[str, str], values: Mapping[str, Any], body: Any) -> Answer:
        """Sends an operation with the query values that the kind declares; an operation that takes no body gets none."""
        query = {field.sent: field.to_wire(values.get(field.name)) for field in self.kind.inputs if field.options.in_query}
        return self.client.send(operation, address, query=query, body=body)

    def _collected(self, operation: Operation, address: Mapping[str, str]) -> Answer:
        """One answer out of all pages of a read whose data is an object with one long list."""
        name = str(self.kind.endpoints.paged)
        whole: dict[str, Any] = {}
        for page in self.client.pages(operation, address, query={"limit": self.kind.endpoints.page_size}):
            for part in page.items:
                whole = {**part, name: [*whole.get(name, []), *(part.get(name) or [])]}
        return Answer(200, "", whole, whole)

    def _picked(self, data: Any, key: Mapping[str, Any]) -> dict[str, Any] | None:
        """The object in an answer's data: the data itself, or the item of the parent's list that has these values."""
        if self.kind.pick is None or not isinstance(data, dict):
            return data if isinstance(data, dict) else {}
        items = data.get(self.kind.pick.items) or []
        return next((item for item in items if all(item.get(name) == value for name, value in key.items())), None)

    def _key(self, id_: str, state: Mapping[str, Any]) -> dict[str, Any]:
        """What tells the object apart from its siblings in the parent's list."""
        return {self.kind.pick.key: id_.rpartition("/")[2]} if self.kind.pick else {}

    def _search(self, id_: str, address: Mapping[str, str] | None) -> dict[str, Any] | None:
        """The object's data out of the list of its kind, where the API cannot read one, or not without a secret."""
        endpoints = self.kind.endpoints
        identity = endpoints.identity
        if endpoints.listing is None:
            return {}
        items = (item for page in self.client.pages(endpoints.listing) for item in page.items if isinstance(item, dict))
        if address is None:
            return next((item for item in items if identity.of(item, {}) == id_), None)
        return next((item for item in items if identity.address(identity.of(item, {}), {}) == address), None)

    def _address(self, id_: str, state: Mapping[str, Any]) -> dict[str, str]:
        address = self.kind.endpoints.identity.address(id_, state)
        if address is None:
            raise InputError(f"{self.kind.label} {id_}: state lacks the secret that addresses it; refresh the stack")
        return address

    def _taken_back(self, id_: str, state: Mapping[str, Any], error: Exception) -> InputError:
        """Deletes what a create made before a later step failed; the error to raise says so, or says what is left."""
        left = f"{self.kind.label} {id_} is left in the project: delete it there, or adopt it"
        if self.kind.endpoints.permanent:
            return InputError(f"{error}. {left}.")
        try:
            self.delete(id_, state)
        except InputError as second:
            return InputError(f"{error}. {left}; taking it back failed too: {second}.")
        return InputError(f"{error}. What had been created was taken back.")

    def _failed(self, verb: str, id_: str, error: ConsoleError) -> InputError:
        advice = ""
        if isinstance(error, AlreadyExists):
            command = f"statsig-console import-file {self.kind.label} NAME '{id_}'"
            advice = f" The project has it, this stack has not: take it over ({command}, then pulumi import --file) or choose another name."
        return InputError(f"{self.kind.label} {id_}: could not {verb} it. {error}.{advice}")


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


def parents_in(kind: Kind, id_: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """The addressing inputs, as the ID tells them to whoever knows nothing else."""
    address = kind.endpoints.identity.address(id_, state) or {}
    told = {field.name: address.get(str(field.options.address)) for field in kind.addressing}
    return {name: value for name, value in told.items() if value is not None}


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


def filled_in(template: Mapping[str, Any], address: Mapping[str, str]) -> dict[str, Any]:
    """A body's fixed part, with the address's values where lists name their placeholders."""
    return {name: [each.format(**address) for each in value] if isinstance(value, list) else value for name, value in template.items()}
