"""Functions: the lookups of the declarations, as Pulumi invokes them for programs in any language."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pulumi_statsig_console as declared
from statsig_console.declaring.casing import camel
from statsig_console.declaring.results import Result
from statsig_console.errors import InputError
from statsig_console.lookup import Listing, Reading
from statsig_console.session.session import Session, session_for
from statsig_console.stack.settings import Settings

from .configuration import meant
from .schema import ITEMS, lookups
from .values import Properties


@dataclass(frozen=True)
class Answer:
    """The result of a function, and the names of its secret properties."""

    values: dict[str, Any]
    secrets: frozenset[str] = frozenset()


class Functions:
    """Calls lookups in the project that a provider is configured for."""

    def __init__(self, setting: Callable[[str], str | None]) -> None:
        self._setting = setting

    def call(self, token: str, given: Properties) -> Answer:
        """The result of a lookup.

        Raises:
            InputError: there is no such function, or an argument is missing or unknown to it.
            ConsoleError: the API refuses, or does not answer.
        """
        reading = lookups().get(token)
        if reading is None:
            raise InputError(f"{token} is no function of this package: is the plugin as new as the program?")
        arguments = arguments_of(reading, given.values)
        answer = reading.answer(replace(reading.call(arguments), asked=self._session))
        if isinstance(reading, Listing) or not isinstance(answer, Result):
            return Answer({ITEMS: plain(answer)}, frozenset({ITEMS} if reading.secret else ()))
        values: dict[str, Any] = plain(answer)
        hidden = values if reading.operation.secret else map(camel, answer.secret_attributes())
        return Answer(values, frozenset(hidden))

    def _session(self, project: str | None) -> Session:
        return session_for(Settings.read(self._setting, project))


def names_in(token: str) -> Mapping[str, str]:
    """Python's names of a function and its arguments → those of other languages; empty if there is no such function."""
    reading = lookups().get(token)
    if reading is None:
        return {}
    return {name: camel(name) for name in (reading.name, *inspect.signature(getattr(declared, reading.name)).parameters)}


def arguments_of(reading: Reading[Any, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments under the names of the declaration."""
    parameters = inspect.signature(getattr(declared, reading.name)).parameters
    names = {camel(name): name for name in parameters}
    called = camel(reading.name)
    for name in given:
        if name not in names:
            raise InputError(f"{called}: {name} is no argument{meant(name, [*names])}")
    for name, own in names.items():
        if given.get(name) is None and parameters[own].default is inspect.Parameter.empty:
            raise InputError(f"{called}: {name} is required.")
    return {names[name]: value for name, value in given.items()}


def plain(value: Any) -> Any:
    """A result as plain values, its attributes under other languages' names; attributes that the answer lacks are left out."""
    if isinstance(value, Result):
        found = {camel(name): plain(getattr(value, name)) for name in type(value).attributes()}
        return {name: each for name, each in found.items() if each is not None}
    return [plain(each) for each in value] if isinstance(value, list) else value
