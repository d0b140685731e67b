"""Checks: what the values of one object mean for each other.

A kind declares them in its class line, a nested class by `checked`; the preview names the property that does not fit. What cannot be
right is an error. What only may be wrong (`doubtful`) is a line of the preview, when the value is new. No text holds a value of the
program, which may be secret.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeGuard, TypeVar

from pulumi.output import Unknown

from statsig_console.errors import Problem
from statsig_console.values import is_nothing, nearest, parsed_json

from .json_schema import breaches
from .plain import is_newer
from .shapes import ListOf, MapOf, OneOf, Record, Shape, members_with

Class = TypeVar("Class", bound=type)

SECONDS_END = 10**11
"""From here on a number is taken for ms since 1970; as seconds it would be in the year 5138."""


class Check(Protocol):
    """Something to find out about the values of one object."""

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        """What does not fit in `values`; values that are not known yet fit, and so do those of a wrong type, which are told elsewhere."""
        ...


def checked(*checks: Check) -> Callable[[Class], Class]:
    """Marks a nested class with what is to be found out about its values."""

    def mark(table: Class) -> Class:
        table.__checks__ = checks  # type: ignore[attr-defined]
        return table

    return mark


def complaints(shape: Shape, value: Any, path: str = "") -> Iterator[Problem]:
    """What the checks of a shape and of all shapes inside it find in a value."""
    if is_open(value):
        return
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            for number, each in enumerate(value):
                yield from complaints(item, each, f"{path}[{number}]")
        case MapOf(value=item) if isinstance(value, Mapping):
            for key, each in value.items():
                yield from complaints(item, each, f"{path}.{key}")
        case OneOf() if isinstance(value, (list, Mapping)):
            yield from complaints(shape.option(value), value, path)
        case Record(checks=checks) if isinstance(value, Mapping):
            for check in checks:
                for found in check.complaints(value):
                    yield replace(found, property=f"{path}.{found.property}" if path else found.property)
            for member in members_with(shape, is_checked):
                if member.name in value:
                    yield from complaints(member.shape, value[member.name], f"{path}.{member.name}" if path else member.name)
        case _:
            return


def is_checked(shape: Shape) -> bool:
    """Whether there are checks on the values of a shape."""
    return isinstance(shape, Record) and bool(shape.checks)


def is_open(value: Any) -> bool:
    """Whether nothing can be said of a value: it is not known yet, or it is newer than the package."""
    return isinstance(value, Unknown) or is_newer(value)


@dataclass(frozen=True)
class Distinct:
    """No two elements of a list have the same value under `key`."""

    list: str
    key: str
    doubtful: bool = False

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        seen: dict[Any, int] = {}
        for number, each in enumerate(listed(values.get(self.list))):
            value = each.get(self.key) if isinstance(each, Mapping) else None
            if not isinstance(value, str):
                continue
            if value in seen:
                yield Problem(
                    f"{self.list}[{number}].{self.key}", f"is the {self.key} of {self.list}[{seen[value]}] too", doubtful=self.doubtful
                )
            else:
                seen[value] = number


@dataclass(frozen=True)
class AddsUp:
    """The shares under `key` of a list's elements are 100 % together, or with `at_most` not more.

    Thirds, rounded to hundredths, do so well enough; rounded to tenths, they may.
    """

    list: str
    key: str
    at_most: bool = False

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        elements = [each for each in listed(values.get(self.list)) if isinstance(each, Mapping)]
        shares = [share for each in elements if is_number(share := each.get(self.key))]
        if not shares or len(shares) < len(elements):
            return
        away = sum(shares) - 100
        if abs(away) <= 0.01 * len(shares):
            return
        reason = f"add up to {'more' if away > 0 else 'less'} than 100 in {self.key}"
        yield Problem(self.list, reason, doubtful=abs(away) <= 0.1 * len(shares) or (self.at_most and away < 0))


@dataclass(frozen=True)
class InMs:
    """A time in ms since 1970; with `ahead`, one that should not be over."""

    property: str
    ahead: bool = False
    when: Mapping[str, Any] = field(default_factory=dict)

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value = values.get(self.property)
        if not is_number(value) or any(values.get(name) != each for name, each in self.when.items()):
            return
        if 0 < value < SECONDS_END:
            yield Problem(self.property, "is a day of the early 1970s: times are in ms since 1970, so multiply seconds by 1000")
        elif self.ahead and value < time.time() * 1000:
            yield Problem(self.property, "is in the past", doubtful=True)


@dataclass(frozen=True)
class Lasts:
    """A duration in ms that is hardly meant to be shorter than a minute."""

    property: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value = values.get(self.property)
        if is_number(value) and 0 < value < 60_000:
            yield Problem(self.property, "is less than a minute: it is in ms, not in seconds", doubtful=True)


@dataclass(frozen=True)
class Longest:
    """A text that may be refused where it has more than `characters`."""

    property: str
    characters: int

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value = values.get(self.property)
        if isinstance(value, str) and len(value) > self.characters:
            yield Problem(self.property, f"has more than {self.characters} characters, which the API may cut or refuse", doubtful=True)


@dataclass(frozen=True)
class NoNulls:
    """A JSON value in which null may not be kept."""

    property: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        for path in nulls(parsed(values.get(self.property)), self.property):
            yield Problem(path, "is null, which Statsig may not keep: leave it out where it means nothing", doubtful=True)


@dataclass(frozen=True)
class JsonTexts:
    """A list of texts, each of which is that of a JSON object."""

    list: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        for number, each in enumerate(listed(values.get(self.list))):
            if isinstance(each, str) and not isinstance(parsed(each), dict):
                yield Problem(f"{self.list}[{number}]", "is not the text of a JSON object, as json.dumps makes it")


@dataclass(frozen=True)
class Matches:
    """JSON values that have to be valid by the JSON Schema in another property. A path goes into lists: ``rules[].return_value``."""

    schema: str
    paths: tuple[str, ...]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        schema = parsed(values.get(self.schema))
        for path in self.paths if isinstance(schema, (dict, bool)) else ():
            for place, value in found_at(values, path.split("."), ""):
                known = parsed(value)
                if known is not None:
                    for inside, reason in breaches(schema, known):
                        yield Problem(place + inside, f"{reason}, by {self.schema}")


@dataclass(frozen=True)
class TypedBy:
    """A JSON value whose JSON type another property names."""

    property: str
    type: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value, wanted = values.get(self.property), values.get(self.type)
        if not isinstance(value, str) or not isinstance(wanted, str):
            return
        try:
            known = parsed_json(value)
        except ValueError:
            return
        for inside, _ in breaches({"type": wanted}, known):
            yield Problem(self.property + inside, f"is not of the type that {self.type} names")


@dataclass(frozen=True)
class Twins:
    """Two notations of one value, of which a program sets one."""

    property: str
    other: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        one, two = values.get(self.property), values.get(self.other)
        if is_nothing(one) or is_nothing(two) or is_open(one) or is_open(two):
            return
        left, right = parsed(one), parsed(two)
        if isinstance(left, (dict, list)) and isinstance(right, (dict, list)) and left == right:
            return
        contrary = isinstance(left, (dict, list)) and isinstance(right, (dict, list))
        says = "something else" if contrary else "the same"
        yield Problem(self.property, f"stands beside {self.other}, which says {says} in another notation: set one", doubtful=not contrary)


@dataclass(frozen=True)
class Either:
    """Two properties of which exactly one is set."""

    property: str
    other: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        one, two = values.get(self.property), values.get(self.other)
        if is_open(one) or is_open(two) or is_nothing(one) is not is_nothing(two):
            return
        yield Problem(self.property, f"is required, or {self.other} instead" if is_nothing(one) else f"stands beside {self.other}: set one")


@dataclass(frozen=True)
class Unclaimed:
    """A JSON object none of whose keys is the API's name of another property."""

    property: str
    names: Mapping[str, str]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        given = parsed(values.get(self.property))
        for key in given if isinstance(given, dict) else ():
            if key in self.names:
                yield Problem(f"{self.property}.{key}", f"is a property by itself: {self.names[key]}")


