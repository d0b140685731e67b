"""The handlers: one method for each of Pulumi's calls on an object of a kind.

`changes` and `bodies` decide what to send, and are pure. `creating`, `updating` and `destroying`
send it, through the `objects` of the kind. They are imported on first use, since a refresh sends nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from statsig_console.call import current
from statsig_console.declaring.endpoints import own_id
from statsig_console.declaring.fields import ADOPT
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.plain import without_newer
from statsig_console.errors import InputError, Problem
from statsig_console.guarding.guards import Guards
from statsig_console.guarding.home import Home
from statsig_console.guarding.lost_updates import editor, made_anew
from statsig_console.planning.changes import Changes, changes_between, differs, places_between
from statsig_console.planning.ignored import in_vain, without_ignored
from statsig_console.planning.ignoring import as_there
from statsig_console.planning.leaving import Fate
from statsig_console.planning.namesakes import is_namesake
from statsig_console.planning.sets import as_before, repeated
from statsig_console.planning.states import first_seen, inputs_from, settled, state_from
from statsig_console.records import record
from statsig_console.session.objects import Objects
from statsig_console.session.owners import called
from statsig_console.session.patience import fetched
from statsig_console.session.session import Session
from statsig_console.state_keys import MANAGED, REVIEW
from statsig_console.values import identical

if TYPE_CHECKING:
    from .creating import Creates, Made
    from .destroying import Destroys
    from .online_preview import OnlinePreview
    from .proposing import Proposing
    from .updating import Update

NONE = Changes()
SET_BY_API = "is set by the API alone"
HELD_NOW = "The stack holds that one now: the next update brings it to the program's values, and a destroy deletes it."
LEFT_OUT = (
    "needs a value of a resource that is not made yet and that this run leaves out (--target, --exclude): "
    "run it with that resource, or without this one, as with --exclude-dependents"
)


@record
class Checked:
    """Inputs with their defaults, and everything that is wrong with them."""

    inputs: dict[str, Any]
    invalid: Sequence[Problem]


@record
class Found:
    """A read object: its state, the inputs that ask for exactly that, and whether they differ from those in the former state."""

    state: dict[str, Any]
    inputs: dict[str, Any]
    drifted: bool = field(default=True, compare=False)


class Handlers:
    """The handlers for one kind in one project."""

    def __init__(self, kind: Kind, session: Session) -> None:
        self.kind = kind
        self.session = session
        self.objects = Objects(kind, session)
        self.guards = Guards(self.objects)
        self.home = Home(self.objects)

    @cached_property
    def destroys(self) -> Destroys:
        """Deletes objects of the kind."""
        from .destroying import Destroys

        return Destroys(self.objects)

    @cached_property
    def creates(self) -> Creates:
        """Creates objects of the kind."""
        from .creating import Creates

        return Creates(self.objects, self.destroys, self.guards)

    @cached_property
    def online_preview(self) -> OnlinePreview:
        """Looks up for a preview what the API has."""
        from .online_preview import OnlinePreview

        return OnlinePreview(self.objects)

    @cached_property
    def proposing(self) -> Proposing:
        """Proposes changes that need a review."""
        from .proposing import Proposing

        return Proposing(self.objects)

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None, aloud: bool = True) -> Checked:
        """Every mistake in the program's values, and the values with defaults filled in. Only `guards` and an online preview send requests.

        `olds` are the last run's values. With them, changes that the API would refuse are mistakes too, and mistakes that `olds` have
        already are none, so that an object which was imported with a mistake can be managed. With `aloud`, doubtful values are said.
        """
        if unmade := current().unmade:
            return Checked(dict(news), [Problem(name, LEFT_OUT) for name in unmade])
        given = {name: value for name, value in news.items() if value is not None}
        defaults = {field.name: field.shape.encode(field.options.default) for field in self.kind.inputs if field.has_default}
        inputs = defaults | given
        known = without_newer(inputs)
        is_news = not (olds and identical(olds, known))
        found = self._mistakes(inputs, olds or {}, aloud) if is_news else []
        outputs = [Problem(name, SET_BY_API) for name in inputs if name in self.kind.outputs]
        inputs = known
        invalid = [*found, *outputs, *self.proposing.check(inputs, not olds)]
        if is_news:
            invalid = invalid or repeated(self.kind, inputs)
            inputs = self._without_ignored(inputs)
        if olds and places_between(self.kind, olds, inputs):
            olds = None
        if olds and is_news and not invalid:
            inputs = as_before(self.kind, inputs, olds)
        if not invalid:
            claims = self.session.claims.make(self.kind, inputs)
            doubled = self.session.owners.declare(self.kind, olds or {}, inputs, current().urn)
            wanting = [] if olds and identical(olds, inputs) else self._wanting(olds or {}, inputs)
            related = self.session.relations.declare(self.kind, olds or {}, inputs, current().urn)
            invalid = [*wanting, *claims, *doubled, *related, *self.guards.check(olds or {}, inputs)]
        return Checked(inputs, invalid or self.online_preview.look(olds, inputs))

    def _mistakes(self, inputs: Mapping[str, Any], olds: Mapping[str, Any], aloud: bool) -> list[Problem]:
        """The certain mistakes in the values that the last run's values do not have."""
        # Imported here, since unchanged values are not validated: refreshes, destroys and most runs never need it.
        from .validation import problems

        found = problems(self.kind.record, {name: value for name, value in inputs.items() if name not in self.kind.outputs})
        if found and olds:
            known = problems(self.kind.record, olds)
            found = [each for each in found if each not in known]
        for each in found:
            if each.doubtful and aloud:
                self.objects.say_once(f"{self._who(without_newer(inputs))}: {each.sentence()}")
        return [each for each in found if not each.doubtful]

    def _who(self, inputs: Mapping[str, Any]) -> str:
        """The object that the program asks for, as messages call it."""
        return self.objects.named(self.online_preview.name(inputs) or "").strip()

    def _without_ignored(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs without the nested values that have no effect; says which ones a user would expect to have one."""
        for each in in_vain(self.kind, inputs):
            self.objects.say_once(f"{self._who(inputs)}: {each.property} is not sent: {each.reason}")
        return without_ignored(self.kind, inputs)

    def unchanged(self, id_: str, state: Mapping[str, Any]) -> Changes:
        """What an update would change where the program asks for exactly what state shows: at most an open review."""
        if self._compared(id_, state) or REVIEW not in state:
            return Changes()
        self.proposing.foretell(id_, state, state, NONE)
        return Changes(open_review=True)

    def diff(self, state: Mapping[str, Any], inputs: Mapping[str, Any], id_: str = "") -> Changes:
        """What an update would change. Only `guards` and an online preview send requests.

        Raises:
            InputError: the update would be refused. During a refresh, the changes are returned in any case.
        """
        inputs = as_there(inputs, state, current().ignored)
        if self._compared(id_, state):
            return changes_between(self.kind, state, inputs)
        changes = self._granted(state, inputs)
        self.guards.plan(id_, state, inputs, changes)
        self.proposing.foretell(id_, state, inputs, changes)
        self.online_preview.try_update(id_, state, inputs, changes)
        return replace(changes, open_review=REVIEW in state)

    def create(self, inputs: Mapping[str, Any]) -> Made:
        """Creates the object and moves it to its declared state.

        Raises:
            InputError: the API refused; nothing is left behind, or the message says what is.
        """
        home = self.home.demand("create", self.creates.called(inputs), {})
        self.guards.create(inputs)
        made = self.creates.create(inputs)
        made.state.update(home)
        self.session.owners.note_made(self.kind, made.id, made.state, current().urn)
        self.guards.created()
        return made

    def read(self, id_: str, state: Mapping[str, Any]) -> Found | None:
        """The object as the API shows it; None when it is gone. The state of an action never changes."""
        if self.kind.endpoints.once:
            return Found(dict(state), inputs_from(self.kind, state))
        home = self.home.demand("read", id_, state) if MANAGED in state else {}
        item = self.objects.listed(id_, state)
        found = None if item is None else self._found(id_, item, {**state, **home}, partial=True)
        # A list's item may lack fields, so it can show that nothing changed, but not what changed.
        if found is None or (found.drifted and MANAGED in state):
            data = fetched(self.objects, id_, state) if MANAGED in state else self.objects.fetch(id_, state)
            found = None if data is None else self._found(id_, data, {**state, **home})
        if found is not None and is_namesake(self.kind, state, found.state):
            self.objects.say(f"{self.objects.named(id_)} {made_anew(self.kind, found.state)}. {HELD_NOW}")
        if found is not None and MANAGED in state:
            self.guards.refreshed(id_)
            self.session.owners.note_read(self.kind, id_, state, current().urn)
        return found

    def update(self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
        """Makes the changes that the preview showed, in as few requests as possible, and leaves other changes made meanwhile alone."""
        from .recovering import settle
        from .reviewing import reported, still_open
        from .updating import Update

        ignored = current().ignored
        home = self.home.demand("update", id_, olds)
        wanted = as_there(news, olds, ignored)
        plan = self._granted(olds, wanted)
        now = self.guards.update(id_, olds, wanted, plan)
        wanted = as_there(wanted, now, ignored)

        def remaining(state: Mapping[str, Any]) -> Changes:
            return changes_between(self.kind, state, wanted).within(plan)

        update = Update(self.objects, id_, now, wanted, is_fresh=now is not olds)
        changes = self._demand(remaining(now))
        settle(update, still_open(update, changes, remaining), remaining)
        self._say_left(update, olds)
        return settled(self.kind, reported(update, remaining(update.state)), news) | home

    def delete(self, id_: str, state: Mapping[str, Any]) -> None:
        """Deletes or archives the object, or restores its values from before it was managed. An object that is gone is no error.

        The object stays where another resource holds it by now, or where `on_destroy` says to keep it.
        """
        urn = current().urn
        if keeper := self.session.owners.keeper(self.kind, id_, state, urn) or self.destroys.heir(id_, state):
            self.objects.say(f"{self.objects.named(id_)} stays as it is: {whose(keeper, urn)} has it now")
            return
        if successor := self.session.claims.successor(self.kind, id_, state):
            self.objects.say(f"{self.objects.named(id_)} is not deleted: the program declares {successor} now, for the same list")
            self.session.owners.note_gone(urn)
            return
        if self.destroys.fate(state) is Fate.RETAINED:
            self.objects.say(f"{self.objects.named(id_)} stays in the project as it is, no longer managed: on_destroy is keep")
            self.proposing.let_go(id_, state)
            self.session.owners.note_gone(urn)
            return
        if not self.kind.endpoints.once:
            self.home.demand("delete", id_, state)
            if not self.session.owners.has_declared():
                self.home.demand_present(id_)
        now = self._present(id_, state)
        if self.destroys.spares(id_, state, now):
            self.session.owners.note_gone(urn)
            return
        self.guards.delete(id_, state, now)
        self.destroys.destroy(id_, state, now)
        self.session.owners.note_gone(urn)

    def _present(self, id_: str, state: Mapping[str, Any]) -> Mapping[str, Any]:
        """The present state of an object that is to be deleted; empty where it is gone, or where nothing depends on it."""
        field = self.kind.created
        is_telling = field is not None and field.name in state
        there = self.objects.fetch(id_, state) if is_telling or self.guards.keeps_what_leaves else None
        return state_from(self.kind, there, state) if there else {}

    def _compared(self, id_: str, state: Mapping[str, Any]) -> bool:
        """Notes that the object is compared. Returns whether a refresh compares it, and not a preview or an update of the program.

        Raises:
            InputError: another resource of the program refers to something in this object that it does not list.
        """
        self.home.note(state)
        is_refresh = self.guards.compared(id_)
        if not is_refresh:
            self.session.owners.note_compared(self.kind, id_, state, current().urn)
            self._demand(NONE, self.session.relations.known(current().urn))
        return is_refresh

    def _found(self, id_: str, data: Mapping[str, Any], state: Mapping[str, Any], partial: bool = False) -> Found:
        """The object in an answer's data. With `partial`, the data is a list's item and may lack fields."""
        if MANAGED not in state:
            self._demand_own(id_, data)
        known = {} if MANAGED in state else first_seen(self.kind, data)
        now = state_from(self.kind, data, {**known, **parents_in(self.kind, id_, state), **state}, partial=partial)
        inputs = inputs_from(self.kind, now)
        return Found(now, inputs, drifted=MANAGED not in state or inputs != inputs_from(self.kind, state))

    def _demand_own(self, id_: str, data: Mapping[str, Any]) -> None:
        """Raises an error where the API found an object by something else than its ID, such as a name, which may change."""
        own = own_id(self.kind.endpoints.identity, data)
        if own and own != id_:
            raise InputError(f"{self.objects.named(id_)}: its ID is {own}; use that one.")

    def _granted(self, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
        """The changes from state to the inputs.

        Raises:
            InputError: they cannot be made; the message names every property.
        """
        changes = changes_between(self.kind, state, inputs)
        return self._demand(changes, [*self._kept(changes, state), *self.proposing.refusals(changes, inputs)])

    def _demand(self, changes: Changes, more: Sequence[Problem] = ()) -> Changes:
        """The changes; raises an error with the reasons against them, if there are any."""
        if refusals := [*changes.refusals, *more]:
            reasons = "; ".join(f"{each.property} {each.reason}" for each in refusals)
            raise InputError(f"{self.kind.label}: {reasons}.")
        return changes

    def _say_left(self, update: Update, olds: Mapping[str, Any]) -> None:
        """Says which properties were changed elsewhere and stay so after this update."""
        declared = [field for field in self.kind.inputs if field.is_read and field.name in update.inputs]
        drifted = [field for field in declared if differs(field, update.state, update.inputs) and not differs(field, olds, update.inputs)]
        if names := [field.name for field in drifted if field.name not in update.waiting]:
            self.objects.say(
                f"{update.name}: {', '.join(names)} changed outside this stack{editor(self.kind, update.state)}, "
                "and stays so in this run. The next preview shows it"
            )

    def _wanting(self, olds: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[Problem]:
        """Changes from the last run's values that cannot be made."""
        from .adopting import unadoptable

        changes = changes_between(self.kind, olds, inputs)
        reason = unadoptable(self.kind) if inputs.get(ADOPT) else None
        return [*changes.refusals, *(self._kept(changes, olds) if olds else []), *([Problem(ADOPT, reason)] if reason else [])]

    def _kept(self, changes: Changes, state: Mapping[str, Any]) -> list[Problem]:
        return self.destroys.kept(state, changes.replaces) if changes.delete_first else []


def whose(keeper: str, urn: str) -> str:
    """The resource that holds an object now, as messages call it: the replacement of this one, or another resource."""
    return f"the new {called(keeper, '')}" if keeper == urn else called(keeper, urn)


def parents_in(kind: Kind, id_: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """The addressing inputs that the ID holds, such as the parent's ID."""
    address = kind.endpoints.identity.address(id_, state) or {}
    found = {field.name: address.get(str(field.options.address)) for field in kind.addressing}
    return {name: value for name, value in found.items() if value is not None}
