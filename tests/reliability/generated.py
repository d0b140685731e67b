"""Generated inputs, from the shapes of each kind: valid values, and values with one mistake whose place is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import annotated_types as bounds
from hypothesis import assume
from hypothesis import strategies as st
from pydantic import StringConstraints

import pulumi_statsig_console as statsig
from statsig_console.declaring.annotations import Pattern
from statsig_console.declaring.kinds import Kind, kinds_in
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, Member, OneOf, Record, Scalar, Shape
from statsig_console.serving import PROJECT
from statsig_console.values import json_text

KINDS: dict[str, Kind] = {kind.label: kind for kind in kinds_in(statsig)}

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(LETTERS, max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(LETTERS, max_size=5), inner, max_size=3),
    max_leaves=5,
)
NONSENSE = {"no such key": [True]}


def fitting(shape: Shape) -> st.SearchStrategy[Any]:
    """Valid values of a shape, in state's form."""
    if isinstance(shape, Scalar):
        return scalars(shape)
    if isinstance(shape, JsonValue):
        if shape.objects_only:
            return st.dictionaries(st.text(LETTERS, max_size=5), JSON, max_size=3).map(json_text)
        return (st.lists(JSON, max_size=3) if shape.lists_only else JSON).map(json_text)
    if isinstance(shape, ListOf):
        least, most = lengths(shape.marks)
        return st.lists(fitting(shape.item), min_size=least, max_size=min(most, least + 2))
    if isinstance(shape, MapOf):
        return st.dictionaries(st.text(LETTERS, min_size=1, max_size=5), fitting(shape.value), max_size=2)
    if isinstance(shape, Record):
        return records(shape)
    if isinstance(shape, OneOf):
        return st.one_of(*(fitting(option) for option in shape.options))
    return st.text(max_size=5)