@dataclass(frozen=True)
class Spelt:
    """A text that mostly is one of a few words. One that is nearly such a word is a mistake, any other may be a new one."""

    property: str
    words: tuple[str, ...]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value = values.get(self.property)
        if not isinstance(value, str) or value in self.words:
            return
        meant = nearest(value, self.words)
        if meant:
            yield Problem(self.property, f"is no {self.property} of the API; did you mean {meant}? A newer one is written statsig.newer(…)")
        else:
            yield Problem(self.property, f"is no {self.property} that the API's document lists ({', '.join(self.words)})", doubtful=True)


@dataclass(frozen=True)
class Habit:
    """What goes with one value of a property.

    - `needs`: properties that must be set, unless another one has a value that makes them needless (`unless`).
    - `lacks`: properties that say nothing there. `single`: properties that hold one value, not a list of several; `instead` is the advice.
    - `known`: the values of another property that are known to work.
    """

    needs: tuple[str, ...] = ()
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    instead: str = ""
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ByValue:
    """What goes with each value of one property."""

    property: str
    habits: Mapping[str, Habit]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        chosen = values.get(self.property)
        habit = self.habits.get(chosen) if isinstance(chosen, str) else None
        if habit is None:
            return
        needless = any(values.get(name) in words for name, words in habit.unless.items() if not is_open(values.get(name)))
        for name in () if needless else habit.needs:
            if values.get(name) in (None, ""):
                yield Problem(name, f"is required with {self.property} {chosen}")
            elif values.get(name) == []:
                yield Problem(name, f"is empty, with which {self.property} {chosen} is met by nobody, or by all", doubtful=True)
        for name in habit.lacks:
            if not is_nothing(values.get(name)) and not is_open(values.get(name)):
                yield Problem(name, f"is not taken with {self.property} {chosen}")
        for name in habit.single:
            if len(listed(values.get(name))) > 1:
                yield Problem(name, f"holds one with {self.property} {chosen}, not several: {habit.instead}")
        for name, words in habit.known.items():
            value = values.get(name)
            if isinstance(value, str) and value not in words:
                yield Problem(name, f"is not known to work with {self.property} {chosen}; known are {', '.join(words)}", doubtful=True)


