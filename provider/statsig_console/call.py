"""The call: what Pulumi's request says beyond what its SDK hands to a dynamic provider.

The request that leads to a provider's method names the resource, the properties that the program tells Pulumi to ignore, and the old
inputs. The SDK drops all three, and before release 3.272 also what state holds under names that begin with two underscores. They are
found in the frame of the SDK's servicer, which is a caller of each method; where they are not (another SDK, a test), the call says
nothing, and what goes by it holds back. Whoever serves the engine without that SDK says it by `calling`.
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

_SERVICER = "DynamicResourceProviderServicer"
_FRAMES = 12
"""How far above a method of the provider the servicer's frame may be."""


def as_it_is(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values that have the engine's form already."""
    return values


@record
class Call:
    """One request of Pulumi's: the URN of the resource that it is about, and the paths of the properties to ignore changes of.

    It says the state that it hands over, and the old inputs beside it, in the form in which Pulumi sends properties.

    - `until`: when the patience of whoever asks ends, by `time.monotonic`. None where nobody said it.
    - `in_form`: brings what the stack holds of a resource of the same type into the engine's form.
    - `provider`: the URN of the provider that serves the resource; empty where there is one for all.
    - `importing`: the command with which Pulumi imports an object of the type, ``{}`` for its ID; empty where it cannot.
    """

    urn: str = ""
    ignored: tuple[str, ...] = ()
    old_inputs: Any = field(default=None, compare=False)
    state: Any = field(default=None, compare=False)
    until: float | None = field(default=None, compare=False)
    in_form: Callable[[Mapping[str, Any]], Mapping[str, Any]] = field(default=as_it_is, compare=False)
    provider: str = ""
    importing: str = ""

    @property
    def seconds_left(self) -> float:
        """For how long whoever asks is still going to wait."""
        return float("inf") if self.until is None else max(0.0, self.until - time.monotonic())


_said: ContextVar[Call | None] = ContextVar("statsig_call", default=None)


def name_in(urn: str) -> str:
    """The resource's name in the program."""
    return urn.rpartition("::")[2]


@contextmanager
def calling(call: Call) -> Generator[None]:
    """Says what the calls inside are about."""
    token = _said.set(call)
    try:
        yield
    finally:
        _said.reset(token)


def current() -> Call:
    """What is known of the request that is being served."""
    return _said.get() or Call()


def found() -> Call:
    """What is said of the request that is being served; else what the request itself says, as the SDK's servicer holds it."""
    if (said := _said.get()) is not None:
        return said
    request = _request()
    ignored: list[str] = list(getattr(request, "ignoreChanges", ()))
    state = getattr(request, "properties", None) or getattr(request, "olds", None)
    old_inputs = getattr(request, "old_inputs", None) or getattr(request, "inputs", None)
    return Call(str(getattr(request, "urn", "")), tuple(ignored), old_inputs, state)


def speak_plainly() -> None:
    """Lets the SDK's servicer, which answers each error with a traceback, answer those of this package with their sentence.

    Where there is no such servicer among the callers, or it makes its answers in another way, nothing changes.
    """
    frame = _servicer()
    if frame and frame.f_globals.get("traceback") is traceback:
        frame.f_globals["traceback"] = _Sentences()


class _Sentences:
    """Stands for the module `traceback`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    def format_exc(self, *arguments: Any, **named: Any) -> str:
        """What the error that is being handled says: the sentence of one that is meant for people, the traceback of any other."""
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
