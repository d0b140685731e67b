"""Destroys: what becomes of an object that leaves the stack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .bodies import restoring_body
from .errors import ConsoleError, NotFound
from .objects import Objects
from .states import original_of
from .updating import Updates


class Destroys:
    """Takes objects of one kind out of the project."""

    def __init__(self, objects: Objects, updates: Updates) -> None:
        self.objects = objects
        self.updates = updates
        self.kind = objects.kind

    def remove(self, id_: str, state: Mapping[str, Any]) -> None:
        """Deletes the object, or puts it back as it was before it was managed; gone is fine."""
        endpoints = self.kind.endpoints
        try:
            if endpoints.once:
                return
            if endpoints.delete is not None:
                self.objects.client.send(endpoints.delete, self.objects.address(id_, state))
            elif endpoints.deltas is not None:
                lists = [field for field in self.kind.inputs if field.options.delta]
                self.updates.add_and_remove(id_, dict(state), {field.name: [] for field in lists}, lists)
            elif endpoints.restores and endpoints.update is not None:
                body = restoring_body(self.kind, state, original_of(state))
                self.objects.client.send(endpoints.update, self.objects.address(id_, state), body=body)
            else:
                self.objects.say(f"{self.objects.named(id_)} stays in the project, no longer managed: the API cannot delete it")
        except NotFound:
            return
        except ConsoleError as error:
            # Of an item that its parent does not have, the API says that the request is bad.
            if self.kind.pick is None or self.objects.fetch(id_, state) is not None:
                raise self.objects.failed("delete", id_, error) from error
