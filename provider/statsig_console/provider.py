"""The dynamic provider: the object that Pulumi calls to check, diff, create, read, update and delete.

State holds it pickled, as a name in this module: ``:`` and the name of a resource class. So this
module may never be moved or renamed. A program only needs a provider's text for state, so the engine
is imported when Pulumi first calls the provider.
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

from .call import answer_with_sentences, calling, current, found
from .errors import ProviderError
from .serving import Serving, freeze_loaded
from .state_keys import MANAGED, PACKAGE, PROVIDER_KEY, SEALED, own
from .values import identical, root, without_null

if TYPE_CHECKING:
    from statsig_console.declaring.kinds import Kind

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_call(handler: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Sets the current call for a handler, and makes Pulumi show the handler's errors as plain sentences."""

    @wraps(handler)
    def call(*arguments: Parameters.args, **named: Parameters.kwargs) -> Result:
        try:
            with calling(found()):
                return handler(*arguments, **named)
        except ProviderError as error:
            answer_with_sentences()
            raise error.with_traceback(None) from None

    return call


class ConsoleProvider(pulumi.dynamic.ResourceProvider):
    """Serves the resources of one kind. It holds the kind's name and, once configured, the stack's settings; state only holds its `text`.

    Each call names its project in the resource's state, or in the inputs where there is no state.
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
        """The provider as state holds it, twice per resource: the pickle of a name in this module, which `__getattr__` resolves."""
        name = self.kind.removeprefix(PACKAGE)
        return base64.b64encode(pickle.GLOBAL + f"{__name__}\n{name}\n".encode() + pickle.STOP).decode()

    def configure(self, req: ConfigureRequest) -> None:
        """Keeps the stack's configuration. The first call that needs the configuration reports its mistakes."""
        freeze_loaded()
        self.serving = Serving(self.kind, req.config.get)

    @in_call
    def check(self, _olds: dict[str, Any] | None, news: dict[str, Any]) -> CheckResult:
        """Validates the program's values and fills in defaults."""
        handlers = self.serving.handlers(news)
        checked = self.serving.check(in_form(handlers.kind, own(_olds or {})), own(news))
        if checked.invalid:
            from . import reported

            reported.write(handlers.session.settings, current().urn)
        inputs = sealed(checked.inputs, handlers.kind.secrets) | ({SEALED: news[SEALED]} if SEALED in news else {})
        return CheckResult(inputs, [CheckFailure("", each.sentence()) for each in checked.invalid])

    @in_call
    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Says whether state differs from what the program asks for, and whether a change replaces the object.

        Where the inputs themselves have changed, Pulumi finds out which properties change, at any depth. State that the plugin has
        written always differs, since its form changes.
        """
        inputs = own(_news)
        changes = self.serving.diff(_id, self._state(_olds), inputs)
        has_changes = None if changes and is_seen(inputs) else bool(changes) or is_of_plugin()
        return DiffResult(has_changes, list(changes.replaces), delete_before_replace=changes.delete_first)

    @in_call
    def create(self, props: dict[str, Any]) -> CreateResult:
        """Creates the object; if that fails, no object is left behind."""
        made = self.serving.create(own(props))
        return CreateResult(made.id, stored(made.state, self._secrets(props)))

    @in_call
    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """The object as it is now; an empty ID where it is gone."""
        found = self.serving.read(id_, self._state(props))
        if found is None:
            return ReadResult("", {})
        marks = {SEALED: sorted(current().secrets)} if current().secrets else {}
        inputs = sealed(found.inputs, self._secrets(props)) | marks if found.drifted else None
        return ReadResult(id_, stored(found.state, self._secrets(props)), inputs)

    @in_call
    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Changes the object to what the program asks for. Where only the form of state changes, nothing is sent."""
        state, inputs = self._state(_olds), own(_news)
        is_same = is_of_plugin() and not self.serving.diff(_id, state, inputs)
        return UpdateResult(stored(state if is_same else self.serving.update(_id, state, inputs), self._secrets(_olds)))

    @in_call
    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Deletes the object. An object that is gone already is no error."""
        self.serving.delete(_id, self._state(_props))

    def _state(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        return in_form(self.serving.handlers(properties).kind, known(properties))

    def _secrets(self, properties: Mapping[str, Any]) -> Collection[str]:
        return self.serving.handlers(properties).kind.secrets


if not TYPE_CHECKING:  # Type checkers would otherwise accept any name in this module.

    def __getattr__(name: str) -> ConsoleProvider:
        """The provider of a kind, by the name under which state refers to it."""
        if ":" in name:
            return ConsoleProvider(PACKAGE + name if name.startswith(":") else name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def known(properties: Mapping[str, Any]) -> dict[str, Any]:
    """State as Pulumi keeps it. SDKs before 3.272 drop its hidden entries, which are taken from the request."""
    kept = current().state or {}
    hidden = [name for name in kept if name.startswith("__") and name not in properties]
    return own({**properties, **{name: deserialize_property(kept[name]) for name in hidden}})


def is_of_plugin() -> bool:
    """Whether the plugin has written the resource's state.

    Then neither inputs nor outputs hold a provider. After `pulumi import`, only the inputs hold one.
    """
    call = current()
    return bool(call.state) and PROVIDER_KEY not in call.state and PROVIDER_KEY not in (call.old_inputs or ())


def in_form(kind: Kind, properties: dict[str, Any]) -> dict[str, Any]:
    """A resource's properties in the stack, in the engine's form, also where the plugin has written them."""
    if not is_of_plugin():
        return properties
    from .declaring.casing import inward

    return inward(kind, properties)


def stored(state: dict[str, Any], secrets: Collection[str]) -> dict[str, Any]:
    """State as Pulumi is to keep it. It always holds `MANAGED`, from which a program knows that an output which state lacks is None."""
    return sealed({MANAGED: False} | state, secrets)


def is_seen(inputs: Mapping[str, Any]) -> bool:
    """Whether Pulumi's own comparison finds these inputs changed; if it finds no change, Pulumi drops the update."""
    call = current()
    if not call.old_inputs or is_of_plugin():
        return False
    ignored = {root(path) for path in call.ignored}
    both = (own(deserialize_properties(call.old_inputs, True)), inputs)
    before, now = ({name: value for name, value in each.items() if name not in ignored} for each in both)
    return not identical(without_null(before), without_null(now))


def sealed(values: dict[str, Any], secrets: Collection[str]) -> dict[str, Any]:
    """The values with the secret ones marked, so that Pulumi encrypts them even where no program says so, as after an import."""
    return {name: wrap_rpc_secret(value) if name in secrets and value is not None else value for name, value in values.items()}
