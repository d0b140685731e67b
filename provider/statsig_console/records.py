"""Records: dataclasses that are defined in a third of the time. A process defines over a hundred of them when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
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
    """A dataclass that is compared, hashed and printed by its fields. For type checkers it is frozen.

    `dataclass` would write and compile these methods anew for each class; all records share them.
    """

    def of(made: type) -> type:
        for name, method in SHARED.items():
            if name not in vars(made):
                setattr(made, name, method)
        return dataclass(eq=False, repr=False, kw_only=kw_only)(made)

    return of if made is None else of(made)


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


SHARED: dict[str, Callable[..., Any]] = {"__eq__": _equal, "__hash__": _hash, "__repr__": _repr}
"""The methods that all records share, unless a class defines its own."""
