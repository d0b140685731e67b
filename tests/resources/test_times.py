"""Times and durations in ms, in every kind: Python's own are in seconds, with which something would have happened in 1970, or at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import pulumi_statsig_console as statsig
from statsig_console.declaring.descriptions import descriptions
from statsig_console.declaring.shapes import ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.handling.validation import problems

from .test_contract import KINDS

SECONDS, HOUR = 1_767_225_600.0, 3_600.0
SHORT = {"Metric.warehouse_native.funnel_timestamp_allowance_ms"}
"""Durations that are often shorter than a minute."""


@dataclass(frozen=True)
class Place:
    """A place for a number in an input: its path, the sentence about it, and what makes the input's value of the number."""

    label: str
    name: str
    path: str
    sentence: str
    around: Callable[[float], Any]

    def told(self, number: float) -> str:
        """What a preview says of a number there."""
        found = problems(KINDS[self.label].record, {self.name: self.around(number)})
        return "; ".join(each.reason for each in found if each.property == self.path)


def numbers(shape: Shape, path: str, sentence: str, around: Callable[[Any], Any]) -> Iterator[tuple[str, str, Callable[[Any], Any]]]:
    """The numbers in a shape that a program sets: the path of each, the sentence about it, and what makes a value of the shape of it."""
    match shape:
        case Scalar():
            if shape.type in (int, float) and not shape.choices:
                yield path, sentence, around
        case ListOf(item=item):
            yield from numbers(item, f"{path}[0]", sentence, lambda value: around([value]))
        case MapOf(value=item):
            yield from numbers(item, f"{path}.key", sentence, lambda value: around({"key": value}))
        case OneOf(options=options):
            for option in options:
                yield from numbers(option, path, sentence, around)
        case Record(members=members, table=table):
            about = descriptions(table) if table else {}
            for member in members:
                if not member.computed:
                    inside = about.get(member.name, "")
                    yield from numbers(member.shape, f"{path}.{member.name}", inside, lambda value, name=member.name: around({name: value}))
        case _:
            return


def places() -> Iterator[Place]:
    """Every number in every kind's inputs."""
    for label, kind in KINDS.items():
        about = descriptions(getattr(statsig, label))
        for each in kind.inputs:
            for path, sentence, around in numbers(each.shape, each.name, about.get(each.name, ""), lambda value: value):
                yield Place(label, each.name, path, sentence, around)


PLACES = [*places()]
TIMES = [each for each in PLACES if "in ms since 1970" in each.sentence]
DURATIONS = [each for each in PLACES if each.path.endswith("_ms") and f"{each.label}.{each.path}" not in SHORT]


@pytest.mark.parametrize("place", TIMES, ids=lambda place: f"{place.label}.{place.path}")
def test_a_time_in_seconds_is_a_mistake(place: Place) -> None:
    """Wherever a sentence says that a time is in ms."""
    assert "multiply seconds by 1000" in place.told(SECONDS)
    assert "1970" not in place.told(SECONDS * 1000)


@pytest.mark.parametrize("place", DURATIONS, ids=lambda place: f"{place.label}.{place.path}")
def test_a_duration_in_seconds_is_told(place: Place) -> None:
    """As a mistake where the API has a bound, else as a line."""
    assert place.told(HOUR)
    assert not place.told(HOUR * 1000)


def test_a_condition_on_the_time_takes_ms() -> None:
    """One, or several in a list."""
    for value in (SECONDS, [SECONDS]):
        rule = {"name": "Late", "pass_percentage": 1, "conditions": [{"type": "time", "operator": "after", "target_value": value}]}
        found = [each.reason for each in problems(KINDS["Gate"].record, {"name": "Late", "rules": [rule]})]
        assert ["multiply seconds by 1000" in each for each in found] == [True]


def test_some_are_shown() -> None:
    """Else the tests would show nothing."""
    assert {"Gate.gradual_rollout_strategy.phases[0].time", "Experiment.external_events[0].timestamp"} <= {
        f"{each.label}.{each.path}" for each in TIMES
    }
    assert len(DURATIONS) >= 5
