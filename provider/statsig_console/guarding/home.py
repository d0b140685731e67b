"""Home: the Statsig project that a stack's objects are in.

State holds the project's ID. With a key of another project, a refresh would find none of the objects and take them for gone, or find
others of the same names. The next update would create the objects again, or change objects of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.errors import ConsoleError, InputError
from statsig_console.session.identity import Identity
from statsig_console.session.objects import Objects
from statsig_console.session.session import session_for
from statsig_console.stack.bounds import ALLOW_VARIABLE
from statsig_console.state_keys import HOME

ELSEWHERE = "It has told the project before, so this may be another address: check statsig:apiUrl {url}; nothing was sent."
"""What to do where the address seems to be wrong. All objects would be missing there."""


class Home:
    """Checks that the key opens the project that the stack's objects are in."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.session = objects.session

    def note(self, state: Mapping[str, Any]) -> None:
        """Notes the project of an object of the stack; sends no request."""
        if isinstance(home := state.get(HOME), str):
            self.session.homes.add(home)

    def demand(self, verb: str, id_: str, state: Mapping[str, Any]) -> dict[str, str]:
        """The output with the ID of the project that the key opens; empty where the API does not tell the ID.

        Raises:
            InputError: this object or another one of the stack is in another project, the API's answer failed, or the address is not the
                API's: it does not know the operation that has told the project before.
        """
        try:
            identity = self.session.identity
        except ConsoleError as error:
            raise self.objects.failed(verb, id_, error) from error
        self.note(state)
        if identity is None:
            if (missing := self.session.unidentified) and self.session.homes:
                raise self.objects.failed(verb, id_, missing, f" {ELSEWHERE.format(url=self.session.settings.url)}") from missing
            return {}
        others = sorted(self.session.homes - {identity.id})
        if others and "project" not in self.session.settings.bounds.allowed:
            raise InputError(
                f"{self.objects.named(id_)}: this stack's objects are in the Statsig project {', '.join(others)}, but the key opens "
                f"{self._called(identity)}, and nothing was sent. Correct the key; or, if the stack moves to that project, "
                f"set {ALLOW_VARIABLE}=project for this run."
            )
        return {HOME: identity.id}

    def demand_present(self, id_: str) -> None:
        """Checks that the stack's present configuration is for the project of the key that this run has, which may be an earlier one's.

        Raises:
            InputError: it has a key of another project.
        """
        from statsig_console.stack.present import present_settings

        session = self.session
        present = None if "project" in session.settings.bounds.allowed else present_settings(session.settings.name)
        if present is None or present.project == session.settings.project:
            return
        try:
            here, there = session.identity, session_for(present).identity
        except ConsoleError:
            return
        if here and there and here.id != there.id:
            raise InputError(
                f"{self.objects.named(id_)}: this run has the key of the stack's last update, which opens the Statsig project {here.id}, "
                f"but the stack's configuration now has a key of {there.id}, and nothing was sent. If the state is a copy of another "
                "stack's, the objects are that one's: `pulumi state delete --all` lets go of them. If they are to be deleted, "
                f"set {ALLOW_VARIABLE}=project for this run."
            )

    def _called(self, identity: Identity) -> str:
        try:
            name = self.session.project_name
        except ConsoleError:
            name = None
        return f"{identity.id} ({name})" if name else identity.id
