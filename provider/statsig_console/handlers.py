"""The handlers: what each of Pulumi's calls does to an object of a kind.

What to do is decided in `changes` and `bodies`, which are pure. It is done, in order, by `creating`,
`updating` and `destroying`, which share the objects of the kind (`objects`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .changes import Changes, changes_between
from .creating import Creates, Made
from .destroying import Destroys
from .errors import InputError, Problem
from .kinds import Kind
from .objects import Objects
from .session import Session
from .states import inputs_from, settled, state_from
from .updating import Updates
from .validation import problems


@dataclass(frozen=True)
class Checked:
    """Inputs with their defaults, and all that is wrong with them."""

    inputs: dict[str, Any]
    invalid: Sequence[Problem]


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
        self.objects = Objects(kind, session)
        self.updates = Updates(self.objects)
        self.destroys = Destroys(self.objects, self.updates)
        self.creates = Creates(self.objects, self.updates, self.destroys)

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
        return self.creates.create(inputs)

    def read(self, id_: str, state: Mapping[str, Any]) -> Found | None:
        """The object as the API tells it; None when it is gone. A run of an action is as it was."""
        if self.kind.endpoints.once:
            return Found(dict(state), inputs_from(self.kind, state))
        data = self.objects.listed(id_, state) or self.objects.fetch(id_, state)
        if data is None:
            return None
        now = state_from(self.kind, data, {**parents_in(self.kind, id_, state), **state})
        return Found(now, inputs_from(self.kind, now))

    def update(self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
        """Brings the object from its old state to what the program asks for, in as few requests as that takes."""
        changes = self._granted(changes_between(self.kind, olds, news))
        return settled(self.kind, self.updates.carry_out(id_, dict(olds), news, changes), news)

    def delete(self, id_: str, state: Mapping[str, Any]) -> None:
        """Deletes the object, or puts it back as it was before it was managed; gone is fine."""
        self.destroys.remove(id_, state)

    def _granted(self, changes: Changes) -> Changes:
        """The changes, if the API would make them.

        Raises:
            InputError: it would not; the message names every property.
        """
        if changes.refusals:
            reasons = "; ".join(f"{each.property} {each.reason}" for each in changes.refusals)
            raise InputError(f"{self.kind.label}: {reasons}.")
        return changes


def parents_in(kind: Kind, id_: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """The addressing inputs, as the ID tells them to whoever knows nothing else."""
    address = kind.endpoints.identity.address(id_, state) or {}
    told = {field.name: address.get(str(field.options.address)) for field in kind.addressing}
    return {name: value for name, value in told.items() if value is not None}
