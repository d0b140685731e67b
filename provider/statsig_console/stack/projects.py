"""Projects: which of several Statsig projects of one stack a resource or a lookup is for.

Programs and state only hold a project's name. Its key, address and other settings are in the stack's
configuration (`settings`).
"""

from __future__ import annotations

import re
from contextvars import ContextVar

from typing_extensions import Self

from statsig_console.errors import InputError

_FORM = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_within: ContextVar[tuple[Project, ...]] = ContextVar("statsig_projects", default=())


class Project(str):
    """A project beside the stack's own, by its name in the stack's configuration.

    ``eu = statsig.Project("eu")`` is configured by ``statsig:projects.eu.consoleApiKey`` or STATSIG_CONSOLE_API_KEY_EU.
    Resources take it as ``project=eu``. Within ``with eu:`` it is the project of every lookup, and of every resource
    that names no project.
    """

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        if not _FORM.fullmatch(name):
            raise InputError(f"A project's name begins with a letter and has letters, digits, - and _ alone, not {name!r}.")
        return super().__new__(cls, name)

    def __enter__(self) -> Self:
        _within.set((*_within.get(), self))
        return self

    def __exit__(self, *_exception: object) -> None:
        _within.set(_within.get()[:-1])

    @property
    def variable(self) -> str:
        """The end of the names of its environment variables: ``_EU``."""
        return f"_{self.upper().replace('-', '_')}"


def current_project() -> Project | None:
    """The project of the innermost enclosing ``with``, or None for the stack's own."""
    return next(reversed(_within.get()), None)
