"""Checks: which values of one object fit together.

A kind declares its checks in the class line, a nested class by `checked`; the preview names the property that does not fit. A value that
must be wrong is an error. A value that may be wrong is `doubtful`: the preview warns of it when it is new. No message holds a value of
the program, which may be secret.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Protocol, TypeGuard, TypeVar

from pulumi.output import Unknown

from statsig_console.errors import Problem
from statsig_console.records import record
from statsig_console.values import is_nothing, nearest, parsed_json

from .json_schema import breaches
from .plain import is_newer, is_rounded
from .shapes import ListOf, MapOf, OneOf, Record, Shape, members_with

Class = TypeVar("Class", bound=type)

SECONDS_END = 10**11
"""Positive numbers below this are taken for seconds since 1970, not for ms; as seconds it is the year 5138."""


class Check(Protocol):
    """A rule for the values of one object."""

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        """What does not fit in `values`. Unknown values fit, and so do values of a wrong type, which validation reports."""
        ...


def checked(*checks: Check) -> Callable[[Class], Class]:
    """Marks a nested class with the checks of its values."""

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
    """Whether a value cannot be checked: it is unknown, or marked as newer than the package."""
    return isinstance(value, Unknown) or is_newer(value)


@record
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


@record
class OneChoice:
    """Nobody is in two elements of a list, each of which makes a choice for whom its `units` name: only one of them can hold.

    Elements are about the same units where their values under `within` are equal. `units` are properties with one name or a list of names.
    """

    list: str
    units: tuple[str, ...]
    within: tuple[str, ...] = ()

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        first: dict[Any, int] = {}
        for number, each in enumerate(listed(values.get(self.list))):
            if not isinstance(each, Mapping) or any(is_open(each.get(name)) for name in self.within):
                continue
            about = tuple(str(each.get(name) or "") for name in self.within)
            for name in self.units:
                for place, unit in each_of(each, name):
                    if isinstance(unit, str) and (other := first.setdefault((unit, *about), number)) != number:
                        yield Problem(f"{self.list}[{number}].{place}", f"is in {self.list}[{other}] too, and only one of them can hold")


@record
class AddsUp:
    """The shares under `key` of a list's elements add up to 100 %, or with `at_most` to no more than 100 %.

    A rounding error of 0.01 per element is fine, one of 0.1 per element is doubtful.
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


@record
class InMs:
    """A time in ms since 1970, or a list of them. With `ahead`, it should be in the future.

    `when` limits the check to these values of other properties.
    """

    property: str
    ahead: bool = False
    when: Mapping[str, Any] = field(default_factory=dict)

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        if any(values.get(name) != each for name, each in self.when.items()):
            return
        for place, value in each_of(values, self.property):
            if not is_number(value):
                continue
            if 0 < value < SECONDS_END:
                yield Problem(place, "is a day of the early 1970s: times are in ms since 1970, so multiply seconds by 1000")
            elif self.ahead and value < time.time() * 1000:
                yield Problem(place, "is in the past", doubtful=True)


@record
class Exact:
    """A text or number, or a list of them, that holds no number which Pulumi may have rounded: it may be an ID, whose digits all count."""

    property: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        for place, value in each_of(values, self.property):
            if is_rounded(value):
                yield Problem(place, "is a whole number beyond 2^53, which Pulumi may have rounded: give it as a text")


@record
class Lasts:
    """A duration in ms. Less than a minute is doubtful: it is probably meant in seconds."""

    property: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value = values.get(self.property)
        if is_number(value) and 0 < value < 60_000:
            yield Problem(self.property, "is less than a minute: it is in ms, not in seconds", doubtful=True)


@record
class Longest:
    """A text that the API may refuse when it has more than `characters`."""

    property: str
    characters: int

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        value = values.get(self.property)
        if isinstance(value, str) and len(value) > self.characters:
            yield Problem(self.property, f"has more than {self.characters} characters, which the API may cut or refuse", doubtful=True)


@record
class NoNulls:
    """A JSON value in which Statsig may not keep nulls."""

    property: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        for path in nulls(parsed(values.get(self.property)), self.property):
            yield Problem(path, "is null, which Statsig may not keep: leave it out where it means nothing", doubtful=True)


@record
class JsonTexts:
    """A list of texts, each a JSON object."""

    list: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        for number, each in enumerate(listed(values.get(self.list))):
            if isinstance(each, str) and not isinstance(parsed(each), dict):
                yield Problem(f"{self.list}[{number}]", "is not the text of a JSON object, as json.dumps makes it")


