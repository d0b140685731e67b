"""Subjects: one resource of each kind with all that it needs, from the lives of the acceptance tests.

A subject's programs declare the resources that it refers to, and then itself: with its first values, with changed ones, with one
that replaces the object, and not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from statsig_console.state_keys import own
from tests.acceptance.life import Life, Values
from tests.acceptance.lives_core import CORE
from tests.acceptance.lives_data import DATA, WAREHOUSE
from tests.acceptance.lives_experiments import EXPERIMENTS

from .deployment import Declared, Deployment


@dataclass(frozen=True)
class Subject:
    """A resource under test, and those that it refers to, in the order in which they are made."""

    life: Life
    parents: tuple[Life, ...]
    warehouse: bool = False

    @property
    def name(self) -> str:
        """The resource's name in the stack."""
        return self.life.label

    @cached_property
    def is_action(self) -> bool:
        """Whether the resource is an action."""
        return self.life.declaration.endpoints.once

    def before(self, stack: Deployment) -> list[Declared]:
        """The program without the subject."""
        return [declared(life, stack) for life in self.parents]

    def program(self, stack: Deployment, changes: Values | None = None) -> list[Declared]:
        """The program with the subject, changed or as it is at first. The stack must hold what it refers to."""
        return [*self.before(stack), declared(self.life, stack, changes)]

    def replaced(self) -> dict[str, Any] | None:
        """Changes that replace the object; None if there are none, or if the old one's name cannot be used again."""
        if not self.life.immutable or not self.life.returns:
            return None
        return dict(list(self.life.immutable.items())[:1])


class Referred:
    """Another resource as programs refer to it: its ID in state, and its properties as the program reads them."""

    def __init__(self, life: Life, stack: Deployment) -> None:
        held = stack.held[life.label]
        self.id = held.id
        self._kind, self._outputs = held.kind, own(held.outputs)

    def __getattr__(self, name: str) -> Any:
        shape = self._kind.by_name[name].shape
        return shape.decode(self._outputs.get(name))


class Known(Mapping[str, Referred]):
    """The resources of a stack by their names."""

    def __init__(self, stack: Deployment) -> None:
        self._stack = stack

    def __getitem__(self, name: str) -> Referred:
        return Referred(BY_NAME[name], self._stack)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stack.held)

    def __len__(self) -> int:
        return len(self._stack.held)


def declared(life: Life, stack: Deployment, changes: Values | None = None) -> Declared:
    """A life's resource as a program declares it. A change to None leaves the property out."""
    values = {**life.first(Known(stack)), **(changes or {})}  # type: ignore[arg-type]
    return Declared(life.label, life.declaration, {name: value for name, value in values.items() if value is not None})


def parents_of(life: Life) -> tuple[Life, ...]:
    """The lives that a life refers to, and those that they refer to, in the order in which they are made."""
    found: dict[str, Life] = {}
    for name in life.needs:
        for each in (*parents_of(BY_NAME[name]), BY_NAME[name]):
            found[each.label] = each
    return tuple(found.values())


LIVES: Sequence[Life] = (*CORE, *EXPERIMENTS, *DATA, *WAREHOUSE)
BY_NAME = {life.label: life for life in LIVES}
SUBJECTS = tuple(Subject(life, parents_of(life), warehouse=life in WAREHOUSE) for life in LIVES)
