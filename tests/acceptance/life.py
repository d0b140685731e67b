"""The life of a resource: declared for each kind, and run for all kinds in one stack.

A `Life` gives values for every property and other values to change to. What is done with them
is the same for all: create, preview again, change, replace, drift, deletion outside, destroy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from statsig_console.declaring.kinds import Kind, kind_of

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Life:
    """One resource of a kind: its first values, those that it changes to in place, and those that replace the object.

    - `first` sets every property; values may come from other lives' resources, by name, so it is a function of these.
    - `changed` gives a new value to each property that can be changed in place, `immutable` to each that cannot.
    - `returns` is False where the API keeps the replaced object, so that its name cannot be used again.
    - `after` names the lives whose objects `changed` names in plain text and `first` does not.
    - `outside` names properties that an edit in the console changes (by default those of `changed` that answers show).
    """

    kind: type
    first: Callable[[Mapping[str, Any]], Values]
    changed: Values = field(default_factory=dict)
    immutable: Values = field(default_factory=dict)
    after: tuple[str, ...] = ()
    outside: tuple[str, ...] | None = None
    name: str = ""
    returns: bool = True

    @property
    def label(self) -> str:
        """The resource's name in the stack."""
        return self.name or self.kind.__name__.lower()

    @property
    def declaration(self) -> Kind:
        """The kind's declaration."""
        return kind_of(self.kind)

    @property
    def needs(self) -> tuple[str, ...]:
        """The lives whose objects its values name: they have to be created before."""
        noted = Noted()
        self.first(noted)
        return tuple(dict.fromkeys((*noted, *self.after)))

    def declare(self, made: Mapping[str, Any], changes: Values | None = None) -> Any:
        """Declares the resource with its first values and some changes; a change to None leaves the property out.

        Changes may name objects in plain text, in which Pulumi sees no dependency; so the resource says what it depends on.
        """
        values = {**self.first(made), **(changes or {})}
        opts = pulumi.ResourceOptions(depends_on=[made[name] for name in self.needs])
        return self.kind(self.label, opts=opts, **{name: value for name, value in values.items() if value is not None})


class Noted(dict[str, Any]):
    """Takes the place of other resources' outputs, and notes which ones are read."""

    def __missing__(self, name: str) -> Any:
        self[name] = Anything()
        return self[name]


class Anything:
    """Any property of a resource."""

    def __getattr__(self, name: str) -> str:
        return name


def program(lives: tuple[Life, ...], changes: Mapping[str, Values] | None = None) -> Callable[[], None]:
    """A program that declares all lives, some of them changed."""

    def run() -> None:
        made: dict[str, Any] = {}
        for life in lives:
            made[life.label] = life.declare(made, (changes or {}).get(life.label))

    return run
