"""Sets: lists whose order means nothing. Repeated elements are reported, and the other elements keep their former order. Pure.

Pulumi compares lists place by place, so a set in another order would show as a change of every element. It compares texts letter by
letter, so another notation of the same value would show as a change too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.fields import Carry, Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import (
    JsonValue,
    ListOf,
    MapOf,
    OneOf,
    Opposes,
    Record,
    Scalar,
    Shape,
    key_of,
    members_with,
)
from statsig_console.errors import Problem
from statsig_console.values import same_json, text_of

MOST_TOLD = 10
"""The most repeated elements of one list that are reported."""


def repeated(kind: Kind, inputs: Mapping[str, Any]) -> list[Problem]:
    """The elements that are repeated in a set, or are in two sets with opposite meanings. Values may be secret and are not shown."""
    return list(_within(kind.record, inputs, ""))


def as_before(kind: Kind, news: Mapping[str, Any], olds: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the notation of the old values where both mean the same, and sets in the order of their old elements."""
    known = kind.by_name
    return {
        name: _as_before(known[name], value, old) if (old := olds.get(name)) != value and name in known else value
        for name, value in news.items()
    }


def _as_before(field: Field, new: Any, old: Any) -> Any:
    same = field.options.same
    if same and isinstance(new, str) and isinstance(old, str) and same(old, new) and same(new, old):
        return old
    return in_order(field.shape, new, old, field.options.carry)


def in_order(shape: Shape, new: Any, old: Any, carry: Carry | None = None) -> Any:
    """A value with its sets in the old order, and in the old notation where both mean the same: JSON, line ends, 1 and "1".

    A former element keeps its place. A new element takes the place of one that is gone, or comes last; where more elements are gone than
    new, the last elements fill the gaps. Elements of other lists are matched by the key in `carry`, or by their place.
    """
    if new == old or not old or not new or isinstance(new, Unknown):
        return new
    if isinstance(shape, OneOf) and not shape.records and shape.same(old, new):
        return old
    if type(old) is not type(new):
        return new
    match shape:
        case JsonValue():
            return old if same_json(shape.decode(old), shape.decode(new)) else new
        case Scalar():
            return old if shape.same(old, new) else new
        case ListOf(item=item) if isinstance(new, list):
            return _set_in_order(item, new, old) if shape.is_set else _list_in_order(item, new, old, carry)
        case OneOf() if isinstance(new, list):
            return _placed(new, old, [_text]) if shape.has_set else new
        case OneOf():
            return in_order(shape.option(new), new, old, carry)
        case Record(by_name=members) if isinstance(new, dict):
            within = carry.within if carry else {}
            return {
                name: in_order(members[name].shape, each, old.get(name), within.get(name)) if name in members else each
                for name, each in new.items()
            }
        case MapOf(value=value) if isinstance(new, dict):
            return {name: in_order(value, each, old.get(name)) for name, each in new.items()}
        case _:
            return new


def _list_in_order(item: Shape, new: Sequence[Any], old: Sequence[Any], carry: Carry | None) -> list[Any]:
    if carry is None:
        return [*(in_order(item, *pair) for pair in zip(new, old, strict=False)), *new[len(old) :]]
    known = {key_of(each.get(carry.by)): each for each in reversed(old) if isinstance(each, dict)}
    return [in_order(item, each, known.get(key_of(each.get(carry.by))), carry) if isinstance(each, dict) else each for each in new]


def _set_in_order(item: Shape, new: Sequence[Any], old: Sequence[Any]) -> list[Any]:
    if not isinstance(item, Record):
        return _placed(new, old, [key_of])
    # A changed element is matched by its values outside inner lists and objects, or by its first key, mostly a name.
    first = item.members[0].name
    found = _placed(new, old, [key_of, _outside, lambda each: key_of(each.get(first)) if isinstance(each, dict) else id(each)])
    return _list_in_order(item, found, old, None)


def _outside(element: Any) -> Any:
    """A key made of an object's values, without inner lists and objects."""
    values = element.items() if isinstance(element, dict) else ()
    return key_of({name: each for name, each in values if not isinstance(each, (dict, list))}) if values else id(element)


def _text(element: Any) -> Any:
    return text_of(element) if isinstance(element, (str, int, float)) else id(element)


def _placed(new: Sequence[Any], old: Sequence[Any], keys: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """The new elements, each in the place of the old element with the same key; `keys` are tried one after the other."""
    places: dict[int, Any] = {}
    left = list(new)
    for key in keys:
        known: dict[Any, list[int]] = {}
        for place in reversed(range(len(old))):
            if place not in places:
                known.setdefault(key(old[place]), []).append(place)
        rest = []
        for each in left:
            found = known.get(key(each))
            if found:
                places[found.pop()] = each
            else:
                rest.append(each)
        left = rest
        if not left:
            break
    free = [place for place in range(len(old)) if place not in places]
    places |= dict(zip(free, left, strict=False))
    gaps, more, taken = free[len(left) :], left[len(free) :], sorted(places)
    for gap in gaps:
        if not taken or taken[-1] < gap:
            break
        places[gap] = places.pop(taken.pop())
    return [*(places[place] for place in sorted(places)), *more]


def _repeated(shape: Shape, beside: Mapping[str, Any], name: str, path: str) -> Iterator[Problem]:
    """The problems of one member of an object at a path; `beside` holds all its members."""
    value, here = beside.get(name), f"{path}{name}"
    if isinstance(shape, ListOf) and isinstance(value, list):
        opposite = next((mark.name for mark in shape.marks if isinstance(mark, Opposes)), None)
        other = beside.get(opposite) if opposite else None
        found = _twice(value, here) if shape.is_set else iter(())
        yield from islice(found, MOST_TOLD)
        if isinstance(other, list):
            yield from islice(_opposed(value, here, other, f"{path}{opposite}"), MOST_TOLD)
    yield from _within(shape, value, here)


def _is_set(shape: Shape) -> bool:
    return isinstance(shape, ListOf) and (shape.is_set or any(isinstance(mark, Opposes) for mark in shape.marks))


def _within(shape: Shape, value: Any, path: str) -> Iterator[Problem]:
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            for number, each in () if isinstance(item, Scalar) else enumerate(value):
                yield from _within(item, each, f"{path}[{number}]")
        case OneOf(has_set=True) if isinstance(value, list):
            yield from islice(_twice(value, path, key=_text), MOST_TOLD)
        case OneOf() if isinstance(value, Mapping):
            yield from _within(shape.option(value), value, path)
        case Record() if isinstance(value, Mapping):
            for member in members_with(shape, _is_set):
                yield from _repeated(member.shape, value, member.name, f"{path}." if path else "")
        case MapOf(value=inner) if isinstance(value, Mapping):
            for key in value:
                yield from _repeated(inner, value, key, f"{path}.")
        case _:
            return


def _twice(elements: Sequence[Any], path: str, key: Callable[[Any], Any] = key_of) -> Iterator[Problem]:
    first: dict[Any, int] = {}
    for number, each in enumerate(elements):
        if (place := first.setdefault(key(each), number)) != number:
            yield Problem(f"{path}[{number}]", f"is {path}[{place}] again: the list means a set")


def _opposed(elements: Sequence[Any], path: str, others: Sequence[Any], opposite: str) -> Iterator[Problem]:
    places = {key_of(each): number for number, each in enumerate(others)}
    for number, each in enumerate(elements):
        if (place := places.get(key_of(each))) is not None:
            yield Problem(f"{path}[{number}]", f"is {opposite}[{place}] too, which says the opposite")
