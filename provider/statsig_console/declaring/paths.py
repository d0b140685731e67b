"""Paths to properties in the form of Pulumi's options: ``rules[0].pass_percentage``, ``rules[*]``, ``labels["a.b"]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from statsig_console.values import nearest

from .shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape

_SEGMENT = re.compile(r'\.?(?:(?P<name>[^.\[\]"]+)|\[(?P<index>\d+|\*)\]|\["(?P<key>(?:\\.|[^"\\])*)"\])')
_ANY = "*"


def path_problem(record: Record, path: str, spelt: Callable[[str], str] | None = None) -> str | None:
    """Why a path cannot lead to an input, in a sentence; None where it can.

    `spelt` gives a name as programs in other languages spell it. To them JSON is no text, but a value with keys.
    """
    return _problem(record, segments(path), (), spelt)


def segments(path: str) -> list[str]:
    """A path's parts."""
    return [next(part for part in match.groups() if part is not None) for match in _SEGMENT.finditer(path)]


def _problem(shape: Shape, ahead: Sequence[str], passed: tuple[str, ...], spelt: Callable[[str], str] | None) -> str | None:
    if not ahead:
        return None
    name, rest, here = ahead[0], ahead[1:], (*passed, ahead[0])
    match shape:
        case Record():
            if name == _ANY:
                return None
            known = {spelt(each) if spelt else each: member for each, member in shape.by_name.items()}
            if name not in known:
                meant = nearest(name, [*known])
                return f'{shape.name} has no input "{name}"{f"; did you mean {meant}?" if meant else "."}'
            return _problem(known[name].shape, rest, here, spelt)
        case ListOf():
            return _problem(shape.item, rest, here, spelt)
        case MapOf():
            return _problem(shape.value, rest, here, spelt)
        case OneOf():
            found = [_problem(option, ahead, passed, spelt) for option in shape.options]
            return None if None in found else found[0]
        case JsonValue() if spelt:
            return None
        case JsonValue():
            return f"{written(passed)} is one value, whose keys Pulumi does not know. Ignore it whole, or not at all."
        case _:
            return f"{written(passed)} holds no properties."


def as_declared(record: Record, path: str) -> str:
    """The API's path under the program's names, as far as declared: ``rules[0].pass_percentage`` for ``rules.0.passPercentage``."""
    return written(_declared(record, segments(path))) if path else ""


def _declared(shape: Shape, ahead: Sequence[str]) -> Sequence[str]:
    if not ahead:
        return ()
    name, rest = ahead[0], ahead[1:]
    match shape:
        case Record():
            member = next((each for each in shape.members if name in (each.wire, each.name)), None)
            return (member.name, *_declared(member.shape, rest)) if member else ahead
        case ListOf():
            return (name, *_declared(shape.item, rest))
        case MapOf():
            return (name, *_declared(shape.value, rest))
        case OneOf():
            found = [_declared(option, ahead) for option in shape.options]
            return next((each for each in found if [*each] != [*ahead]), ahead)
        case _:
            return ahead


def written(parts: Sequence[str]) -> str:
    """The path that these parts make."""
    texts = [f"[{part}]" if part == _ANY or part.isdigit() else f".{part}" for part in parts]
    return "".join(texts).removeprefix(".")