@dataclass(frozen=True)
class Together:
    """With these values of another property, the service mostly needs so many elements in some lists together.

    A list may be inside the elements of another one: then all of these count, if there are any.
    """

    lists: tuple[str, ...]
    least: int
    other: str
    values: tuple[str, ...]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        chosen = values.get(self.other)
        found = [each for path in self.lists for each in within(values, path.split("."))]
        if chosen not in self.values or not found or any(is_open(each) for each in found):
            return
        if sum(len(listed(each)) for each in found) < self.least:
            first, *rest = self.lists
            these = f"at least {self.least} elements" if self.least > 1 else "an element"
            others = f", or {' or '.join(rest)} instead," if rest else ""
            yield Problem(first, f"needs {these}{others} with {self.other} {chosen} to be computed", doubtful=True)


def together(lists: str, least: int, other: str, *values: str) -> Together:
    """``together("funnel_event_list", 2, "type", "funnel")``: lists are separated by spaces, ``a.b`` is in the elements of ``a``."""
    return Together(tuple(lists.split()), least, other, values)


def distinct(lists: str, key: str = "name", doubtful: bool = False) -> tuple[Distinct, ...]:
    """``*distinct("rules groups")``: in each of these lists, separated by spaces."""
    return tuple(Distinct(each, key, doubtful) for each in lists.split())


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is a known number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def within(values: Any, steps: Sequence[str]) -> Iterator[Any]:
    """The values at a path that leads through all elements of the lists on the way; of what is not known yet, that itself."""
    if not steps or is_open(values):
        yield values
    elif isinstance(values, list):
        for each in values:
            yield from within(each, steps)
    elif isinstance(values, Mapping):
        yield from within(values.get(steps[0]), steps[1:])


def listed(value: Any) -> Sequence[Any]:
    """The elements of a list; none where it is not known, or none."""
    return value if isinstance(value, list) else ()


def parsed(value: Any) -> Any:
    """The value of a JSON text; None where it is none."""
    try:
        return parsed_json(value) if isinstance(value, str) else None
    except ValueError:
        return None


def nulls(value: Any, path: str) -> Iterator[str]:
    """The paths of all nulls inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        place = f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}"
        if each is None:
            yield place
        yield from nulls(each, place)


def found_at(values: Any, steps: Sequence[str], path: str) -> Iterator[tuple[str, Any]]:
    """The values at a path, each with its own path."""
    if not steps:
        yield path, values
        return
    name = steps[0].removesuffix("[]")
    value = values.get(name) if isinstance(values, Mapping) else None
    place = f"{path}.{name}" if path else name
    if steps[0].endswith("[]"):
        for number, each in enumerate(listed(value)):
            yield from found_at(each, steps[1:], f"{place}[{number}]")
    elif value is not None and not is_open(value):
        yield from found_at(value, steps[1:], place)
