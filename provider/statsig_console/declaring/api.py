"""The API as a whole: what the engine asks a project about itself, and how much of it a project may ask.

The package of resources says it, in its module `api`, as it says what each kind is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from statsig_console.state_keys import PACKAGE

from .operations import Budget, Operation


@dataclass(frozen=True)
class ProjectReading:
    """The operation that tells which project a key opens, the one that tells its name, and the wire names of both."""

    operation: Operation
    naming: Operation
    id: str = "id"
    name: str = "name"


@dataclass(frozen=True)
class EnvironmentsReading:
    """The operation that lists a project's environments, where its answer holds them, and the wire names of an item's name and mark."""

    operation: Operation
    within: str
    name: str
    production: str


@dataclass(frozen=True)
class Api:
    """What is true of a project as a whole. A change counts against each of the budgets that cover it."""

    project: ProjectReading
    environments: EnvironmentsReading
    budgets: tuple[Budget, ...]


@cache
def declared_api() -> Api:
    """The API as the package of resources declares it."""
    found: Api = import_module(f"{PACKAGE}.api").API
    return found
