"""Lookups: the API's read operations as functions of a program.

A lookup is data: a function's name, an operation, and the type of its result. A direct call
reads at once. `output` waits for inputs that are Outputs and reads on a thread of its own, so
that Pulumi goes on. A list requests a page when the first item of the page is needed.

Under Pulumi's mocks nothing is sent: `Mocks.call` gets the token (``statsig:index:getGate``), the
arguments by the API's names, and the project's name as `provider` (empty for the stack's own). It
returns the answer's object, or ``{"data": …}`` for lists and texts.
"""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from types import ModuleType
from typing import Any, Generic, TypeVar

from pulumi.runtime import MockCallArgs

import pulumi
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.results import Result
from statsig_console.records import record
from statsig_console.sending.replies import PAGE_SIZE, QueryValue
from statsig_console.session.session import Session
from statsig_console.stack.projects import current_project
from statsig_console.values import is_object, listed

from .errors import ConsoleError, InputError, ProviderError, Unavailable
from .program import demand_configuration, mocks, session
from .values import as_written, camel_case, whole

R = TypeVar("R")
V = TypeVar("V")

_register: list[Reading[Any, Any]] = []


def registered() -> tuple[Reading[Any, Any], ...]:
    """Every lookup that has been declared so far: its `name` and its `operation`."""
    return tuple(_register)


def lookups_in(package: ModuleType) -> dict[str, Reading[Any, Any]]:
    """The lookups of a package, by name; loads them."""
    named = {name for name in dir(package) if name.startswith("get_") and getattr(package, name)}
    return {each.name: each for each in sorted(registered(), key=lambda each: each.name) if each.name in named}


class Pages(Generic[R]):
    """A list of the project. Each iteration requests it anew, page by page."""

    def __init__(self, name: str, read: Callable[[], Iterator[R]]) -> None:
        self._name = name
        self._read = read

    def __iter__(self) -> Iterator[R]:
        return self._read()

    def first(self) -> R | None:
        """The first item, or None; at most one page is requested."""
        return next(iter(self), None)

    def __repr__(self) -> str:
        return f"<pages of {self._name}>"


@record
class Call:
    """One call of a lookup: its text for messages, the values in the path and in the query, and the project.

    Requests go through the program's session, or through the session that `asked` returns.
    """

    shown: str
    address: Mapping[str, str]
    query: Mapping[str, QueryValue]
    project: str | None = None
    asked: Callable[[str | None], Session] | None = None

    @property
    def session(self) -> Session:
        """The session that sends the requests."""
        return (self.asked or session)(self.project)


@record
class Reading(ABC, Generic[R, V]):
    """The base of all lookups: `R` is one result, `V` the whole answer of `output`.

    `wire` maps parameters to the API's names where these are not camelCase; with `snake_case` the API spells all names so. `around` is a
    field of answers that may wrap the object.
    """

    name: str
    operation: Operation
    result: Callable[[Any], R]
    wire: Mapping[str, str] = field(default_factory=dict[str, str], kw_only=True)
    snake_case: bool = field(default=False, kw_only=True)
    around: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        _register.append(self)

    @property
    def secret(self) -> bool:
        """Whether the answer is never shown: Pulumi encrypts it in state and hides it in its output."""
        holds_secrets = isinstance(self.result, type) and issubclass(self.result, Result) and self.result.holds_secrets()
        return self.operation.secret or holds_secrets

    @property
    def token(self) -> str:
        """The function's name for Pulumi's mocks."""
        first, *rest = self.name.split("_")
        return f"statsig:index:{first}{''.join(word.capitalize() for word in rest)}"

    def output(self, **values: Any) -> pulumi.Output[V]:
        """The answer as an Output. Inputs may be Outputs; while one is unknown, in a preview, the answer is unknown.

        An error ends the program with one sentence, as a `pulumi.RunError`, since a program cannot catch it.
        """
        project = current_project()
        demand_configuration(project)

        async def read(known: dict[str, Any]) -> V:
            try:
                return await asyncio.to_thread(self._whole, replace(self.call(known), project=project))
            except ProviderError as error:
                raise pulumi.RunError(str(error)) from None

        given: pulumi.Output[dict[str, Any]] = pulumi.Output.from_input(values)
        answer: pulumi.Output[V] = given.apply(read)
        return pulumi.Output.secret(answer) if self.secret else answer

    def call(self, values: Mapping[str, Any]) -> Call:
        """A call with these values, by the program's names, in the project of the enclosing `with`; None is left out.

        Raises:
            InputError: a value is empty, cannot be part of a path, or is an Output.
        """
        for name, value in values.items():
            if isinstance(value, pulumi.Output):
                raise InputError(f"{self.name}: {name} is an Output, whose value comes later; call {self.name}_output.")
            if value == "":
                raise InputError(f"{self.name}: {name} is empty.")
        given = {self.wire_name(name): whole(value) for name, value in values.items() if value is not None}
        address = {name: str(given.pop(name)) for name in self.operation.placeholders if name in given}
        said = "…" if self.operation.secret else ", ".join(json.dumps(value, ensure_ascii=False) for value in address.values())
        shown = f"{self.name}({said})"
        try:
            self.operation.url(address)
        except InputError as error:
            raise InputError(f"{shown}: {error}") from None
        return Call(shown, address, given, current_project())

    def wire_name(self, name: str) -> str:
        """The API's name of a parameter."""
        return self.wire.get(name) or (as_written if self.snake_case else camel_case)(name)

    def answer(self, call: Call) -> V:
        """The whole answer to a call, all pages included."""
        return self._whole(call)

    @abstractmethod
    def _whole(self, call: Call) -> V:
        """The whole answer to a call, all pages included."""

    def _data(self, call: Call) -> Any:
        """The data of the answer to a call."""
        with named(call):
            return call.session.client.send(self.operation, call.address, query=call.query).data

    def _mocked(self, call: Call) -> dict[str, Any] | None:
        """The answer of a unit test's mocks; None without mocks."""
        if (mocked := mocks()) is None:
            return None
        answer = mocked.call(MockCallArgs(self.token, {**call.address, **call.query}, call.project or ""))
        return answer if is_object(answer) else {} if answer is None else answer[0]


