"""Online previews, an option: reads for objects that are to be created, and dry runs of planned requests.

Pulumi checks a resource before it creates the object, at preview and again during the update. A
read tells whether the object exists already, a dry run whether the API would take the request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from statsig_console.declaring.shapes import is_known
from statsig_console.errors import InputError, Problem, Refused
from statsig_console.planning.changes import Changes
from statsig_console.planning.naming import wanted_id
from statsig_console.session.objects import Objects

from .adopting import Adoption, Existing, listed, unadoptable
from .dry_runs import DryRuns


class OnlinePreview:
    """Finds out whether objects of one kind exist, and whether the API would take the planned requests."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.kind = objects.kind
        self.adoption = Adoption(objects)
        self.dry_runs = DryRuns(objects)

    @property
    def _is_asked(self) -> bool:
        return self.objects.session.settings.online_preview

    def look(self, olds: Mapping[str, Any] | None, inputs: Mapping[str, Any]) -> Sequence[Problem]:
        """Why an object with these inputs cannot be created. Says when an object will be taken over, or when that is not known."""
        if not self._is_asked:
            return []
        problems = [] if olds else self._looked(inputs)
        if self._names(inputs) != self._names(olds or {}):
            self.dry_runs.note(self._names(inputs))
        return problems

    def try_update(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any], changes: Changes) -> None:
        """Has the API check an update, where it can.

        Raises:
            InputError: the API would refuse it.
        """
        if self._is_asked and changes:
            self.dry_runs.update(id_, state, inputs, changes)
            self.dry_runs.note([id_, *self._names(state)])

    def _names(self, inputs: Mapping[str, Any]) -> list[str]:
        """The values by which other resources may name an object."""
        values = [self.name(inputs), *(inputs.get(name) for name in (*self.kind.naming_inputs, self.kind.unique or ""))]
        return [value for value in values if isinstance(value, str)]

    def _looked(self, inputs: Mapping[str, Any]) -> Sequence[Problem]:
        if unadoptable(self.kind):
            return []
        name = self.name(inputs)
        if not name:
            return []
        if self.adoption.is_replaced(inputs):
            return []
        try:
            found = self.adoption.met(inputs)
        except InputError as error:
            self.objects.say_once(f"whether {self.objects.named(name)} exists already could not be told: {error}")
            return []
        return self._judged(found, inputs) if found else self._tried(name, inputs)

    def _tried(self, name: str, inputs: Mapping[str, Any]) -> list[Problem]:
        """Why the API would refuse to create the object, as far as a dry run shows."""
        try:
            self.dry_runs.create(name, inputs)
        except Refused as refusal:
            return [Problem("", str(refusal))]
        return []

    def _judged(self, found: Existing, inputs: Mapping[str, Any]) -> list[Problem]:
        name = self.objects.named(found.id)
        if not self.adoption.is_wanted(inputs):
            return [Problem(self._property(inputs), f"names {name}, which exists. {self.adoption.advice(found, inputs)}")]
        takeover = self.adoption.plan(found, inputs)
        if not takeover.obstacles:
            self.objects.say_once(f"{name} exists: will be taken over ({listed(takeover.changed)})")
        return [Problem(each.property, f"stands against taking over {name}: it {each.reason}") for each in takeover.obstacles]

    def name(self, values: Mapping[str, Any]) -> str | None:
        """The name that tells the object from others of its kind; None where the API makes it up, or where it is unknown."""
        kind = self.kind
        telling = kind.naming_inputs or ((kind.unique,) if kind.unique else ())
        given = {name: values[name] for name in telling if values.get(name) is not None}
        if not given or not all(map(is_known, given.values())):
            return None
        return wanted_id(kind, given) if kind.naming else str(given.get(str(kind.unique)))

    def _property(self, inputs: Mapping[str, Any]) -> str:
        """The property that names the object."""
        telling = self.kind.naming_inputs or (str(self.kind.unique),)
        return next((name for name in telling if name in inputs), telling[0])
