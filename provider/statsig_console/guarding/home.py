"""Home: the Statsig project that a stack's objects are in.

State remembers its ID. A key of another project finds none of the objects, or others of the same names: a refresh would take all for
gone, and the next update would make them again, or change what is somebody else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.errors import ConsoleError, InputError
from statsig_console.session.identity import Identity
from statsig_console.session.objects import Objects
from statsig_console.stack.bounds import ALLOW_VARIABLE
from statsig_console.state_keys import HOME


class Home:
    """Looks whether the key opens the project that the stack's objects are in."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.session = objects.session

    def note(self, state: Mapping[str, Any]) -> None:
        """Notes where an object of the stack is, without asking where the key leads."""
        if isinstance(home := state.get(HOME), str):
            self.session.homes.add(home)

    def demand(self, verb: str, id_: str, state: Mapping[str, Any]) -> dict[str, str]:
        """What state is to remember of the project that the key opens; nothing where the API does not tell.

        Raises:
            InputError: the object, or another one of the stack, is in another project, or the API failed to tell.
        """
        try:
            identity = self.session.identity
        except ConsoleError as error:
            raise self.objects.failed(verb, id_, error) from error
        if identity is None:
            return {}
        self.note(state)
        others = sorted(self.session.homes - {identity.id})
        if others and "project" not in self.session.settings.bounds.allowed:
            raise InputError(
                f"{self.objects.named(id_)}: this stack's objects are in the Statsig project {', '.join(others)}, but the key opens "
                f"{self._called(identity)}, and nothing was sent. Correct the key; or, if the stack moves to that project, "
                f"set {ALLOW_VARIABLE}=project for this run."
            )
        return {HOME: identity.id}

    def _called(self, identity: Identity) -> str:
        try:
            name = self.session.project_name
        except ConsoleError:
            name = None
        return f"{identity.id} ({name})" if name else identity.id
