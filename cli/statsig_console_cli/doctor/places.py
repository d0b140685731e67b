"""Places: the sorts of values at each place of a kind's objects in answers, compared with the declarations.

The lookups' results declare every answer, down to the last nested object. Values themselves are not kept, except the words of
enumerations. The inside of free JSON is not looked at.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from statsig_console.declaring.results import Result
from statsig_console.values import number_in

Path = tuple[str, ...]
"""The keys that lead to a place; `EACH` stands for the elements of a list. A key may hold any character."""

EACH = "[]"


class Undeclared:
    """Stands for the declaration of a key that has none."""


class Sort(Enum):
    """The sort of a value, which does not reveal the value."""

    NULL = "null"
    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    OBJECT = "object"
    NO_TEXT = "empty text"
    NO_LIST = "empty list"
    NO_OBJECT = "empty object"


EMPTY = (Sort.NO_TEXT, Sort.NO_LIST, Sort.NO_OBJECT)


class Difference(Enum):
    """How answers differ from the declarations, in the words of the table."""

    KEY = "keys that the package does not know"
    WORD = "values outside enumerations"
    TYPE = "values of another type"
    FORM = "numbers or lists in another form"
    NULL = "null where a value is declared"
    LACKING = "lacking where always declared"


@dataclass(frozen=True)
class Found:
    """A difference at a place. `words` are values outside an enumeration, and `sorts` the sorts or forms of the values found."""

    difference: Difference
    path: str
    words: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The place as the table shows it."""
        more = ", ".join(repr(each) for each in self.words) or " or ".join(self.sorts)
        return f"{self.path} ({more})" if more else self.path


@dataclass
class Place:
    """One place: its declaration, how often each sort of value occurs, how often the key is absent, and the words of an enumeration."""

    declared: Any
    sorts: Counter[Sort] = field(default_factory=Counter[Sort])
    words: Counter[str] = field(default_factory=Counter[str])
    others: Counter[str] = field(default_factory=Counter[str])
    misfits: Counter[Sort] = field(default_factory=Counter[Sort])
    forms: Counter[str] = field(default_factory=Counter[str])
    absent: int = 0


class Places:
    """The places of the objects in one operation's answers, and the order of the first object's keys."""

    def __init__(self, declared: Any) -> None:
        self.declared = declared
        self.by_path: dict[Path, Place] = {}
        self.order: Sequence[str] = ()
        self.objects = 0

    def note(self, data: Any) -> None:
        """Counts one object."""
        self.objects += 1
        if isinstance(data, dict) and not self.order:
            self.order = tuple(data)
        self._value((), self.declared, data)

    def found(self) -> Iterator[Found]:
        """Where answers differ from the declarations."""
        for path, place in self.by_path.items():
            if place.declared is Undeclared:
                yield Found(Difference.KEY, shown(path))
                continue
            if place.others:
                yield Found(Difference.WORD, shown(path), words=tuple(sorted(place.others)))
            if place.misfits:
                yield Found(Difference.TYPE, shown(path), sorts=tuple(each.value for each in sorted(place.misfits, key=str)))
            if place.forms:
                yield Found(Difference.FORM, shown(path), sorts=tuple(sorted(place.forms)))
            if place.sorts[Sort.NULL] and not is_optional(place.declared):
                yield Found(Difference.NULL, shown(path))
            if place.absent and not is_optional(place.declared):
                yield Found(Difference.LACKING, shown(path))

    def nothing(self) -> dict[str, int]:
        """How often the answers have null, an empty value, or leave a declared key out."""
        places = [each for path, each in self.by_path.items() if path and each.declared is not Undeclared]
        return {
            "null": sum(each.sorts[Sort.NULL] for each in places),
            "empty": sum(each.sorts[sort] for each in places for sort in EMPTY),
            "left out": sum(each.absent for each in places),
        }

    def _value(self, path: Path, declared: Any, value: Any) -> None:
        place = self.by_path.setdefault(path, Place(declared))
        place.sorts[sort_of(value)] += 1
        if value is None or declared is Undeclared:
            return
        choices = options(declared)
        option = option_for(choices, value)
        if option is None:
            if form := form_of(choices, value):
                place.forms[form] += 1
            elif any(get_origin(each) is Literal and type(value) in map(type, get_args(each)) for each in choices):
                place.others[str(value)] += 1
            else:
                place.misfits[sort_of(value)] += 1
        elif get_origin(option) is Literal:
            place.words[str(value)] += 1
        elif get_origin(option) is list:
            for each in value:
                self._value((*path, EACH), get_args(option)[0], each)
        elif is_result(option):
            self._object(path, option, value)

    def _object(self, path: Path, declared: type[Result], value: Mapping[str, Any]) -> None:
        attributes, hints = declared.attributes(), hints_of(declared)
        for name, wire in attributes.items():
            if wire in value:
                self._value((*path, wire), hints[name], value[wire])
            else:
                self.by_path.setdefault((*path, wire), Place(hints[name])).absent += 1
        for key in value.keys() - set(attributes.values()):
            self._value((*path, key), Undeclared, value[key])


