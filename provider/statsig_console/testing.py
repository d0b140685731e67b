"""Mocks for unit tests of programs: the checks of a preview without Pulumi and the API.

A program's resources are validated as in a preview, get their defaults and IDs, and are kept for the test. Nothing is sent.
"""

from __future__ import annotations

import asyncio
import pickle
import warnings
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from statsig_console.declaring.kinds import Kind, kind_named
from statsig_console.declaring.shapes import is_known
from statsig_console.handling.handlers import Handlers
from statsig_console.records import record
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings

from .call import Call, calling
from .errors import InputError
from .secrets import ApiKey
from .state_keys import PROVIDER_KEY, own
from .values import camel_case, slug


@record
class Declared:
    """A resource that the program declared: its kind (``Gate``; Pulumi's type for resources of other packages), name, ID and inputs."""

    kind: str
    name: str
    id: str
    inputs: Mapping[str, Any]


class Mocks(pulumi.runtime.Mocks):
    """Replaces Pulumi in a unit test: ``pulumi.runtime.set_mocks(Mocks())``.

    - `outputs`: the outputs that the API would answer, by the resource's name: ``{"checkout": {"status": "In Progress"}}``.
    - `lookups`: the answers to lookups, by the function's name and with the API's names: ``{"get_gate": {"id": "theirs"}}``; a list's
      answer is ``{"data": [...]}``.
    """

    def __init__(
        self, outputs: Mapping[str, Mapping[str, Any]] | None = None, lookups: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.declared: dict[str, Declared] = {}
        self._outputs = outputs or {}
        self._lookups = {f"statsig:index:{camel_case(name)}": answer for name, answer in (lookups or {}).items()}
        self._session = Session(Settings(ApiKey("console-mocks")))
        ensure_event_loop()

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Checks a resource as a preview would.

        Raises:
            InputError: something is wrong with its inputs; the message names every property.
        """
        pickled = args.inputs.get(PROVIDER_KEY)
        given = own(args.inputs)
        outputs = dict(self._outputs.get(args.name, {}))
        if not isinstance(pickled, str):
            return self._keep(args.typ, args.name, args.resource_id or f"{args.name}-id", given, given | outputs)
        kind = kind_of_provider(pickled)
        if args.resource_id:
            return self._keep(kind.label, args.name, args.resource_id, {}, outputs)
        with calling(Call(f"{kind.label}::{args.name}")):
            checked = Handlers(kind, self._session).check(given)
        if checked.invalid:
            self.refuse(kind, args.name, [each.sentence() for each in checked.invalid])
        slugs = {
            each.name: slug(str(checked.inputs[each.options.slug_of]))
            for each in kind.inputs
            if each.options.slug_of in checked.inputs and each.name not in checked.inputs
        }
        # An input that is unknown in a preview is an output without a value.
        state = {name: value for name, value in checked.inputs.items() if is_known(value)} | slugs
        wire = {each.sent: state.get(each.name) for each in kind.inputs} | state
        id_ = kind.endpoints.identity.of({}, wire) or f"{args.name}-id"
        return self._keep(kind.label, args.name, id_, checked.inputs, state | outputs)

    def refuse(self, kind: Kind, name: str, mistakes: Sequence[str]) -> None:
        """Ends the program with the mistakes in a resource."""
        raise InputError(f'{kind.label} "{name}": {"; ".join(mistakes)}.')

    def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], None]:
        """The answer to a lookup.

        Raises:
            InputError: the test gives no answer for it.
        """
        if args.token not in self._lookups:
            raise InputError(f"{args.token}: the test gives no answer; give one in Mocks(lookups={{...}}).")
        return dict(self._lookups[args.token]), None

    def _keep(self, kind: str, name: str, id_: str, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> tuple[str, dict[Any, Any]]:
        self.declared[name] = Declared(kind, name, id_, inputs)
        return id_, dict(state)


def ensure_event_loop() -> None:
    """Gives the thread an event loop where it has none: after `asyncio.run`, and from Python 3.14 on.

    `pulumi.runtime.set_mocks` makes futures, which need an event loop.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            asyncio.get_event_loop()
        except RuntimeError:
            asyncio.set_event_loop(asyncio.new_event_loop())


def kind_of_provider(pickled: str) -> Kind:
    """The kind of a pickled provider, of a resource that this process declared."""
    provider = pickle.loads(b64decode(pickled))
    return kind_named(provider.kind)


__all__ = ["Declared", "Mocks"]
