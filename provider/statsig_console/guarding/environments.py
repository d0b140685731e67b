"""Environments: which of them count as production, and which the project does not have.

The project is asked where that decides something: before a change that may let many people in, and when something is sent that names one.
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
"""What production is called where the API does not tell which environments are."""


class Environments:
    """Looks at the environments that the objects of one kind name."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.session = objects.session

    def is_production(self, name: str) -> bool:
        """Whether an environment counts as production: as the project says, else by its name, in whatever case."""
        mark = (self._there() or {}).get(name)
        return name.casefold() == PRODUCTION if mark is None else mark

    def note(self, inputs: Mapping[str, Any]) -> None:
        """Notes what a resource of the program names or declares, and says what the declared list lacks."""
        places = self.session.places
        if (known := declared(self.objects.kind, inputs)) is not None:
            places.declared = known
        places.named.update(dict.fromkeys(named(self.objects.kind, inputs), self._who()))
        if places.declared is not None:
            for name, user in list(places.named.items()):
                self._say_lacking(user, [name], places.declared, "the program declares")

    def look(self, inputs: Mapping[str, Any]) -> None:
        """Says which environments a resource names that the project has not, when it is about to be sent."""
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
