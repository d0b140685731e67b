"""Creates: a new object, whole or not at all.

When a later request of a create fails, the new object is deleted again. When the answer to the
create operation is lost, a read tells whether the object exists.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from statsig_console.call import current
from statsig_console.declaring.endpoints import Named, Run
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.operations import Operation
from statsig_console.errors import AlreadyExists, ConsoleError, InputError, NotFound, RequestFailed, Unavailable
from statsig_console.guarding.guards import Guards
from statsig_console.planning.bodies import carried, create_body, first_batches
from statsig_console.planning.changes import changes_after_create, changes_between, differs
from statsig_console.planning.naming import addressed, parents, wanted_id
from statsig_console.planning.states import certain, comes_after, is_whole, original_in, settled, state_from
from statsig_console.records import record
from statsig_console.sending.replies import Answer
from statsig_console.session.objects import Objects
from statsig_console.session.owners import called
from statsig_console.session.patience import look_until, sent_until
from statsig_console.stack.bounds import ALLOW_VARIABLE
from statsig_console.stack.settings import ADOPT_VARIABLE
from statsig_console.state_keys import ORIGINAL

from .adopting import Adoption, Existing, alias_of, kept_advice
from .destroying import Destroys
from .proposing import Proposing
from .recovering import settle
from .reviewing import reported
from .updating import Update

MAYBE_THERE = "It may have been created all the same: look for it in the project, and delete it there, before the next update."
MAYBE_FOUND = f"It may have been created all the same: if the next update says that it exists, run it with {ADOPT_VARIABLE}=true."
NAMED_TOO_EARLY = "If the program makes what is missing, name it by that resource's id, not in plain text, so that Pulumi makes it first."
MAYBE_RUN = "It may have been done all the same; the next update does it again."
TRIES = 3
"""How often a create is sent while its answers are lost and no object appears."""

WAITS = "its creation waits for a review in the console; run the update again once it is approved"


class Waits(InputError):
    """The API has accepted a create, but a review has to approve the object first."""


@record
class Made:
    """A new object: its Pulumi ID and its state."""

    id: str
    state: dict[str, Any]


class Creates:
    """Creates objects of one kind."""

    def __init__(self, objects: Objects, destroys: Destroys, guards: Guards) -> None:
        self.objects = objects
        self.destroys = destroys
        self.guards = guards
        self.adoption = Adoption(objects)
        self.kind = objects.kind

    def create(self, inputs: Mapping[str, Any]) -> Made:
        """Creates the object and moves it to its declared state; takes over an existing object if the program says so.

        Raises:
            InputError: the API refused; nothing is left behind, or the message says what is.
        """
        kind, endpoints = self.kind, self.kind.endpoints
        if endpoints.create is None:
            raise InputError(f"{kind.label}: the API has no operation that creates one")
        first = Proposing(self.objects).first(inputs)
        body = create_body(kind, first)
        named = body | parents(kind, inputs)
        wanted = endpoints.identity.of({}, named)
        memory = as_created(kind, first)
        if kind.is_made_up and (other := self._duplicate(inputs)):
            raise InputError(f"{self.objects.named(self._called(wanted, inputs))}: nothing was sent. {other}")
        if endpoints.overwrites and (met := self.adoption.met(inputs)):
            return self._filled(met, inputs)
        if endpoints.restores:
            there = self.objects.fetch(wanted, {}) or {}
            state = state_from(kind, there, {})
            body = create_body(kind, completed(kind, state, inputs))
            known = self._known(wanted, state, inputs)
            # Another resource of the stack took the object over first, so that one knows the original values.
            memory[ORIGINAL] = known.get(ORIGINAL) or original_in(there, kind)
        before = self._listed(self._called(wanted, inputs))
        self._say_alike(before or {}, inputs)
        try:
            answer = self._created(endpoints.create, first, body, before)
        except AlreadyExists as error:
            return self._taken_over(self._called(wanted, inputs), inputs, error)
        except ConsoleError as error:
            advice = self._doubt(memory) if isinstance(error, Unavailable) else NAMED_TOO_EARLY if isinstance(error, NotFound) else ""
            raise self.objects.failed("create", self._called(wanted, inputs), error, advice and f" {advice}") from error
        key = {kind.pick.new_by: body.get(kind.pick.new_by)} if kind.pick else self.objects.key(wanted, inputs)
        data: Mapping[str, Any] = self.objects.picked(answer.data, key) or {}
        if not is_named(kind, data, named):
            found = self._unidentified(inputs, before, answer)
            id_, data = found.id, found.data
        else:
            id_ = endpoints.identity.of(data, named)
        if endpoints.once:
            data = {"message": answer.message, **data}
        is_enough = endpoints.once or is_whole(kind, data, memory)
        update = Update(self.objects, id_, state_from(kind, data if is_enough else certain(kind, data), memory, partial=True), inputs)
        update.is_new = True
        try:
            data = self._look_again(update, data, memory, is_enough)
            demand_order(kind, update.id_, data, inputs)
            self._finish(update)
        except Waits:
            raise
        except (ConsoleError, InputError) as error:
            lists = {field.name: inputs[field.name] for field in kind.deltas if field.name in inputs}
            raise self._taken_back(update.id_, update.state | lists, error) from error
        return Made(update.id_, settled(kind, reported(update, changes_between(kind, update.state, inputs)), inputs))

    def _look_again(self, update: Update, data: Mapping[str, Any], memory: Mapping[str, Any], is_enough: bool) -> Mapping[str, Any]:
        """Reads the new object where the answer shows too little of it, or changes that wait for a review. Returns the latest data."""
        endpoints, inputs, reviewed = self.kind.endpoints, update.inputs, self.objects.reviewed
        if not is_enough or (reviewed and endpoints.read and not endpoints.once):
            try:
                found = look_until(
                    lambda: self._seen(update),
                    lambda found: reviewed or self._is_new(found, memory, inputs),
                    self.objects.timeouts,
                )
            except RequestFailed:
                # Without a read, the new object is taken to be as it was sent.
                if reviewed:
                    raise
                found = {}
            if found is None and reviewed:
                raise Waits(f"{self.kind.label} {self._called(update.id_, inputs)}: {WAITS}")
            if found:
                update.state, data = state_from(self.kind, found, memory), found
        update.waiting = left_unset(self.kind, update.state, inputs) if reviewed else []
        return data

    def _seen(self, update: Update) -> dict[str, Any] | None:
        """The new object as a read shows it; None where it is not there."""
        found = self.objects.fetch(update.id_, {**update.inputs, **update.state})
        if found is None and not self.objects.reviewed and self.kind.can_be_found and (there := self.adoption.find(update.inputs)):
            # The API has changed the ID that was sent.
            update.id_, found = there.id, dict(there.data)
        return found

    def _is_new(self, found: Mapping[str, Any] | None, memory: Mapping[str, Any], inputs: Mapping[str, Any]) -> bool:
        """Whether a read shows the new object, and not what was under its ID before. Of an empty answer that cannot be told."""
        return found == {} or bool(found and not left_unset(self.kind, state_from(self.kind, found, memory), inputs))

    def _unidentified(self, inputs: Mapping[str, Any], before: Collection[str] | None, answer: Answer) -> Existing:
        """The new object, where the answer to its creation lacks its ID: the object that the inputs name, or the new one in the list.

        Raises:
            Waits: a review has to approve the object first.
            RequestFailed: the new object was not found.
        """
        create = self.kind.endpoints.create
        error = Unavailable(
            "The answer does not tell its ID",
            method=create.method if create else "",
            path=create.path if create else "",
            status=answer.status,
        )
        found = None
        with suppress(Unavailable):
            found = self._look(inputs, before, error)
        if found is None and self.objects.reviewed:
            raise Waits(f"{self.kind.label} {self._called('', inputs)}: {WAITS}")
        if found is None:
            raise self.objects.failed("create", self._called("", inputs), error, f" {MAYBE_THERE}") from error
        return found

    def _duplicate(self, inputs: Mapping[str, Any]) -> str | None:
        """What to do about another resource with these values, which may be this one under its old name; None without one."""
        if "doubles" in self.guards.bounds.allowed:
            return None
        other, urn = self.adoption.duplicate(inputs), current().urn
        return other and (
            f"This stack has the same as {called(other, urn)}, and would delete that one if the program has it no longer. If this is that "
            f"resource under another name or in another component, add aliases=[{alias_of(other, urn)}] to its ResourceOptions: it is "
            f"renamed then, and nothing is made or deleted. If both are meant, declare {called(other, urn)} first, or set "
            f"{ALLOW_VARIABLE}=doubles for this run."
        )

    def _finish(self, update: Update) -> None:
        """Makes the changes that the create operation could not make."""
        reviewed = update.proposing.are_wanted(update.inputs)
        remaining = partial(changes_between if reviewed else changes_after_create, self.kind, inputs=update.inputs)
        settle(update, remaining(update.state), remaining)

    def called(self, inputs: Mapping[str, Any]) -> str:
        """The object that these inputs describe, as messages call it."""
        return self._called(wanted_id(self.kind, inputs), inputs)

    def _called(self, wanted: str, inputs: Mapping[str, Any]) -> str:
        """An object without an ID yet, as messages call it: by its name, its parent's ID, or the kind alone where it has neither."""
        if self.kind.endpoints.once or (self.kind.naming and not wanted):
            return " ".join(addressed(self.kind, inputs).values())
        given = (inputs[field.name] for field in self.kind.inputs if field.required and not field.options.address)
        fixed = "" if isinstance(self.kind.endpoints.identity, Run) else wanted
        return wanted if self.kind.naming else next((each for each in given if isinstance(each, str)), fixed)

    def _say_alike(self, before: Mapping[str, Mapping[str, Any]], inputs: Mapping[str, Any]) -> None:
        """Says which objects are as the new one will be and in no stack that is known here: a run that was killed may have left them."""
        owners = self.objects.session.owners
        alike = [id_ for id_, item in before.items() if is_as_sent(self.kind, item, inputs, partial=True)]
        strange = [id_ for id_ in alike if not (owners.declarer(self.kind.name, id_) or self.adoption.in_state(id_))]
        if strange and current().urn:
            self.objects.say(
                f"warning: {self.objects.named(self._called('', inputs))}: the project has the same already, which this stack does not "
                f"hold ({', '.join(strange)}). If a run that was killed has left it, delete it in the project"
            )

    def _listed(self, name: str) -> Mapping[str, Mapping[str, Any]] | None:
        """All objects before the create by their IDs, where only a comparison of lists finds the new object; None for other kinds."""
        if not is_nameless(self.kind) or self.kind.pick or self.kind.endpoints.listing is None:
            return None
        try:
            return {self.objects.id_of(item): item for item in self.objects.all()}
        except ConsoleError as error:
            raise self.objects.failed("create", name, error) from error

    def _created(self, create: Operation, inputs: Mapping[str, Any], body: Any, before: Collection[str] | None) -> Answer:
        """Sends the create operation. Where its answer is lost, a read tells whether it took effect; if not, it is sent again."""
        for tried in range(TRIES):
            try:
                return sent_until(
                    lambda: self.objects.request(create, addressed(self.kind, inputs), inputs, body),
                    self._is_late,
                    self.objects.timeouts,
                )
            except (Unavailable, AlreadyExists) as error:
                # A repetition is refused when the first request took effect after all.
                if isinstance(error, AlreadyExists) and not (tried and self.kind.can_be_found):
                    raise
                found = self._look(inputs, before, error)
                if found and is_as_sent(self.kind, found.data, inputs):
                    self.objects.say(f"{self.objects.named(found.id)}: the answer to its creation was lost, but it is there as declared")
                    data = {self.kind.pick.items: [found.data]} if self.kind.pick else found.data
                    return Answer(200, "", data, data)
                if found or tried == TRIES - 1 or not (self.kind.can_be_found or before is not None):
                    raise
        raise AssertionError("the last try returns or raises")

    def _is_late(self, error: ConsoleError) -> bool:
        """Whether the API refuses a create as it does not know yet what the run has just deleted, or made for this object."""
        owners = self.objects.session.owners
        return owners.is_gone(current().urn) if isinstance(error, AlreadyExists) else isinstance(error, NotFound) and owners.has_made()

    def _doubt(self, memory: Mapping[str, Any]) -> str:
        """What a create without an answer may have done, and what to do then."""
        if self.kind.endpoints.once:
            return MAYBE_RUN
        if self.kind.endpoints.restores:
            before = "" if self.kind.secrets else f" Before, it was {memory[ORIGINAL]}"
            return f"It may be as declared all the same, and a later destroy would leave it so.{before}"
        return MAYBE_FOUND if self.kind.can_be_found else MAYBE_THERE if is_nameless(self.kind) else ""

    def _look(self, inputs: Mapping[str, Any], before: Collection[str] | None, lost: ConsoleError) -> Existing | None:
        """The object that a create without an answer has made, as soon as it is seen; None where it is not."""
        if before is None and not self.kind.can_be_found:
            return None
        return look_until(
            lambda: self._look_once(inputs, before, lost),
            lambda found: self.objects.reviewed or found is not None,
            self.objects.timeouts,
        )

    def _look_once(self, inputs: Mapping[str, Any], before: Collection[str] | None, lost: ConsoleError) -> Existing | None:
        """The object that the inputs name, or a new one like it in the list."""
        try:
            if before is None:
                return self.adoption.find(inputs)
            new = [item for item in self.objects.all() if self.objects.id_of(item) not in before]
        except (ConsoleError, InputError):
            raise lost from None
        alike = [item for item in new if is_as_sent(self.kind, item, inputs, partial=True)]
        if len(alike) > 1:
            raise lost
        return Existing(self.objects.id_of(alike[0]), alike[0]) if alike else None

    def _taken_over(self, name: str, inputs: Mapping[str, Any], error: AlreadyExists) -> Made:
        """Takes over the existing object if the program says so; otherwise raises the error that says how to adopt it."""
        found = self.adoption.find(inputs) if self.kind.can_be_found else None
        taken = self._take(found, inputs)
        if taken is None:
            raise self.objects.failed("create", name, error, f" {self.adoption.advice(found, inputs)}") from error
        return taken

    def _known(self, wanted: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """The outputs of another resource that holds an object which always exists; empty where there is no such resource.

        Raises:
            InputError: the program does not say to take it over from that resource, or the object was changed elsewhere since.
        """
        resource = self.adoption.in_state(wanted)
        if resource is None:
            return {}
        known = current().in_form(resource.open_outputs)
        # State may encrypt the original values. Then a new resource could not restore them.
        if not self.adoption.is_wanted(inputs) or ORIGINAL not in known:
            raise InputError(f"{self.objects.named(wanted)}: nothing was sent. {kept_advice(resource.urn, current().urn)}")
        self.guards.take_over(wanted, known, state, inputs, changes_between(self.kind, state, inputs))
        return known

    def _filled(self, met: Existing, inputs: Mapping[str, Any]) -> Made:
        """Takes over an object that a create would overwrite, if the program says so; otherwise raises the error that says how."""
        taken = self._take(met, inputs)
        if taken is None:
            advice = self.adoption.advice(met, inputs)
            there = "is" if self.kind.entry else "holds something"
            raise InputError(f"{self.objects.named(met.id)}: nothing was sent, since it {there} there already. {advice}")
        return taken

    def _take(self, found: Existing | None, inputs: Mapping[str, Any]) -> Made | None:
        """Takes over an existing object; None where the program does not say so, or there is no object."""
        if found:
            self.objects.session.owners.note_met(self.kind, found.id, inputs, current().urn)
        if found is None or not self.adoption.is_wanted(inputs):
            return None
        return Made(found.id, self.adoption.take_over(found, inputs, self.guards))

    def _taken_back(self, id_: str, state: Mapping[str, Any], error: Exception) -> InputError:
        """Deletes a new object after a later step failed. Returns the error to raise, which says so or says what is left."""
        left = f"{self.objects.named(id_)} is left in the project: delete it there, or adopt it"
        reason = str(error).rstrip(".")
        if self.kind.endpoints.permanent:
            return InputError(f"{reason}. {left}.")
        try:
            self.destroys.remove(id_, state, is_new=True)
        except InputError as second:
            return InputError(f"{reason}. {left}; taking it back failed too: {second}")
        return InputError(f"{reason}. What had been created was taken back.")


def is_nameless(kind: Kind) -> bool:
    """Whether only the answer to a create identifies the new object."""
    return not (kind.can_be_found or kind.endpoints.restores or kind.endpoints.once) and bool(kind.endpoints.identity.parts())


def is_named(kind: Kind, data: Mapping[str, Any], named: Mapping[str, Any]) -> bool:
    """Whether the answer to a create, together with the body, holds the new object's ID."""
    identity = kind.endpoints.identity
    if kind.entry or "id" in data or (isinstance(identity, Named) and data.get(identity.otherwise)):
        return True
    return all(data.get(part) or named.get(part) for part in identity.parts())


def is_as_sent(kind: Kind, there: Mapping[str, Any], inputs: Mapping[str, Any], *, partial: bool = False) -> bool:
    """Whether an object is as a create with these inputs makes it. With `partial`, `there` is a list's item and may lack fields."""
    state = state_from(kind, there, inputs, partial=partial)
    sent = [field for field in kind.inputs if field.in_bodies and not field.options.later and field.name in inputs]
    return not any(differs(field, state, inputs) for field in sent)


def left_unset(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[str]:
    """The properties that a create has sent and the new object does not show."""
    sent = [field for field in kind.inputs if field.in_bodies and not field.options.later and not field.options.delta]
    shown = [field for field in sent if field.name in inputs and not field.options.sent_by and field.is_read]
    return [field.name for field in shown if differs(field, state, inputs)]


def demand_order(kind: Kind, id_: str, data: Mapping[str, Any], inputs: Mapping[str, Any]) -> None:
    """Checks that the item which this one is to follow is in the list.

    Raises:
        InputError: it is not; the message names the property.
    """
    for field in kind.inputs:
        if field.options.follows and not comes_after(inputs.get(field.name), data):
            raise InputError(f"{kind.label} {id_}: {field.name} names {inputs[field.name]}, which is not there")


def as_created(kind: Kind, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that are in force right after the create operation, without those that later requests set."""
    late = [each for each in kind.inputs if each.options.later or (each.options.only_with and each.options.from_answer)]
    values = {**inputs, **{each.name: [] if each.is_list else None for each in late}}
    values = {name: value for name, value in values.items() if value is not None}
    lifecycle = kind.lifecycle
    machine = lifecycle.options.machine if lifecycle else None
    if lifecycle and machine and values.get(lifecycle.name) not in machine.created_with:
        values[lifecycle.name] = machine.initial
    deltas = kind.endpoints.deltas
    return values if deltas is None else values | first_batches(kind, deltas, values)


def completed(kind: Kind, there: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """All inputs of an object that always exists: the program's values, and the present values of the others."""
    carries = {field.name: field.options.carry for field in kind.inputs}
    values = {name: carried(carry, inputs.get(name, there.get(name)), there.get(name)) for name, carry in carries.items()}
    return {name: value for name, value in values.items() if value is not None}
