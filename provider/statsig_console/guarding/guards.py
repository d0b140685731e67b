"""Guards: refuse a change that may do more harm than was meant, before it is sent.

Each guard decides in a module of its own: how many objects may be deleted (`deletions`), how fast a
rollout may rise (`rollouts`), what was changed elsewhere (`lost_updates`), which experiments run
(`dependents`). This module calls them in each of Pulumi's calls: check, diff, create, update, delete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from statsig_console.declaring.fields import WHEN_RUNNING, Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.lifecycle import ARCHIVED
from statsig_console.errors import ConsoleError, InputError, NotFound, Problem
from statsig_console.planning.changes import Changes, differs
from statsig_console.planning.namesakes import is_namesake
from statsig_console.session.objects import Objects
from statsig_console.session.patience import present
from statsig_console.stack.bounds import Bounds, WhenRunning

from .dependents import Disturbance, disturbing, running
from .environments import Environments
from .lost_updates import editor, lost, made_anew, managed, overwritten
from .rollouts import may_be_steep, steep

NONE = Changes()


class Guards:
    """The guards over the objects of one kind."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.session = objects.session
        self.environments = Environments(objects)

    @property
    def kind(self) -> Kind:
        """The kind of the objects."""
        return self.objects.kind

    @property
    def bounds(self) -> Bounds:
        """The stack's bounds for one run."""
        return self.session.settings.bounds

    def check(self, olds: Mapping[str, Any], inputs: Mapping[str, Any]) -> Sequence[Problem]:
        """Why a change goes too far, from the program's old and new values."""
        self.environments.note(inputs)
        if not olds:
            return self._joining(inputs)
        self.session.census.note_kept(self.kind.name)
        return self._steep(olds, inputs)

    def created(self) -> None:
        """Notes that an object was created."""
        self.session.census.note_created(self.kind.name)

    def refreshed(self, id_: str) -> None:
        """Notes that an object of the stack was read again."""
        self.session.census.note_refreshed(self.kind.name, id_)

    def compared(self, id_: str) -> bool:
        """Notes that the object is compared. Returns whether a refresh compares it, which needs no guards."""
        return self.session.census.is_refresh(self.kind.name, id_)

    def plan(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any], changes: Changes) -> None:
        """Refuses, at preview, a change that goes too far.

        Raises:
            InputError: it archives or replaces too many objects, raises a rollout too far, or disturbs a running experiment.
        """
        self._refuse_steep(id_, state, inputs)
        if changes.replaces or self._archives(inputs, changes):
            self.session.deletions.plan(self.kind.name, self.kind.label, id_, self._count)
        self._protect(id_, self._address(id_, state), disturbing(self.kind, changes), self._policy(inputs), is_preview=True)

    def update(
        self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any], changes: Changes, now: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """Refuses an update that goes too far, or would undo a change by somebody else. Returns the object's latest known state.

        A caller that has just read the object passes its state as `now`.

        Raises:
            InputError: nothing may be sent.
        """
        self._refuse_steep(id_, state, inputs)
        self._protect(id_, self._address(id_, state), disturbing(self.kind, changes), self._policy(inputs))
        if now is None and self.bounds.guard_lost_updates is not False:
            now = self._keep_edits(id_, state, inputs, overwritten(self.kind, changes, state, inputs), changes)
        if now is not None:
            self._refuse_steep(id_, now, inputs)
        if self._archives(inputs, changes):
            self._grant(id_, state)
        self.environments.look({field.name: inputs[field.name] for field in changes.updates if field.name in inputs})
        return state if now is None else now

    def take_over(self, id_: str, known: Mapping[str, Any], now: Mapping[str, Any], inputs: Mapping[str, Any], changes: Changes) -> None:
        """Refuses to take over an object if that goes too far, or would undo a change by somebody else.

        `known` is the object's state as another resource of the stack; empty where there is none.

        Raises:
            InputError: nothing may be sent.
        """
        self.update(id_, now, inputs, changes, now=now)
        if known and self.bounds.guard_lost_updates is not False:
            fields = [field for field in overwritten(self.kind, changes, now, inputs) if field.name in known]
            self._refuse_lost(id_, known, now, inputs, fields, changes)

    def create(self, inputs: Mapping[str, Any]) -> None:
        """Says which environments of a new object the project lacks."""
        self.environments.look(inputs)

    @property
    def keeps_what_leaves(self) -> bool:
        """Whether an object that somebody else changed is not deleted."""
        endpoints = self.kind.endpoints
        return bool(self.bounds.guard_lost_updates) and not (endpoints.once or endpoints.permanent)

    def delete(self, id_: str, state: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """Refuses a deletion that goes too far, or of an object that somebody else changed. `now` is its present state, as far as known.

        Raises:
            InputError: nothing may be sent.
        """
        endpoints = self.kind.endpoints
        if endpoints.once or endpoints.permanent:
            return
        self._protect(id_, self._address(id_, state), ("its deletion",), self._policy(state))
        if self.keeps_what_leaves and now:
            self._refuse_lost(id_, state, now, state, managed(self.kind, state), NONE)
        if endpoints.delete is not None:
            self._grant(id_, state)

    def _steep(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Sequence[Problem]:
        most = self.bounds.max_rollout_step
        if old == new or "rollouts" in self.bounds.allowed or not may_be_steep(self.kind, old, new, most):
            return []
        if not any(field.name in new and differs(field, old, new) for field in self.kind.inputs):
            return []
        return steep(self.kind, old, new, most, self.environments.is_production)

    def _refuse_steep(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> None:
        nobody: dict[str, Any] = {field.name: [] for field in self.kind.inputs if field.options.rollout and field.options.rollout.amount}
        if found := self._steep({**nobody, **state}, inputs):
            reasons = "; ".join(f"{each.property} {each.reason}" for each in found)
            raise InputError(f"{self.objects.named(id_)}: {reasons}.")

    def _archives(self, inputs: Mapping[str, Any], changes: Changes) -> bool:
        """Whether an update archives the object."""
        lifecycle = self.kind.lifecycle
        return bool(lifecycle and changes.last_moves and inputs.get(lifecycle.name) == ARCHIVED)

    def _grant(self, id_: str, state: Mapping[str, Any]) -> None:
        self.session.deletions.grant(self.kind.name, self.kind.label, id_, self._count, lambda: self.objects.fetch(id_, state) is not None)

    def _count(self) -> int | None:
        """How many objects of the kind the project has; None where the API has no list of them."""
        listing = self.kind.endpoints.listing
        if listing is None or self.kind.pick:
            return None
        first = self.objects.client.page(listing, 1)
        if first.total is not None:
            return first.total
        others = self.objects.client.pages(listing, first=2) if first.more else ()
        return len(first.items) + sum(len(page.items) for page in others)

    def _keep_edits(
        self, id_: str, state: Mapping[str, Any], wanted: Mapping[str, Any], fields: Sequence[Field], changes: Changes
    ) -> Mapping[str, Any] | None:
        """Reads the object and refuses to undo changes by somebody else. Returns its present state; None without `fields` or object."""
        now = present(self.objects, id_, state) if fields else {}
        if not now:
            return None
        if is_namesake(self.kind, state, now):
            raise InputError(
                f"{self.objects.named(id_)} {made_anew(self.kind, now)}, and nothing was sent. Run `pulumi refresh`, by which the "
                "stack holds the new one; then the preview shows what would change."
            )
        self._refuse_lost(id_, state, now, wanted, fields, changes)
        return now

    def _refuse_lost(
        self,
        id_: str,
        state: Mapping[str, Any],
        now: Mapping[str, Any],
        wanted: Mapping[str, Any],
        fields: Sequence[Field],
        changes: Changes,
    ) -> None:
        """Refuses what would undo changes that the last refresh has not seen."""
        passed = {move.to for move in (*changes.first_moves, *changes.last_moves)}
        if names := lost(self.kind, fields, state, now, wanted, passed):
            raise InputError(
                f"{self.objects.named(id_)}: {', '.join(names)} changed outside this stack since the last refresh"
                f"{editor(self.kind, now)}, and nothing was sent. Run `pulumi refresh`, look at the change, then run this again; "
                "or set statsig:guardLostUpdates to false, which sends it all the same."
            )

    def _joining(self, inputs: Mapping[str, Any]) -> Sequence[Problem]:
        """Why a new part of an object must wait for running experiments, where the parent's ID is known."""
        named = {str(field.options.address): inputs.get(field.name) for field in self.kind.addressing}
        parent = {name: value for name, value in named.items() if isinstance(value, str)}
        if not parent or len(parent) < len(named):
            return []
        try:
            self._protect(" ".join(parent.values()), parent, ("a new one",), self._policy(inputs), is_preview=True)
        except InputError as error:
            return [Problem(self.kind.addressing[0].name, str(error))]
        return []

    def _address(self, id_: str, state: Mapping[str, Any]) -> Mapping[str, str] | None:
        return self.kind.endpoints.identity.address(id_, state)

    def _policy(self, values: Mapping[str, Any]) -> WhenRunning:
        own: WhenRunning | None = values.get(WHEN_RUNNING)
        return own or self.bounds.when_running

    def _protect(
        self, id_: str, address: Mapping[str, str] | None, properties: tuple[str, ...], policy: WhenRunning, is_preview: bool = False
    ) -> None:
        """Looks for running experiments that a change would disturb. Refuses the change or says so, as `policy` asks."""
        dependents = self.kind.dependents
        if dependents is None or not properties or policy == "allow" or address is None or (policy == "warn" and not is_preview):
            return
        try:
            names = running(self.objects.client, dependents, address)
        except NotFound:
            return
        except ConsoleError as error:
            if policy == "refuse" and not is_preview:
                raise self.objects.failed("update", id_, error) from error
            self.objects.say(f"{self.objects.named(id_)}: which {dependents.what} the change would disturb could not be told. {error}")
            return
        if not names:
            return
        found = f"{self.objects.named(id_)}: {Disturbance(dependents.what, properties, names)}"
        if policy == "refuse":
            raise InputError(f"{found}. Wait until they have ended, or set when_running (statsig:whenRunning) to warn.")
        self.objects.say(found)
