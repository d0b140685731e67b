"""Records: dataclasses that are defined in a fraction of the time. A process defines over a hundred of them when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, TypeVar, overload

from typing_extensions import dataclass_transform

Class = TypeVar("Class", bound=type)


@overload
def record(made: Class, /) -> Class: ...


@overload
def record(*, kw_only: bool = False) -> Callable[[Class], Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type | None = None, /, *, kw_only: bool = False) -> Any:
    """A dataclass that is made, compared, hashed and printed by its fields. For type checkers it is frozen.

    `dataclass` would write and compile these methods anew for each class; all records share them.
    """

    def of(made: type) -> type:
        for name, method in SHARED.items():
            if name not in vars(made):
                setattr(made, name, method)
        return dataclass(init=False, eq=False, repr=False, kw_only=kw_only)(made)

    return of if made is None else of(made)


@cache
def _parameters(made: type) -> tuple[tuple[str, ...], frozenset[str], Mapping[str, Any], Mapping[str, Callable[[], Any]]]:
    """The names of a record's fields by place, all names, the defaults, and the functions that make defaults."""
    every = fields(made)
    return (
        tuple(each.name for each in every if not each.kw_only),
        frozenset(each.name for each in every),
        {each.name: each.default for each in every if each.default is not MISSING},
        {each.name: each.default_factory for each in every if each.default_factory is not MISSING},
    )


def _init(self: Any, /, *values: Any, **named: Any) -> None:
    places, every, defaults, factories = _parameters(self.__class__)
    placed = dict(zip(places, values, strict=False))
    held = self.__dict__
    held.update({**defaults, **placed, **named})
    for name, make in factories.items():
        if name not in held:
            held[name] = make()
    if held.keys() != every or len(placed) < len(values) or not placed.keys().isdisjoint(named):
        given = ", ".join([*places[: len(values)], *named, *("?" for _ in values[len(places) :])])
        raise TypeError(f"{self.__class__.__qualname__} takes {', '.join(sorted(every))}; it was given {given}")
    if hasattr(self, "__post_init__"):
        self.__post_init__()


@cache
def _compared_fields(made: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(made) if each.compare)


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in _compared_fields(self.__class__)])


def _equal(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


SHARED: dict[str, Callable[..., Any]] = {"__init__": _init, "__eq__": _equal, "__hash__": _hash, "__repr__": _repr}
"""The methods that all records share, unless a class defines its own."""