@record
class Matches:
    """JSON values that must be valid by the JSON Schema in another property. A path can lead into lists: ``rules[].return_value``."""

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


@record
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


@record
class Alternatives:
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
        how = "says something else in another notation" if contrary else "is the same value in another notation"
        yield Problem(self.property, f"stands beside {self.other}, which {how}: set one", doubtful=not contrary)


@record
class Either:
    """Two properties of which exactly one is set."""

    property: str
    other: str

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        one, two = values.get(self.property), values.get(self.other)
        if is_open(one) or is_open(two) or is_nothing(one) is not is_nothing(two):
            return
        yield Problem(self.property, f"is required, or {self.other} instead" if is_nothing(one) else f"stands beside {self.other}: set one")


@record
class Unclaimed:
    """A JSON object that must have no key that is the API's name of another property; `names` has the property for each API name."""

    property: str
    names: Mapping[str, str]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        given = parsed(values.get(self.property))
        for key in given if isinstance(given, dict) else ():
            if key in self.names:
                yield Problem(f"{self.property}.{key}", f"is a property by itself: {self.names[key]}")


@record
class Spelt:
    """A text that is usually one of `words`. A near miss is a mistake; any other text may be a word that the API has since added."""

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


@record
class Demands:
    """What one value of a property demands of other properties.

    - `needs`: properties that must be set. They need not be where a property in `unless` has one of the values given there.
    - `lacks`: properties that must not be set. `single`: lists that may hold one element only; `instead` is the advice.
    - `known`: the values of other properties that are known to work.
    """

    needs: tuple[str, ...] = ()
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    instead: str = ""
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@record
class ByValue:
    """What each value of one property demands of other properties."""

    property: str
    demands: Mapping[str, Demands]

    def complaints(self, values: Mapping[str, Any]) -> Iterable[Problem]:
        chosen = values.get(self.property)
        demanded = self.demands.get(chosen) if isinstance(chosen, str) else None
        if demanded is None:
            return
        needless = any(values.get(name) in words for name, words in demanded.unless.items() if not is_open(values.get(name)))
        for name in () if needless else demanded.needs:
            if values.get(name) in (None, ""):
                yield Problem(name, f"is required with {self.property} {chosen}")
            elif values.get(name) == []:
                yield Problem(name, f"is empty, with which {self.property} {chosen} is met by nobody, or by all", doubtful=True)
        for name in demanded.lacks:
            if not is_nothing(values.get(name)) and not is_open(values.get(name)):
                yield Problem(name, f"is not taken with {self.property} {chosen}")
        for name in demanded.single:
            if len(listed(values.get(name))) > 1:
                yield Problem(name, f"holds one with {self.property} {chosen}, not several: {demanded.instead}")
        for name, words in demanded.known.items():
            value = values.get(name)
            if isinstance(value, str) and value not in words:
                yield Problem(name, f"is not known to work with {self.property} {chosen}; known are {', '.join(words)}", doubtful=True)


@record
class Together:
    """With one of `values` in the property `other`, the service usually needs at least `least` elements in `lists` together.

    A path in `lists` may lead into the elements of another list; then the elements of all inner lists count.
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
    """As in ``together("funnel_event_list", 2, "type", "funnel")``: lists are separated by spaces, ``a.b`` is in the elements of ``a``."""
    return Together(tuple(lists.split()), least, other, values)


def distinct(lists: str, key: str = "name", doubtful: bool = False) -> tuple[Distinct, ...]:
    """One check per list, as in ``*distinct("rules groups")``: lists are separated by spaces."""
    return tuple(Distinct(each, key, doubtful) for each in lists.split())


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is a known number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def within(values: Any, steps: Sequence[str]) -> Iterator[Any]:
    """The values at a path that goes through every element of the lists on it. An unknown on the path is yielded itself."""
    if not steps or is_open(values):
        yield values
    elif isinstance(values, list):
        for each in values:
            yield from within(each, steps)
    elif isinstance(values, Mapping):
        yield from within(values.get(steps[0]), steps[1:])


def each_of(values: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """A property's value, or the elements of its list, each with its path."""
    value = values.get(name)
    if not isinstance(value, list):
        yield name, value
        return
    for number, each in enumerate(value):
        yield f"{name}[{number}]", each


def listed(value: Any) -> Sequence[Any]:
    """The elements of a list; none where the value is unknown or no list."""
    return value if isinstance(value, list) else ()


def parsed(value: Any) -> Any:
    """The value of a JSON text; None where the value is no JSON text."""
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
