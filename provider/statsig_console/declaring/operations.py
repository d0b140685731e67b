"""Operations of the API: a method and a path template.

An operation is data. Whoever declares one gets it entered in a register, from which
``statsig-console coverage`` tells which part of the API a program can reach.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from statsig_console.errors import InputError

DRY_RUN = "dryRun"
"""The word, in query or body, with which an operation checks a change and makes none."""

DryRun = Literal["query", "body"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Window:
    """At most `count` requests within any `seconds`."""

    count: int
    seconds: int


@dataclass(frozen=True)
class Budget:
    """How many attempts at changes a project may make: all its windows hold at once.

    `setting` is the stack's setting with other windows; `under` the path that it is for, or nothing for all.
    """

    name: str
    windows: tuple[Window, ...]
    setting: str = "rateLimit"
    under: str = ""

    def covers(self, operation: Operation) -> bool:
        """Whether an operation counts against it."""
        return operation.changes and f"{operation.path}/".startswith(f"{self.under}/")


@dataclass(frozen=True)
class Operation:
    """One operation, as the documents name it: ``Operation("GET", "/gates/{id}")``.

    `query` names address values that travel in the query string; `secret` says that the
    path values are secrets and are never shown; `repeatable` that doing it twice is the same
    as doing it once, as it is for all but POST where nothing else is said; `busy` that the API
    answers 409 while another change of the object is under way, and the operation has to wait.
    `asks` are query values that always go along. `dry_run` says where the operation takes the word that makes it a dry run, which
    checks the change and makes none; None where the API's document knows no such word.
    """

    method: str
    path: str
    query: tuple[str, ...] = ()
    secret: bool = False
    repeatable: bool = True
    busy: bool = False
    asks: tuple[tuple[str, str], ...] = ()
    dry_run: DryRun | None = None

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names in the path's braces."""
        return tuple(_PLACEHOLDER.findall(self.path))

    @property
    def changes(self) -> bool:
        """Whether it may change the project."""
        return self.method != "GET"

    def url(self, values: Mapping[str, str]) -> str:
        """The path with each placeholder filled in and percent-encoded whole, slashes included."""
        return _PLACEHOLDER.sub(lambda match: segment(match[1], values), self.path)

    def shown(self, values: Mapping[str, str]) -> str:
        """The path for messages: readable, and without secrets."""
        return _PLACEHOLDER.sub(lambda match: "…" if self.secret else printable(values.get(match[1], match[0])), self.path)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operation(
    text: str,
    *,
    query: tuple[str, ...] = (),
    secret: bool = False,
    repeatable: bool | None = None,
    busy: bool = False,
    asks: Mapping[str, str] | None = None,
) -> Operation:
    """The operation that ``"GET /gates/{id}"`` names."""
    method, _, path = text.partition(" ")
    return Operation(method, path, query, secret, method != "POST" if repeatable is None else repeatable, busy, tuple((asks or {}).items()))


def segment(name: str, values: Mapping[str, str]) -> str:
    """One value as a path segment."""
    value = values.get(name, "")
    try:
        quoted = "" if value in {".", ".."} else quote(value, safe="")
    except UnicodeEncodeError:
        quoted = ""
    if not quoted:
        raise InputError(f"{name} {value!r} cannot stand in an address.")
    return quoted


def printable(text: str) -> str:
    """A text for messages: what would break a line, or steer a terminal, is percent-encoded."""
    return "".join(each if each.isprintable() else quote(each, errors="surrogatepass") for each in text)
