"""Combinations: properties that the API takes, or requires, only with certain values of another property.

A kind declares them as data, and the preview names the property that does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi.output import Unknown

from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.values import is_nothing

from .plain import is_newer


@record
class Combination:
    """Properties that the API takes only when `other` has one of `values`; with `needed`, it requires them then. None means not set."""

    properties: tuple[str, ...]
    other: str
    values: tuple[Any, ...]
    needed: bool = False

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        """What does not fit in `values`. Unknown values fit."""
        other = values.get(self.other)
        if isinstance(other, Unknown) or is_newer(other) or (other in self.values) is not self.needed:
            return
        for name in self.properties:
            if is_nothing(values.get(name)) is self.needed:
                yield Problem(name, f"is {'required' if self.needed else 'only taken'} when {self.other} {self._is()}")

    def _is(self) -> str:
        said = ["is left out" if value is None else f"is {value!r}" for value in self.values]
        return " or ".join(said)


def only_when(properties: str, other: str, *values: Any) -> Combination:
    """As in ``only_when("funnel_event_list", "type", "funnel")``: several properties are separated by spaces."""
    return Combination(tuple(properties.split()), other, values)


def needed_when(properties: str, other: str, *values: Any) -> Combination:
    """As in ``needed_when("sql", "source_type", "query", None)``: several properties are separated by spaces."""
    return Combination(tuple(properties.split()), other, values, needed=True)
