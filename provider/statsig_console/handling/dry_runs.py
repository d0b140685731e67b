"""Dry runs: the API checks planned requests at preview, without making the changes.

Only operations that declare a dry run are sent, and only with known values. A service that does not know dry runs would make the change,
so the first dry run of each operation in a process stands between two reads of the object, which must show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from statsig_console.declaring.fields import Field
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.paths import as_declared
from statsig_console.declaring.shapes import is_known
from statsig_console.errors import ConsoleError, Forbidden, InputError, RateLimited, Refused, RequestFailed, Unauthorized
from statsig_console.planning.bodies import create_body, together, update_operation
from statsig_console.planning.changes import Changes
from statsig_console.planning.naming import addressed
from statsig_console.planning.states import state_from
from statsig_console.session.objects import Objects
from statsig_console.state_keys import REVIEW
from statsig_console.values import texts_in

from .adopting import Adoption
from .proposing import Proposing
from .updating import Update


class DryRuns:
    """Has the API check planned requests for objects of one kind."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.kind = objects.kind
        self.session = objects.session
        self.adoption = Adoption(objects)
        self.proposing = Proposing(objects)

    def create(self, name: str, inputs: Mapping[str, Any]) -> None:
        """Has the API check the creation of an object that does not exist.

        Raises:
            Refused: the API would refuse it.
        """
        create = self.kind.endpoints.create
        if create is None or not self._are_fit(create, inputs):
            return
        body = create_body(self.kind, inputs)

        def look() -> bool:
            return self.adoption.find(inputs) is not None

        self._try("create", name, create, look, lambda: self.objects.try_out(create, addressed(self.kind, inputs), inputs, body))

    def update(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any], changes: Changes) -> None:
        """Has the API check the request that changes most properties together, where it is the first one and replaces nothing.

        Raises:
            Refused: the API would refuse it.
        """
        fields = together(self.kind, changes.updates)
        update = update_operation(self.kind, fields, inputs) if fields else None
        if update is None or changes.replaces or changes.first_moves or REVIEW in state or not self._are_fit(update, inputs):
            return

        def look() -> Mapping[str, Any]:
            return self._values(id_, state, fields)

        def send() -> None:
            planned = Update(self.objects, id_, state, inputs).planned(fields)
            self.objects.try_out(planned.operation, self.objects.address(id_, state), {**state, **inputs}, planned.body)

        self._try("update", id_, update, look if any(field.is_read for field in fields) else None, send)

    def note(self, names: Sequence[str]) -> None:
        """Notes the names of an object that this run creates or changes: requests with these names are not checked."""
        self.session.dry_runs.plan(names)

    def _are_fit(self, operation: Operation, inputs: Mapping[str, Any]) -> bool:
        """Whether a request can be checked now: its values are known, need nothing that this run makes, and go through no review."""
        if operation.dry_run is None or self.objects.reviewed or self.proposing.are_wanted(inputs) or not is_known(dict(inputs)):
            return False
        own = {name for name in (*self.kind.naming_inputs, self.kind.unique) if name} - {field.name for field in self.kind.addressing}
        others = [value for name, value in inputs.items() if name not in own]
        return not self.session.dry_runs.are_planned(texts_in(others))

    def _try(self, verb: str, id_: str, operation: Operation, look: Callable[[], object] | None, send: Callable[[], object]) -> None:
        """Sends a dry run. The first one of an operation is sent between two reads by `look`, and not at all without `look`."""
        name = self.objects.named(id_)
        try:
            with self.session.dry_runs.proving(operation) as is_first:
                if self.session.dry_runs.is_ignored(operation) or (is_first and look is None):
                    return
                before = look() if is_first and look else None
                send()
                if is_first and look:
                    self._judge(name, operation, changed_nothing=look() == before)
        except Refused:
            raise
        except (ConsoleError, InputError) as error:
            reason = error.reason if isinstance(error, RequestFailed) else error
            if not isinstance(error, ConsoleError) or not is_refusal(error):
                self.objects.say_once(f"{name}: whether the API would {verb} it so could not be told: {reason}")
                return
            raise Refused(f"{name}: the API would refuse to {verb} it, and nothing was changed. {self._declared(error)}.") from error

    def _judge(self, name: str, operation: Operation, *, changed_nothing: bool) -> None:
        self.session.dry_runs.judge(operation, changed_nothing=changed_nothing)
        if not changed_nothing:
            raise Refused(
                f"{name} changed while {operation} was asked for a dry run, which is to change nothing: the service may not know dry runs. "
                "No more of them are sent. Set statsig:onlinePreview to false, look at the object, and run `pulumi refresh`."
            )

    def _values(self, id_: str, state: Mapping[str, Any], fields: Sequence[Field]) -> Mapping[str, Any]:
        """The present values of the properties; empty for an object that is gone."""
        data = self.objects.fetch(id_, state)
        now = state_from(self.kind, data, state) if data else {}
        return {field.name: now.get(field.name) for field in fields if field.is_read}

    def _declared(self, error: ConsoleError) -> ConsoleError:
        """The API's error, with properties under the program's names."""
        error.problems = tuple(replace(each, property=as_declared(self.kind.record, each.property)) for each in error.problems)
        return error


def is_refusal(error: ConsoleError) -> bool:
    """Whether the API refuses the request itself: a 4xx status that is not about the key or the rate limit."""
    passing = isinstance(error, (Unauthorized, Forbidden, RateLimited))
    return error.status is not None and 400 <= error.status < 500 and not passing
