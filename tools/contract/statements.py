"""The list of changes of a transcribed document: it says which differences from earlier documents are intended.

A transcription can have mistakes. Where it differs from earlier documents and its list does not mention the place, the earlier ones count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

UNCHANGED = re.compile(r"same(?! but)")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Place:
    """A place where documents differ: the schema or operation, and the steps to the property or parameter."""

    owner: str
    steps: tuple[str, ...] = ()

    def at(self, *steps: str) -> Place:
        """A place below this one."""
        return Place(self.owner, self.steps + steps)

    @property
    def is_answer(self) -> bool:
        """Whether this is a place in an operation's answer, and not in a named schema."""
        return bool(self.steps) and self.steps[0].isdigit()

    def __str__(self) -> str:
        return ".".join((self.owner, *self.steps))


@dataclass(frozen=True)
class Statement:
    """One entry of the list: the schemas (with wildcards) and operations that it is about, and all its words."""

    owners: frozenset[str]
    methods: frozenset[str]
    words: frozenset[str]

    def covers(self, place: Place) -> bool:
        """Whether the entry mentions the place."""
        return self._is_about(place.owner) and (not place.steps or any(step in self.words for step in place.steps[-2:]))

    def _is_about(self, owner: str) -> bool:
        method, _, path = owner.partition(" ")
        if path:
            return path in self.owners and (not self.methods or method in self.methods)
        return any(fnmatchcase(owner, pattern) for pattern in self.owners)


class Statements:
    """A list of changes. Without a list every difference is intended: the document is the vendor's own."""

    def __init__(self, changes: list[dict[str, str]] | None) -> None:
        self._all = None if changes is None else [read(change) for change in changes if not UNCHANGED.match(change.get("base", ""))]

    @property
    def is_vendors(self) -> bool:
        """Whether there is no list, since nobody transcribed the document."""
        return self._all is None

    def explain(self, place: Place) -> bool:
        """Whether a difference at the place is intended."""
        return self._all is None or any(statement.covers(place) for statement in self._all)


def read(change: dict[str, Any]) -> Statement:
    """One entry, parsed."""
    where = change["where"]
    names = re.findall(r"[\w*]+", where)
    paths = [plain(path) for path in re.findall(r"/[\w/{}*]*", where)]
    return Statement(
        owners=frozenset({*(name for name in names if name.rstrip("*")), *paths}),
        methods=frozenset(name for name in names if name in METHODS),
        words=frozenset(re.findall(r"\w+", f"{where} {change['what']}")),
    )


def plain(path: str) -> str:
    """The path with nameless placeholders: two that differ in a placeholder's name are one address."""
    return re.sub(r"\{\w+\}", "{}", path)
