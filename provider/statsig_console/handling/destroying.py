"""Destroys: what happens to an object that leaves the stack.

It is deleted, archived where the resource or the stack says so, or restored to its values from
before the stack managed it. An object that is gone already is no error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.call import current
from statsig_console.declaring.fields import ON_DESTROY
from statsig_console.declaring.lifecycle import ARCHIVED
from statsig_console.errors import ConsoleError, InputError, NotFound, Problem, RequestFailed, Unavailable
from statsig_console.guarding.lost_updates import made_anew
from statsig_console.planning.bodies import restoring_body
from statsig_console.planning.leaving import Fate, fate
from statsig_console.planning.namesakes import is_namesake, is_same
from statsig_console.planning.naming import place_of
from statsig_console.planning.states import original_of, state_from
from statsig_console.session.objects import Objects
from statsig_console.session.patience import fetched, is_settled, look_until, sent_until
from statsig_console.stack.exported import holders_of

from .proposing import Proposing
from .updating import Update

KEPT = "cannot be changed where on_destroy is {word}: that takes a new object under the same ID, which the {old} one would keep"
STAYING = {Fate.ARCHIVED: KEPT.format(word="archive", old="archived"), Fate.RETAINED: KEPT.format(word="keep", old="old")}
"""Why an object that stays in the project when it leaves the stack cannot be replaced under its ID."""

TRIES = 3
"""How often a deletion is sent while its answers are lost and the object is there."""

UNDONE = {500, 501, 503}
"""The statuses with which the API itself says that it has failed."""

THERE = " It is there: nothing was deleted, or somebody has added it again since. Run the update again to delete it."


class Destroys:
    """Removes objects of one kind from the project."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.kind = objects.kind

    def destroy(self, id_: str, state: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """Archives or removes the object, as its state says, else as the stack says; through a review where that is wanted.

        `now` is its present state; empty where it was not read, or not found.
        """
        proposing = Proposing(self.objects)
        if proposing.are_wanted(state):
            proposing.remove(id_, state, archive=self.fate(state) is Fate.ARCHIVED)
        elif self.fate(state) is Fate.ARCHIVED:
            self._archive(id_, state, now)
        else:
            self.remove(id_, state)

    def fate(self, state: Mapping[str, Any]) -> Fate:
        """What happens to an object with this state when it leaves the stack."""
        return fate(self.kind, state, self.objects.session.settings.on_destroy)

    def heir(self, id_: str, state: Mapping[str, Any]) -> str | None:
        """The URN of a resource that keeps the object when this one goes, by the stack's state; None where no other one holds it.

        Two resources may hold one object: after an import, and where a run ended after a new resource took the object over and before
        the old one went. A run with `--target` has not called the provider for the other one.
        """
        urn, session = current().urn, self.objects.session
        if not urn or self.kind.endpoints.once:
            return None
        alike = holders_of(id_, urn, session.settings.name)
        place = place_of(self.kind, id_, state)
        holders = [each for each in alike if place_of(self.kind, id_, current().in_form(each.open_outputs)) == place]
        if not session.owners.lets_go(self.kind, id_, state, len(holders)):
            return None
        return next((each.urn for each in holders if each.urn != urn and not each.replaced), urn)

    def spares(self, id_: str, state: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
        """Whether `now` shows another object under the ID, which is not deleted; says so."""
        found = is_namesake(self.kind, state, now)
        if found:
            self.objects.say(f"{self.objects.named(id_)} {made_anew(self.kind, now)}. That one stays: it is not of this stack")
        return found

    def kept(self, state: Mapping[str, Any], replaces: tuple[str, ...]) -> list[Problem]:
        """Why a new object cannot replace one under the same ID: the old object would stay in the project."""
        reason = STAYING.get(self.fate(state))
        return [Problem(name, reason) for name in replaces] if reason else []

    def _archive(self, id_: str, state: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        lifecycle, name = self.kind.lifecycle, self.objects.named(id_)
        there = None if now else fetched(self.objects, id_, state)
        if not (now or there) or lifecycle is None or lifecycle.options.machine is None:
            return
        present = now or state_from(self.kind, there or {}, state)
        update = Update(self.objects, id_, present, {**state, lifecycle.name: ARCHIVED})
        origin = update.state.get(lifecycle.name) or lifecycle.options.machine.initial
        way = lifecycle.options.machine.way(origin, ARCHIVED)
        if way is None:
            raise InputError(f"{name} is {origin!r}, from where it cannot be archived: {lifecycle.options.machine.advice or ON_DESTROY}")
        update.make_moves(way, finish=True)
        if update.state.get(lifecycle.name) == ARCHIVED:
            self.objects.say(f"{name} stays in the project, archived")
        else:
            self._say_waiting(id_, "archived")

    def _say_waiting(self, id_: str, done: str) -> None:
        self.objects.say(
            f"warning: {self.objects.named(id_)} is not {done} yet: that waits for a review in the console. The stack lets go of it"
        )

    def remove(self, id_: str, state: Mapping[str, Any], is_new: bool = False) -> None:
        """Deletes the object, or restores its values from before it was managed. The API may not know an object yet that `is_new`.

        A deletion without an answer is sent again where a read shows the same object.
        """

        def is_late(error: ConsoleError) -> bool:
            return isinstance(error, NotFound) and (is_new or not is_settled(self.objects.session))

        for tries_left in reversed(range(TRIES)):
            try:
                return sent_until(lambda: self._remove(id_, state), is_late, self.objects.timeouts)
            except NotFound:
                return None
            except ConsoleError as error:
                there, is_lost = self._left_by(error, id_, state), self._is_lost(error)
                if there is None:
                    return None
                now = state_from(self.kind, there, state)
                if self.spares(id_, state, now):
                    return None
                known = is_same(self.kind, state, now)
                if not (is_lost and known and tries_left):
                    raise self.objects.failed("delete", id_, error, THERE if is_lost and not known else "") from error
        raise AssertionError("the last try returns or raises")

    def _left_by(self, error: ConsoleError, id_: str, state: Mapping[str, Any]) -> dict[str, Any] | None:
        """The object after a deletion that failed, where a read can tell more than the error; None where it is gone.

        Raises:
            RequestFailed: the deletion failed, and the object may be there.
        """
        failure, is_lost = self.objects.failed("delete", id_, error), self._is_lost(error)
        # For an item that its parent lacks, the API answers 400 rather than 404.
        if not self.kind.endpoints.delete or not (is_lost or self.kind.pick):
            raise failure from error
        try:
            return look_until(lambda: self.objects.fetch(id_, state), lambda there: there is None or not is_lost, self.objects.timeouts)
        except RequestFailed:
            raise failure from error

    def _is_lost(self, error: ConsoleError) -> bool:
        """Whether only a read can tell what a removal did: no answer came, none that can be read, or a gateway's."""
        return isinstance(error, Unavailable) and error.status not in UNDONE

    def _remove(self, id_: str, state: Mapping[str, Any]) -> None:
        endpoints, found = self.kind.endpoints, fate(self.kind, {})
        if found is Fate.DELETED and endpoints.delete:
            self.objects.client.send(endpoints.delete, self.objects.address(id_, state))
            if self.objects.reviewed and endpoints.read and self.objects.fetch(id_, state):
                self._say_waiting(id_, "deleted")
        elif found is Fate.EMPTIED:
            lists = self.kind.deltas
            Update(self.objects, id_, state, {field.name: [] for field in lists}).add_and_remove(lists)
        elif found is Fate.RESTORED and endpoints.update:
            body = restoring_body(self.kind, state, original_of(state))
            self.objects.client.send(endpoints.update, self.objects.address(id_, state), body=body)
        elif found is Fate.KEPT:
            self.objects.say(f"{self.objects.named(id_)} stays in the project, no longer managed: the API cannot delete it")
