"""The call: the parts of Pulumi's request that its SDK does not pass to a dynamic provider.

Pulumi's request names the resource, the properties whose changes the program ignores, and the old inputs. The SDK drops all three, and
before release 3.272 also the entries of state whose names begin with two underscores. They are read from the frame of the SDK's servicer,
which calls each method of the provider. Without such a frame (another SDK, a test) the call is empty, and features that need it do
nothing. A caller without the SDK, such as the plugin, sets the call by `calling`.
"""

from __future__ import annotations

import inspect
import sys
import time
import traceback
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from types import FrameType
from typing import Any

from statsig_console.records import record

from .errors import ProviderError
from .state_keys import SEALED, UNMADE

_SERVICER = "DynamicResourceProviderServicer"
_FRAMES = 12
"""The most frames between a method of the provider and the servicer's frame."""


def as_it_is(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values unchanged: they have the engine's form already."""
    return values


@record
class Call:
    """One request of Pulumi: the resource's URN, and the paths of properties whose changes are ignored.

    - `state`, `old_inputs`: the resource's state and old inputs, in the form in which Pulumi sends properties.
    - `secrets`: the names of the properties that the program marks as secret.
    - `unmade`: the names of the properties that need a value of a resource which is not made yet.
    - `until`: when the caller stops waiting, by `time.monotonic`; None where the caller has not said it.
    - `in_form`: brings properties of the stack's resources of this type into the engine's form.
    - `provider`: the URN of the provider that serves the resource; empty where one provider serves all.
    - `importing`: the command with which Pulumi imports an object of the type, ``{}`` for its ID; empty where it cannot.
    """

    urn: str = ""
    ignored: tuple[str, ...] = ()
    old_inputs: Any = field(default=None, compare=False)
    state: Any = field(default=None, compare=False)
    secrets: frozenset[str] = field(default=frozenset(), compare=False)
    unmade: tuple[str, ...] = field(default=(), compare=False)
    until: float | None = field(default=None, compare=False)
    in_form: Callable[[Mapping[str, Any]], Mapping[str, Any]] = field(default=as_it_is, compare=False)
    provider: str = ""
    importing: str = ""

    @property
    def seconds_left(self) -> float:
        """How many more seconds the caller is going to wait."""
        return float("inf") if self.until is None else max(0.0, self.until - time.monotonic())


_said: ContextVar[Call | None] = ContextVar("statsig_call", default=None)


def name_in(urn: str) -> str:
    """The resource's name in the program."""
    return urn.rpartition("::")[2]


@contextmanager
def calling(call: Call) -> Generator[None]:
    """Sets the current call for the code inside."""
    token = _said.set(call)
    try:
        yield
    finally:
        _said.reset(token)


def current() -> Call:
    """The current call; an empty one where none is set."""
    return _said.get() or Call()


def found() -> Call:
    """The current call where one is set, else one made from the request in the servicer's frame."""
    if (said := _said.get()) is not None:
        return said
    request = _request()
    ignored: list[str] = list(getattr(request, "ignoreChanges", ()))
    state = getattr(request, "properties", None) or getattr(request, "olds", None)
    old_inputs = getattr(request, "old_inputs", None) or getattr(request, "inputs", None)
    inputs = getattr(request, "news", None) or state
    secrets = frozenset(name for each in (old_inputs, inputs) for name in names_at(SEALED, each or {}))
    unmade = tuple(names_at(UNMADE, inputs or {}))
    return Call(str(getattr(request, "urn", "")), tuple(ignored), old_inputs, state, secrets, unmade)


def names_at(key: str, inputs: Mapping[str, Any]) -> list[str]:
    """The names of properties that inputs list under a key; inputs are in the form in which Pulumi sends properties."""
    return [str(name) for name in inputs[key]] if key in inputs else []


def answer_with_sentences() -> None:
    """Makes the SDK's servicer answer errors of this package with their sentence instead of a traceback.

    Nothing changes where no caller is such a servicer, or where the servicer makes its answers in another way.
    """
    frame = _servicer()
    if frame and frame.f_globals.get("traceback") is traceback:
        frame.f_globals["traceback"] = _Sentences()


class _Sentences:
    """Replaces the module `traceback` in the servicer."""

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    def format_exc(self, *arguments: Any, **named: Any) -> str:
        """The text of the current error: the sentence of an error of this package, the traceback of any other."""
        error = sys.exc_info()[1]
        return str(error) if isinstance(error, ProviderError) else traceback.format_exc(*arguments, **named)


def _request() -> Any:
    frame = _servicer()
    return frame.f_locals["request"] if frame else None


def _servicer() -> FrameType | None:
    frame = inspect.currentframe()
    for _ in range(_FRAMES):
        frame = frame.f_back if frame else None
        if frame is None:
            return None
        if "request" in frame.f_code.co_varnames and type(frame.f_locals.get("self")).__name__ == _SERVICER:
            return frame
    return None
