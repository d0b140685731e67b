"""Usual: what the API mostly says of a value, which state therefore leaves out.

State is written with every checkpoint, so that a value costs something each time. What a property or a nested key is usually, its
declaration says: a value, or that it is `Like` another one of the same object. State's text lacks what is as usual, and holds null
where the API told nothing. What a program manages stands by itself, whatever it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from statsig_console.values import same_json

from .shapes import Like, ListOf, Record, Shape


def spared(shape: Shape, rest: Any, shown: Any) -> Any:
    """What a value has beyond the part that is `shown`, without what is as usual."""
    inner = _inside(spared, shape, rest, shown)
    for name, usual in _usuals(shape, rest, shown):
        if name not in rest:
            inner[name] = None
        elif same_json(rest[name], usual):
            del inner[name]
    return inner


def filled(shape: Shape, rest: Any, shown: Any) -> Any:
    """What a value has beyond the part that is `shown`, of which `spared` has left out what is as usual."""
    inner = _inside(filled, shape, rest, shown)
    for name, usual in _usuals(shape, inner, shown):
        if name not in inner:
            inner[name] = deepcopy(usual)
        elif inner[name] is None:
            del inner[name]
    return inner


def _inside(change: Callable[[Shape, Any, Any], Any], shape: Shape, rest: Any, shown: Any) -> Any:
    """A value with its elements or members changed. `shown` is as long as it, and may lack members."""
    if not shape.has_usual:
        return rest
    match shape:
        case ListOf(item=item) if isinstance(rest, list):
            parts = shown if isinstance(shown, list) else [None] * len(rest)
            return [change(item, each, part) for each, part in zip(rest, parts, strict=True)]
        case Record(by_name=members) if isinstance(rest, Mapping):
            known = shown if isinstance(shown, Mapping) else {}
            return {name: change(members[name].shape, value, known.get(name)) if name in members else value for name, value in rest.items()}
        case _:
            return rest


def _usuals(shape: Shape, rest: Any, shown: Any) -> Iterator[tuple[str, Any]]:
    """Of a nested object, what is not shown and has something that it is usually, by its name. Asked for one after the other."""
    if not isinstance(shape, Record) or not isinstance(rest, Mapping):
        return
    known = shown if isinstance(shown, Mapping) else {}
    for member in shape.usuals:
        usual = rest.get(member.usual.name) if isinstance(member.usual, Like) else member.usual
        if usual is not None and member.name not in known:
            yield member.name, usual