def records(shape: Record) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with all required keys and some of the others."""
    members = {member.name: st.deferred(lambda member=member: fitting(member.shape)) for member in shape.members}  # type: ignore[misc]
    required = {member.name: members[member.name] for member in shape.members if member.required}
    given = {member.name for member in shape.members if not member.by_server}  # Programs cannot set keys that only the API sets.
    optional = {name: values for name, values in members.items() if name not in required and name in given}
    return st.fixed_dictionaries(required, optional=optional)


def scalars(shape: Scalar) -> st.SearchStrategy[Any]:
    """Strings, numbers and booleans within their bounds."""
    if shape.choices:
        return st.sampled_from(shape.choices)
    if shape.type is bool:
        return st.booleans()
    if shape.type is str:
        least, most = lengths(shape.marks)
        pattern = next((mark.regex for mark in shape.marks if isinstance(mark, Pattern)), None)
        if pattern is not None:
            return st.from_regex(f"\\A(?:{pattern})\\Z", alphabet=LETTERS).filter(lambda text: least <= len(text) <= most)
        return st.text(LETTERS, min_size=least, max_size=min(most, least + 12))
    low, high, open_low, open_high = numbers(shape.marks)
    if shape.type is int:
        return st.integers(int(low) + open_low if low is not None else -1000, int(high) - open_high if high is not None else 1000)
    return st.integers(int(low) + open_low if low is not None else -1000, int(high) - open_high if high is not None else 1000).map(float)


def lengths(marks: tuple[Any, ...]) -> tuple[int, int]:
    """The least and the greatest length that the constraints of a type allow."""
    least, most = 0, 1_000_000
    for mark in marks:
        if isinstance(mark, (bounds.MinLen, StringConstraints)) and getattr(mark, "min_length", None) is not None:
            least = mark.min_length  # type: ignore[assignment]
        if isinstance(mark, (bounds.MaxLen, StringConstraints)) and getattr(mark, "max_length", None) is not None:
            most = mark.max_length  # type: ignore[assignment]
        if isinstance(mark, bounds.Len):
            least, most = mark.min_length, mark.max_length or most
    return least, most


def numbers(marks: tuple[Any, ...]) -> tuple[Any, Any, bool, bool]:
    """The bounds among the constraints of a type, and which of them are excluded."""
    low = high = None
    open_low = open_high = False
    for mark in marks:
        if isinstance(mark, bounds.Gt):
            low, open_low = mark.gt, True
        if isinstance(mark, bounds.Ge):
            low = mark.ge
        if isinstance(mark, bounds.Lt):
            high, open_high = mark.lt, True
        if isinstance(mark, bounds.Le):
            high = mark.le
        if isinstance(mark, bounds.Interval):
            low, high = mark.ge if mark.ge is not None else mark.gt, mark.le if mark.le is not None else mark.lt
            open_low, open_high = mark.gt is not None, mark.lt is not None
    return low, high, open_low, open_high


@dataclass(frozen=True)
class Mistake:
    """Inputs with one mistake: its sort, and the property that it is in."""

    sort: str
    property: str
    inputs: dict[str, Any]


@st.composite
def mistakes(draw: Callable[..., Any], label: str) -> Mistake:
    """Inputs of the kind of this name with one mistake somewhere, at any depth."""
    # Hypothesis writes down the arguments of a strategy, which for a kind would be pages.
    kind = KINDS[label]
    members = [member for member in kind.record.members if member.name != PROJECT]
    beside = draw(st.lists(st.sampled_from(members), max_size=2, unique_by=lambda member: member.name))
    inputs = {member.name: draw(fitting(member.shape)) for member in members if member.required or member in beside}
    sort = draw(st.sampled_from(("wrong", "wrong", "wrong", "missing", "unknown")))
    if sort == "unknown":
        name = draw(st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12).filter(lambda text: text not in kind.by_name))
        return Mistake(sort, name, {**inputs, name: 1.0})
    required = [member.name for member in kind.record.members if member.required]
    if sort == "missing":
        assume(required)
        name = draw(st.sampled_from(required))
        return Mistake(sort, name, {key: value for key, value in inputs.items() if key != name})
    deep = [member for member in members if not isinstance(member.shape, Scalar)]
    member: Member = draw(st.sampled_from(deep if deep and draw(st.booleans()) else members))
    value, what = draw(unfitting(member.shape))
    return Mistake(what, member.name, {**inputs, member.name: value})


@st.composite
def unfitting(draw: Callable[..., Any], shape: Shape) -> tuple[Any, str]:
    """A value with one mistake, and the mistake."""
    ways: list[tuple[str, Callable[[], Any]]] = []
    if isinstance(shape, Scalar):
        ways = scalar_mistakes(draw, shape)
    elif isinstance(shape, JsonValue):
        assume(shape.objects_only or shape.lists_only)
        ways = [("bad JSON", lambda: draw(st.sampled_from(("{", "NaN", "[1,]", "nonsense")))), ("wrong JSON", lambda: "3")]
    elif isinstance(shape, ListOf):
        least, most = lengths(shape.marks)
        ways = [("no list", lambda: draw(st.sampled_from((NONSENSE, 3.0, True)))), ("bad element", lambda: _with_one(draw, shape))]
        ways += [("too long", lambda: [draw(fitting(shape.item))] * (most + 1))] if most < 200 else []
        ways += [("too short", lambda: draw(st.lists(fitting(shape.item), max_size=least - 1)))] if least else []
    elif isinstance(shape, MapOf):
        ways = [
            ("no object", lambda: draw(st.sampled_from(("text", 3.0, [True])))),
            ("bad entry", lambda: {"key": draw(unfitting(shape.value))[0]}),
        ]
    elif isinstance(shape, Record):
        ways = record_mistakes(draw, shape)
    elif isinstance(shape, OneOf):
        # It is hard to tell whether another option accepts a scalar, so the value is one that no option accepts.
        ways = [("no option", lambda: {**NONSENSE, "nor such": 1.0} if shape.records or shape.options else None)]
        assume(not any(isinstance(option, (MapOf, JsonValue)) for option in shape.options))
    assume(ways)
    what, make = draw(st.sampled_from(ways))
    return make(), what


def scalar_mistakes(draw: Callable[..., Any], shape: Scalar) -> list[tuple[str, Callable[[], Any]]]:
    """Wrong types, values that are no choice, bounds and patterns broken."""
    other: tuple[Any, ...] = {str: (3.0, True, ["text"], NONSENSE), bool: ("true", 1.0, [True], NONSENSE)}.get(
        shape.type, ("3", True, [3.0], NONSENSE)
    )
    ways: list[tuple[str, Callable[[], Any]]] = [("wrong type", lambda: draw(st.sampled_from(other)))]
    if shape.choices:
        return [*ways, ("no choice", lambda: draw(st.text(LETTERS, max_size=8).filter(lambda text: text not in shape.choices)))]
    if shape.type is str:
        least, most = lengths(shape.marks)
        ways += [("too long", lambda: "a" * (most + 1))] if most < 100_000 else []
        ways += [("too short", lambda: "a" * (least - 1))] if least else []
        ways += [("bad pattern", lambda: "\x00\n")] if any(isinstance(mark, Pattern) for mark in shape.marks) else []
    elif shape.type is not bool:
        low, high, _, _ = numbers(shape.marks)
        ways += [("too small", lambda: low - 1.0)] if low is not None else []
        ways += [("too large", lambda: high + 1.0)] if high is not None else []
        ways += [("no integer", lambda: 1.5)] if shape.type is int else []
    return ways


def record_mistakes(draw: Callable[..., Any], shape: Record) -> list[tuple[str, Callable[[], Any]]]:
    """Unknown keys, missing ones, and mistakes in members."""
    required = [member.name for member in shape.members if member.required]

    def missing() -> Any:
        name = draw(st.sampled_from(required))
        return {key: value for key, value in draw(records(shape)).items() if key != name}

    def bad_member() -> Any:
        member: Member = draw(st.sampled_from(shape.members))
        return {**draw(records(shape)), member.name: draw(unfitting(member.shape))[0]}

    ways = [("no object", lambda: draw(st.sampled_from(("text", 3.0, True, ["text"]))))]
    ways += [("unknown key", lambda: {**draw(records(shape)), "no_such_key": 1.0}), ("bad member", bad_member)]
    return [*ways, ("missing key", missing)] if required else ways


def _with_one(draw: Callable[..., Any], shape: ListOf) -> list[Any]:
    least, most = lengths(shape.marks)
    bad = draw(unfitting(shape.item))[0]
    return [*draw(st.lists(fitting(shape.item), min_size=max(least - 1, 0), max_size=min(most - 1, least + 1))), bad]


@st.composite
def variations(draw: Callable[..., Any], kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Valid values near given ones: some optional ones left out, some exchanged for other valid ones."""
    found = dict(values)
    for field in kind.inputs:
        chance = draw(st.integers(0, 9))
        if field.name == PROJECT or field.required or field.options.machine or field.options.address or field.name in kind.naming_inputs:
            continue
        if chance < 2:
            found.pop(field.name, None)
        elif chance < 5 and (isinstance(field.shape, Scalar) or field.has_json) and field.name in found:
            found[field.name] = draw(fitting(field.shape))
    return found
