"""The dynamic provider: the object that Pulumi calls to check, diff, create, read, update and delete.

State holds it pickled, as a name in this module: ``:`` and the name of a resource class. This module
may never be moved or renamed. A program only ever makes one to have it pickled, so what it works with
is imported when Pulumi first calls it.
"""

from __future__ import annotations

import base64
import pickle
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

import pulumi.dynamic
from pulumi.dynamic import CheckFailure, CheckResult, ConfigureRequest, CreateResult, DiffResult, ReadResult, UpdateResult
from pulumi.runtime.rpc import deserialize_properties, deserialize_property, wrap_rpc_secret

from .call import calling, current, found, speak_plainly
from .errors import ProviderError
from .serving import Serving, spare_collector
from .state_keys import MANAGED, PACKAGE, PROVIDER_KEY, own
from .values import identical, root, without_null

if TYPE_CHECKING:
    from statsig_console.declaring.kinds import Kind

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def served_as_called(handler: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Lets a handler know what Pulumi's request says of the resource, and its errors out as the sentences that they are."""

    @wraps(handler)
    def call(*arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        try:
            with calling(found()):
                return handler(*arguments, **named)
        except ProviderError as error:
            speak_plainly()
            raise error.with_traceback(None) from None

    return call


class ConsoleProvider(pulumi.dynamic.ResourceProvider):
    """Serves the resources of one kind. It holds the kind's name and, once configured, the stack's settings; state has its `text` alone.

    Each call names its project among the resource's properties, in state when there is one.
    """

    serialize_as_secret_always = False

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.serving = Serving(kind, lambda name: None)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a provider with its settings is never pickled")

    @property
    def text(self) -> str:
        """The provider as state holds it, twice for each resource: the pickle of a name in this module, which `__getattr__` knows."""
        name = self.kind.removeprefix(PACKAGE)
        return base64.b64encode(pickle.GLOBAL + f"{__name__}\n{name}\n".encode() + pickle.STOP).decode()

    def configure(self, req: ConfigureRequest) -> None:
        """Keeps the stack's configuration; what is wrong with it is reported by the first call that needs it."""
        spare_collector()
        self.serving = Serving(self.kind, req.config.get)

    @served_as_called
    def check(self, _olds: dict[str, Any] | None, news: dict[str, Any]) -> CheckResult:
        """Validates the program's values and fills in defaults."""
        handlers = self.serving.handlers(news)
        checked = self.serving.check(in_form(handlers.kind, own(_olds or {})), own(news))
        if checked.invalid:
            from . import word

            word.leave(handlers.session.settings, current().urn)
        return CheckResult(sealed(checked.inputs, handlers.kind.secrets), [CheckFailure("", each.sentence()) for each in checked.invalid])

    @served_as_called
    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Says whether state already is what the program asks for, and whether a change means a new object.

        Where Pulumi sees a change in the inputs itself, it is left to tell which properties change, at any depth. What the plugin has
        written changes its form.
        """
        inputs = own(_news)
        changes = self.serving.diff(_id, self._state(_olds), inputs)
        told = None if changes and is_seen(inputs) else bool(changes) or is_of_plugin()
        return DiffResult(told, list(changes.replaces), delete_before_replace=changes.delete_first)

    @served_as_called
    def create(self, props: dict[str, Any]) -> CreateResult:
        """Creates the object; when that fails, none is left behind."""
        made = self.serving.create(own(props))
        return CreateResult(made.id, stored(made.state, self._secrets(props)))

    @served_as_called
    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """The object as it is now; one that is gone has an empty ID."""
        found = self.serving.read(id_, self._state(props))
        if found is None:
            return ReadResult("", {})
        inputs = sealed(found.inputs, self._secrets(props)) if found.drifted else None
        return ReadResult(id_, stored(found.state, self._secrets(props)), inputs)

    @served_as_called
    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Changes the object to what the program asks for; a new form of state alone sends nothing."""
        state, inputs = self._state(_olds), own(_news)
        is_same = is_of_plugin() and not self.serving.diff(_id, state, inputs)
        return UpdateResult(stored(state if is_same else self.serving.update(_id, state, inputs), self._secrets(_olds)))

    @served_as_called
    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Deletes the object; one that is gone already is fine."""
        self.serving.delete(_id, self._state(_props))

    def _state(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        return in_form(self.serving.handlers(properties).kind, known(properties))

    def _secrets(self, properties: Mapping[str, Any]) -> Collection[str]:
        return self.serving.handlers(properties).kind.secrets


if not TYPE_CHECKING:  # Where no name of this module would be a mistake any more.

    def __getattr__(name: str) -> ConsoleProvider:
        """The provider of a kind, by the name under which state refers to it."""
        if ":" in name:
            return ConsoleProvider(PACKAGE + name if name.startswith(":") else name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def known(properties: Mapping[str, Any]) -> dict[str, Any]:
    """State as Pulumi keeps it. SDKs before 3.272 leave out what is hidden from displays, which the request still has."""
    kept = current().state or {}
    hidden = [name for name in kept if name.startswith("__") and name not in properties]
    return own({**properties, **{name: deserialize_property(kept[name]) for name in hidden}})


def is_of_plugin() -> bool:
    """Whether the resource was the plugin's up to now, so that Pulumi hands over what that has written.

    Neither its inputs nor its outputs hold a provider. What `pulumi import` has written holds one among the inputs alone.
    """
    call = current()
    return bool(call.state) and PROVIDER_KEY not in call.state and PROVIDER_KEY not in (call.old_inputs or ())


def in_form(kind: Kind, properties: dict[str, Any]) -> dict[str, Any]:
    """What the stack holds of a resource in the engine's form, whoever has written it."""
    if not is_of_plugin():
        return properties
    from .declaring.casing import inward

    return inward(kind, properties)


def stored(state: dict[str, Any], secrets: Collection[str]) -> dict[str, Any]:
    """State as Pulumi is to keep it. It always notes what is managed, by which a program knows that what state lacks is nothing."""
    return sealed({MANAGED: False} | state, secrets)


def is_seen(inputs: Mapping[str, Any]) -> bool:
    """Whether Pulumi finds these inputs different from the old ones: it drops an update where it is to compare, and finds nothing."""
    call = current()
    if not call.old_inputs or is_of_plugin():
        return False
    ignored = {root(path) for path in call.ignored}
    both = (own(deserialize_properties(call.old_inputs, True)), inputs)
    before, now = ({name: value for name, value in each.items() if name not in ignored} for each in both)
    return not identical(without_null(before), without_null(now))


def sealed(values: dict[str, Any], secrets: Collection[str]) -> dict[str, Any]:
    """The values with the secret ones marked, so that Pulumi encrypts them also where no program told it to (after an import)."""
    return {name: wrap_rpc_secret(value) if name in secrets and value is not None else value for name, value in values.items()}
