"""Serving: passes Pulumi's calls on resources of a kind to its handlers, for the dynamic provider and for the plugin.

Values have the engine's form here. Both providers convert them from and to Pulumi's form.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from .call import current
from .errors import InputError
from .values import identical

if TYPE_CHECKING:
    from statsig_console.handling.creating import Made
    from statsig_console.handling.handlers import Checked, Found, Handlers
    from statsig_console.planning.changes import Changes

PROJECT = "project"
"""The property of every resource that names its project, if it is not the stack's own."""

loading = threading.Lock()
"""Held while a kind's handlers are loaded: threads that import the same modules at once can fail."""


class Serving:
    """Serves the resources of one kind with the settings that `setting` looks up.

    Each call names its project in the resource's state, or in the inputs where there is no state. The first call that needs the
    configuration reports its mistakes.
    """

    def __init__(self, kind: str, setting: Callable[[str], str | None]) -> None:
        self.kind = kind
        self.setting = setting
        self._served: dict[str | None, Handlers] = {}

    def check(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> Checked:
        """The program's values with defaults filled in, and everything that is wrong with them."""
        handlers = self.handlers(news)
        with self._sealing(handlers, olds, news):
            checked = handlers.check(news, olds)
        if not olds and not checked.invalid:
            handlers.session.progress.plan()
        return checked

    def diff(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> Changes:
        """The changes that an update would make; none where state is what the program asks for."""
        from statsig_console.planning.states import inputs_from

        handlers = self.handlers(state)
        same = identical(inputs_from(handlers.kind, state), inputs)
        with self._sealing(handlers, state, inputs):
            changes = handlers.unchanged(id_, state) if same else handlers.diff(state, inputs, id_)
        if changes:
            handlers.session.progress.plan()
        return changes

    def create(self, inputs: Mapping[str, Any]) -> Made:
        """The new object; if the create fails, no object is left behind."""
        handlers = self.handlers(inputs)
        with handlers.session.progress.change(), self._sealing(handlers, inputs):
            return handlers.create(inputs)

    def read(self, id_: str, state: Mapping[str, Any]) -> Found | None:
        """The object as it is now; None when it is gone.

        Raises:
            InputError: a program or an import asks for an object by its ID, and there is none, or the API cannot read it.
        """
        handlers = self.handlers(state)
        # When a program or an import asks for an object by its ID, Pulumi has no state of it.
        by_id = not state.keys() - {PROJECT}
        endpoints = handlers.kind.endpoints
        if by_id and not (endpoints.read or endpoints.listing):
            raise InputError(f"{handlers.kind.label} {id_} cannot be had by its ID: the API has no operation that reads one")
        with self._sealing(handlers, state):
            found = handlers.read(id_, state)
        # For an object that is not readable yet, a read returns only what state holds.
        if by_id and (found is None or not found.inputs):
            raise InputError(f"{handlers.kind.label} {id_} is not in {f'project {state[PROJECT]}' if state else 'the project'}")
        return found

    def update(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Changes the object to what the program asks for, and returns its state."""
        handlers = self.handlers(state)
        with handlers.session.progress.change(), self._sealing(handlers, state, inputs):
            return handlers.update(id_, state, inputs)

    def delete(self, id_: str, state: Mapping[str, Any]) -> None:
        """Deletes the object. An object that is gone already is no error."""
        handlers = self.handlers(state)
        with handlers.session.progress.change(), self._sealing(handlers, state):
            handlers.delete(id_, state)

    def handlers(self, properties: Mapping[str, Any]) -> Handlers:
        """The handlers for the project that the properties name. The configuration is read once per project."""
        project: str | None = properties.get(PROJECT)
        if project not in self._served:
            with loading:
                if project not in self._served:
                    self._served[project] = self.load(project)
        return self._served[project]

    def _sealing(self, handlers: Handlers, *values: Mapping[str, Any]) -> AbstractContextManager[None]:
        """Lets errors and the trace of the requests inside hide secret values: those of the kind, and those that the program marks."""
        secrets = current().secrets.union(handlers.kind.secrets)
        if not secrets:
            return nullcontext()
        from statsig_console.sending.sealing import sealing

        return sealing(handlers.kind, secrets, *values)

    def load(self, project: str | None) -> Handlers:
        """Makes the handlers for a project."""
        from statsig_console.declaring.kinds import kind_named
        from statsig_console.handling.handlers import Handlers
        from statsig_console.session.session import session_for
        from statsig_console.stack.settings import Settings

        handlers = Handlers(kind_named(self.kind), session_for(Settings.read(self.setting, project)))
        freeze_loaded()
        return handlers


def freeze_loaded() -> None:
    """Makes the garbage collector skip all objects that are loaded now.

    It runs often, since Pulumi makes an event loop for each answer; going through all modules each time took half of a read's time.
    """
    gc.freeze()
