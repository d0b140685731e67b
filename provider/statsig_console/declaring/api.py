"""The API as a whole: the requests that describe a project, and the limits on changes.

The package of resources declares both in its module `api`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from statsig_console.records import record
from statsig_console.state_keys import PACKAGE

from .operations import Budget, Operation


@record
class ProjectReading:
    """The operation that answers the ID of a key's project, the one (`naming`) that answers its name, and both fields' wire names."""

    operation: Operation
    naming: Operation
    id: str = "id"
    name: str = "name"


@record
class EnvironmentsReading:
    """The operation that lists a project's environments, and where its answer has them: `within`, each with `name` and `production`."""

    operation: Operation
    within: str
    name: str
    production: str


@record
class Api:
    """How to read a project and its environments, and its budgets. A change counts against each budget that covers it."""

    project: ProjectReading
    environments: EnvironmentsReading
    budgets: tuple[Budget, ...]


@cache
def declared_api() -> Api:
    """The API as the package of resources declares it."""
    found: Api = import_module(f"{PACKAGE}.api").API
    return found