@record
class Lookup(Reading[R, R]):
    """Looks up one object."""

    def __call__(self, **values: Any) -> R:
        """The object, read now."""
        return self._whole(self.call(values))

    def _whole(self, call: Call) -> R:
        mocked = self._mocked(call)
        data = self._data(call) if mocked is None else mocked
        if not is_object(data):
            raise Unavailable(f"{call.shown}: the answer holds no object", method="GET", path=self.operation.shown(call.address))
        return self.result(inside(data, self.around))


@record
class Listing(Reading[R, list[R]]):
    """The base of lookups of lists. `within` is the member of the answer's data that holds the items.

    A list is `sized` when the request can say how many items a page has. `after` is the parameter for the cursor of the next page, where
    a list has cursors.
    """

    within: str = field(default="", kw_only=True)
    sized: bool = field(default=True, kw_only=True)
    after: str = field(default="", kw_only=True)

    def _whole(self, call: Call) -> list[R]:
        return list(self._items(call))

    def _items(self, call: Call) -> Iterator[R]:
        if (mocked := self._mocked(call)) is not None:
            yield from (self.result(inside(item, self.around)) for item in items_of(mocked.get("data"), self.within))
            return
        client = call.session.client
        if self.after:
            pages = client.stretches(self.operation, call.address, query=call.query, after=self.after)
        else:
            pages = client.pages(self.operation, call.address, query=call.query, size=PAGE_SIZE if self.sized else None)
        while True:
            with named(call):
                page = next(pages, None)
            if page is None:
                return
            yield from (self.result(inside(item, self.around)) for item in items_of(page.items, self.within))


@record
class ListLookup(Listing[R]):
    """Looks up a list that the API answers in pages."""

    def __call__(self, **values: Any) -> Pages[R]:
        """The list; nothing is requested yet."""
        call = self.call(values)
        return Pages(call.shown, lambda: self._items(call))


@record
class WholeLookup(Listing[R]):
    """Looks up a list that usually comes in one answer."""

    sized: bool = field(default=False, kw_only=True)

    def __call__(self, **values: Any) -> list[R]:
        """The list, read now."""
        return self._whole(self.call(values))


@record
class TextLookup(Reading[str, str]):
    """Looks up a text."""

    def __call__(self, **values: Any) -> str:
        """The text, read now."""
        return self._whole(self.call(values))

    def _whole(self, call: Call) -> str:
        mocked = self._mocked(call)
        return self.result(self._data(call) if mocked is None else mocked.get("data", ""))


def inside(data: Any, around: str) -> Any:
    """The object in the field `around` of an answer, or the answer itself where it has no such field."""
    found = data.get(around) if around and is_object(data) else None
    return found if is_object(found) else data


def items_of(data: Any, within: str = "") -> list[Any]:
    """The items of an answer's data: a list or a single item; with `within`, the items under that key of each."""
    items = [] if data is None else listed(data)
    return [item for each in items if each.get(within) for item in listed(each[within])] if within else items


@contextmanager
def named(call: Call) -> Generator[None]:
    """Puts the call before the message of an error inside."""
    try:
        yield
    except ConsoleError as error:
        error.message = f"{call.shown}: {error.message}"
        raise
