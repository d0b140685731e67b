"""Serving: what Pulumi asks of the resources of a kind, as the handlers do it, whichever provider hands the call on.

It speaks of values as the engine has them. How they come and go is for the doors: the dynamic provider, and the plugin.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .values import identical

if TYPE_CHECKING:
    from statsig_console.handling.creating import Made
    from statsig_console.handling.handlers import Checked, Found, Handlers
    from statsig_console.planning.changes import Changes

PROJECT = "project"
"""The property of every resource that names its project, if it is not the stack's own."""

loading = threading.Lock()
"""Held while what serves a kind is loaded: threads that import the same modules at once get in each other's way."""


class Serving:
    """Serves the resources of one kind with the settings that `setting` looks up.

    Each call names its project among the resource's properties, in state when there is one. What is wrong with the configuration is
    reported by the first call that needs it.
    """

    def __init__(self, kind: str, setting: Callable[[str], str | None]) -> None:
        self.kind = kind
        self.setting = setting
        self._served: dict[str | None, Handlers] = {}

    def check(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> Checked:
        """The program's values with defaults filled in, and all that is wrong with them."""
        handlers = self.handlers(news)
        checked = handlers.check(news, olds)
        if not olds and not checked.invalid:
            handlers.session.progress.plan()
        return checked

    def diff(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
        """What an update would change; nothing where state already is what the program asks for."""
        from statsig_console.planning.states import inputs_from

        handlers = self.handlers(state)
        same = identical(inputs_from(handlers.kind, state), inputs)
        changes = handlers.unchanged(id_, state) if same else handlers.diff(state, inputs, id_)
        if changes:
            handlers.session.progress.plan()
        return changes

    def create(self, inputs: Mapping[str, Any]) -> Made:
        """The new object; when making it fails, none is left behind."""
        handlers = self.handlers(inputs)
        with handlers.session.progress.change():
            return handlers.create(inputs)

    def read(self, id_: str, state: Mapping[str, Any]) -> Found | None:
        """The object as it is now; None when it is gone.

        Raises:
            InputError: somebody asks for an object by its ID alone, and there is none, or the API cannot read it.
        """
        handlers = self.handlers(state)
        # Pulumi has no other state to hand over when a program, or an import, asks for an object by its ID.
        by_id = not state.keys() - {PROJECT}
        endpoints = handlers.kind.endpoints
        if by_id and not (endpoints.read or endpoints.listing):
            raise InputError(f"{handlers.kind.label} {id_} cannot be had by its ID: the API has no operation that reads one")
        found = handlers.read(id_, state)
        # An object that cannot be read yet is known by what state says of it alone.
        if by_id and (found is None or not found.inputs):
            raise InputError(f"{handlers.kind.label} {id_} is not in {f'project {state[PROJECT]}' if state else 'the project'}")
        return found

    def update(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The object's state once it is what the program asks for."""
        handlers = self.handlers(state)
        with handlers.session.progress.change():
            return handlers.update(id_, state, inputs)

    def delete(self, id_: str, state: Mapping[str, Any]) -> None:
        """Deletes the object; one that is gone already is fine."""
        handlers = self.handlers(state)
        with handlers.session.progress.change():
            handlers.delete(id_, state)

    def handlers(self, properties: Mapping[str, Any]) -> Handlers:
        """The handlers for the project that the properties name. The configuration is read once for each."""
        project: str | None = properties.get(PROJECT)
        if project not in self._served:
            with loading:
                if project not in self._served:
                    self._served[project] = self.load(project)
        return self._served[project]

    def load(self, project: str | None) -> Handlers:
        """Makes the handlers for a project."""
        from statsig_console.declaring.kinds import kind_named
        from statsig_console.handling.handlers import Handlers
        from statsig_console.session.session import session_for
        from statsig_console.stack.settings import Settings

        handlers = Handlers(kind_named(self.kind), session_for(Settings.read(self.setting, project)))
        spare_collector()
        return handlers


def spare_collector() -> None:
    """Takes all that is loaded out of the garbage collector's work.

    It comes often, as Pulumi makes an event loop for each answer, and going through all modules each time took half of a read's time.
    """
    gc.freeze()
