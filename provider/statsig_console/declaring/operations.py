"""Operations of the API: a method and a path template.

An operation is data. ``statsig-console coverage`` tells from the operations of all kinds which
part of the API a program can reach.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from statsig_console.errors import InputError
from statsig_console.records import record

DRY_RUN = "dryRun"
"""The word in query or body that makes an operation check a change without making it."""

DryRun = Literal["query", "body"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@record
class Window:
    """At most `count` requests within any `seconds`."""

    count: int
    seconds: int


@record
class Budget:
    """How many attempts at changes a project may make; all its windows apply at once.

    `setting` is the stack's setting with other windows; `under` limits the budget to operations below this path.
    """

    name: str
    windows: tuple[Window, ...]
    setting: str = "rateLimit"
    under: str = ""

    def covers(self, operation: Operation) -> bool:
        """Whether an operation counts against the budget."""
        return operation.changes and f"{operation.path}/".startswith(f"{self.under}/")


@record
class Operation:
    """One operation, as the documents name it: ``Operation("GET", "/gates/{id}")``.

    - `query`: the address values that are sent in the query string. `asks`: query values that are always sent.
    - `secret`: the path values are secrets and are never shown.
    - `repeatable`: twice has the same effect as once; `operation` takes this as true for all but POST.
    - `busy`: the API answers 409 while another change of the object is under way, and the operation has to wait.
    - `dry_run`: where the operation takes `DRY_RUN`; None where the API's document declares no dry run.
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
        """The path with each placeholder filled in; values are percent-encoded, slashes included."""
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
    """The operation that a text such as ``"GET /gates/{id}"`` names."""
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
    """A text for messages: characters that break lines or control a terminal are percent-encoded."""
    return "".join(each if each.isprintable() else quote(each, errors="surrogatepass") for each in text)