def shown(path: Path) -> str:
    """A path as people write it: `rules[].name`."""
    return ".".join(path).replace(f".{EACH}", EACH) or "the object"


def sort_of(value: Any) -> Sort:
    """The sort of a value."""
    if value is None:
        return Sort.NULL
    if isinstance(value, bool):
        return Sort.BOOLEAN
    if isinstance(value, (int, float)):
        return Sort.NUMBER
    if isinstance(value, str):
        return Sort.TEXT if value else Sort.NO_TEXT
    if isinstance(value, list):
        return Sort.LIST if value else Sort.NO_LIST
    return Sort.OBJECT if value else Sort.NO_OBJECT


_hints: dict[type[Result], dict[str, Any]] = {}


def hints_of(declared: type[Result]) -> dict[str, Any]:
    """The type of each attribute of a result class; worked out once."""
    if declared not in _hints:
        _hints[declared] = get_type_hints(declared)
    return _hints[declared]


def options(declared: Any) -> list[Any]:
    """The types that a value may have, without null."""
    if get_origin(declared) in {Union, types.UnionType}:
        return [each for each in get_args(declared) if each is not type(None)]
    return [declared]


def is_optional(declared: Any) -> bool:
    """Whether a value may be null or absent."""
    return declared is Any or (get_origin(declared) in {Union, types.UnionType} and type(None) in get_args(declared))


def is_result(option: Any) -> bool:
    """Whether an option is an object with declared keys."""
    return isinstance(option, type) and issubclass(option, Result)


def option_for(choices: Sequence[Any], value: Any) -> Any:
    """The option that a value fits; of several objects the one that declares most of its keys. None if it fits none."""
    fitting = [each for each in choices if fits(each, value)]
    if isinstance(value, dict):
        return min(fitting, key=lambda each: len(value.keys() - set(each.attributes().values())) if is_result(each) else 0, default=None)
    return next(iter(fitting), None)


def fits(option: Any, value: Any) -> bool:
    """Whether a value fits an option."""
    if option is Any:
        return True
    origin = get_origin(option)
    if origin is Literal:
        return any(value == each and type(value) is type(each) for each in get_args(option))
    if origin in {list, dict}:
        return isinstance(value, origin)
    if is_result(option):
        return isinstance(value, dict)
    if option in {int, float}:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(option, type) and isinstance(value, option)


def form_of(choices: Sequence[Any], value: Any) -> str:
    """The form of a value that means one of the options but is written differently; empty if it means none."""
    if {int, float} & {each for each in choices if isinstance(each, type)} and isinstance(value, str) and number_in(value) != value:
        return "digits" if value.strip("+-. ").replace(".", "").isdigit() else "a time as text"
    lists = [get_args(each) for each in choices if get_origin(each) is list]
    return "one value for a list of one" if any(fits(each[0], value) for each in lists) else ""
