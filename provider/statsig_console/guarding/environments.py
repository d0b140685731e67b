"""Environments: which ones count as production, and which ones the project lacks.

The project's environments are read only on demand: before a change that may raise a rollout too far, and when a resource that names
environments is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from statsig_console.call import current, name_in
from statsig_console.errors import ConsoleError
from statsig_console.planning.environments import declared, named
from statsig_console.session import identity
from statsig_console.session.objects import Objects
from statsig_console.values import nearest

PRODUCTION = "production"
"""The name of the production environment, where the API does not say which environments are production."""


class Environments:
    """Checks the environments that objects of one kind name."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.session = objects.session

    def is_production(self, name: str) -> bool:
        """Whether an environment counts as production: as the project says, else by its name in any case."""
        mark = (self._there() or {}).get(name)
        return name.casefold() == PRODUCTION if mark is None else mark

    def note(self, inputs: Mapping[str, Any]) -> None:
        """Notes the environments that a resource names or declares, and says which named ones the declared list lacks."""
        places = self.session.places
        if (known := declared(self.objects.kind, inputs)) is not None:
            places.declared = known
        places.named.update(dict.fromkeys(named(self.objects.kind, inputs), self._who()))
        if places.declared is not None:
            for name, user in list(places.named.items()):
                self._say_lacking(user, [name], places.declared, "the program declares")

    def look(self, inputs: Mapping[str, Any]) -> None:
        """Says which environments of a resource the project lacks, right before the resource is sent."""
        if (names := sorted(named(self.objects.kind, inputs))) and (there := self._there()):
            self._say_lacking(self._who(), names, [*there, *(self.session.places.declared or ())], "the project has")

    def _who(self) -> str:
        urn = current().urn
        return f'{self.objects.kind.label} "{name_in(urn)}"' if urn else self.objects.kind.label

    def _say_lacking(self, who: str, names: Collection[str], known: Collection[str], has: str) -> None:
        for name in [each for each in names if each not in known]:
            meant = nearest(name.casefold(), [each.casefold() for each in known])
            other = next((f"; did you mean {each}?" for each in known if each.casefold() == meant), "")
            self.objects.say_once(f"warning: {who} names the environment {name}, but {has} only {', '.join(sorted(known))}{other}")

    def _there(self) -> identity.Environments | None:
        try:
            return self.session.environments
        except ConsoleError:
            return None
