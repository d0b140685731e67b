"""Shapes: what a property's annotation means for state, the wire, and comparison.

A shape is a small tree, built once from a type annotation by `annotations.shape_of`. It converts
one value between its forms:

- in the program (`Input` values, Outputs at any depth): `encode` brings the value into state's form, or says at which path it cannot;
- in state: plain JSON with the program's snake_case names, and JSON texts for values that Pulumi
  would change (its numbers are floats, and it drops nulls); `decode` brings it into the program's form;
- on the wire: the API's names and types, by `to_wire` and `from_wire`.

`same` tells whether two values in state's form mean the same to the API. `validation` decides
whether a value is allowed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from functools import cache, cached_property
from typing import Any

from pulumi.output import Unknown

import pulumi
from statsig_console.records import record
from statsig_console.values import is_nothing, json_text, number_in, parsed_json, same_json, text_of, texts_of, whole

from .plain import NEWER, Newer, is_newer, plain, plain_json, plain_list, plain_object, plain_scalar

WITHHELD = True
"""Replaces the value of an unknown key: the key may be the misspelt name of a secret."""


class Shape:
    """The base of all shapes: a value that is the same everywhere."""

    @property
    def has_json(self) -> bool:
        """Whether a JSON text is somewhere inside."""
        return False

    @property
    def is_shared(self) -> bool:
        """Whether the API fills in keys somewhere inside when the program leaves them out."""
        return False

    @property
    def has_set(self) -> bool:
        """Whether this shape, or one somewhere inside, is a list that means a set."""
        return False

    @property
    def inside(self) -> Sequence[Shape]:
        """The shapes directly inside this one."""
        return ()

    def encode(self, value: Any, path: str = "") -> Any:
        """The program's value in state's form; Outputs become Outputs of that form.

        Raises:
            InputError: something in it has no plain meaning; the sentence begins with its path, which begins with `path`.
        """
        return plain(value, path)

    def decode(self, value: Any) -> Any:
        """State's value as the program reads it."""
        return value

    def to_wire(self, value: Any) -> Any:
        """State's value as the API takes it."""
        return whole(value)

    def from_wire(self, value: Any) -> Any:
        """The API's value in state's form."""
        return value

    def same(self, old: Any, new: Any) -> bool:
        """Whether `new` means the same as `old`, both in state's form. An unknown `new` counts as different."""
        if isinstance(new, Unknown):
            return False
        return (is_nothing(old) and is_nothing(new)) or same_json(old, new)

    def fits(self, value: Any) -> bool:
        """Whether a value is of this shape; decides between the options of a union."""
        return True


@record
class Scalar(Shape):
    """A string, number or boolean, or one of a few `choices`; `marks` are its constraints."""

    type: type
    choices: tuple[Any, ...] = ()
    marks: tuple[Any, ...] = ()

    def same(self, old: Any, new: Any) -> bool:
        # Files that Git checks out on Windows end their lines in two characters.
        return super().same(unix_lines(old), unix_lines(new))

    def encode(self, value: Any, path: str = "") -> Any:
        # A list or an object is a mistake here; the preview reports it with all other mistakes.
        return plain(value, path) if isinstance(value, (list, dict)) else each(value, plain_scalar, path)

    def from_wire(self, value: Any) -> Any:
        return number_in(value) if self.type in {int, float} and not self.choices else value

    def fits(self, value: Any) -> bool:
        if is_newer(value):
            return True
        if self.choices:
            return any(same_json(value, choice) for choice in self.choices)
        if isinstance(value, bool):
            return self.type is bool
        return isinstance(value, (int, float) if self.type in {int, float} else self.type)


@record
class JsonValue(Shape):
    """Any JSON value, or only objects or lists: text in state, a plain value in the program and on the wire."""

    objects_only: bool = False
    lists_only: bool = False
    ignores: tuple[str, ...] = ()

    @property
    def has_json(self) -> bool:
        return True

    def encode(self, value: Any, path: str = "") -> Any:
        return plain_json(value, path)

    def decode(self, value: Any) -> Any:
        return parsed_json(value) if isinstance(value, str) else value

    def to_wire(self, value: Any) -> Any:
        return self.decode(value)

    def from_wire(self, value: Any) -> Any:
        return None if value is None and (self.objects_only or self.lists_only) else json_text(self._without_ignored(value))

    def _without_ignored(self, value: Any) -> Any:
        """A value without the keys that the API alone sets."""
        return {key: each for key, each in value.items() if key not in self.ignores} if self.ignores and isinstance(value, dict) else value

    def same(self, old: Any, new: Any) -> bool:
        if isinstance(new, Unknown):
            return False
        left, right = self._without_ignored(self.decode(old)), self._without_ignored(self.decode(new))
        return same_json(left, right) or (is_nothing(left) and is_nothing(right))

    def fits(self, value: Any) -> bool:
        return isinstance(value, (str, dict, list, tuple) if self.lists_only else (str, dict))


@record
class Unordered:
    """Marks a list that means a set."""


@record
class NamesEnvironment:
    """Marks a text that names an environment of the project."""


@record
class Opposes:
    """Names the set with the opposite meaning in the same object; no element can be in both."""

    name: str


@record
class ListOf(Shape):
    """A list. A single value or null in an answer is read as a list too."""

    item: Shape
    marks: tuple[Any, ...] = ()

    @property
    def inside(self) -> Sequence[Shape]:
        return (self.item,)

    @cached_property
    def is_set(self) -> bool:
        """Whether order and repetition of the elements mean nothing."""
        return any(isinstance(mark, Unordered) for mark in self.marks)

    @property
    def has_set(self) -> bool:
        return self.is_set or self.item.has_set

    @property
    def has_json(self) -> bool:
        return self.item.has_json

    @property
    def is_shared(self) -> bool:
        return self.item.is_shared

    def encode(self, value: Any, path: str = "") -> Any:
        def known(items: Any, path: str) -> Any:
            items = plain_list(items)
            if not isinstance(items, list):
                return plain(items, path)
            return [each(item, self.item.encode, f"{path}[{number}]") for number, item in enumerate(items)]

        return each(value, known, path)

    def decode(self, value: Any) -> Any:
        return [self.item.decode(item) for item in value] if isinstance(value, list) else value

    def to_wire(self, value: Any) -> Any:
        return [self.item.to_wire(item) for item in value]

    def from_wire(self, value: Any) -> Any:
        if value is None:
            return []
        items = [self.item.from_wire(item) for item in (value if isinstance(value, list) else [value])]
        return once_each(items) if self.is_set else items

    def same(self, old: Any, new: Any) -> bool:
        if isinstance(new, Unknown):
            return False
        left, right = old or [], new or []
        if self.is_set and isinstance(left, list) and isinstance(right, list):
            return self.same_set(left, right)
        return len(left) == len(right) and all(self.item.same(a, b) for a, b in zip(left, right, strict=True))

    def same_set(self, old: Sequence[Any], new: Sequence[Any]) -> bool:
        """Whether both lists hold the same elements, in any order and any number of times."""
        before, after = ({key_of(each): each for each in elements} for elements in (old, new))
        # Most elements are equal; only the others are compared one by one, which is slow.
        gone, come = ([each for key, each in left.items() if key not in right] for left, right in ((before, after), (after, before)))
        if isinstance(self.item, Scalar):
            return not gone and not come
        return all(any(self.item.same(each, other) for other in new) for each in gone) and all(
            any(self.item.same(other, each) for other in old) for each in come
        )

    def fits(self, value: Any) -> bool:
        return isinstance(value, (list, tuple)) and all(isinstance(item, Unknown) or self.item.fits(item) for item in value)


@record
class MapOf(Shape):
    """An object with free keys; the keys are values and keep their spelling."""

    value: Shape

    @property
    def inside(self) -> Sequence[Shape]:
        return (self.value,)

    @property
    def has_set(self) -> bool:
        return self.value.has_set

    def encode(self, value: Any, path: str = "") -> Any:
        def known(entries: Any, path: str) -> Any:
            entries = plain_object(entries)
            if not isinstance(entries, Mapping):
                return plain(entries, path)
            return {key: each(item, self.value.encode, f"{path}.{key}") for key, item in entries.items()}

        return each(value, known, path)

    def to_wire(self, value: Any) -> Any:
        return {key: self.value.to_wire(item) for key, item in value.items()}

    def from_wire(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Mapping):
            return value
        return {key: self.value.from_wire(item) for key, item in (value or {}).items()}

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict)


@record
class Member:
    """One key of a nested object.

    - `by_server`: the API fills the key in when the program leaves it out.
    - `absent`: the value that the API takes a left-out key for; with `filled_in`, bodies hold that value.
    - `computed`: the key is in no body; `ignored` tells a program that sets it why.
    - `read`: the name in answers, where it may differ from `wire`.
    """

    name: str
    wire: str
    shape: Shape
    required: bool
    by_server: bool = False
    absent: Any = None
    filled_in: bool = False
    read: str = ""
    computed: bool = False
    ignored: str = ""

    def sent(self, value: Mapping[str, Any]) -> Any:
        """The value of this key in a body; None when the body lacks the key."""
        given = None if self.computed else value.get(self.name)
        return self.absent if given is None and self.filled_in else given

    def read_as(self, value: Mapping[str, Any]) -> str:
        """The name of this key in an answer's object; empty where the object lacks it."""
        return self.wire if self.wire in value else self.read if self.read and self.read in value else ""


@record
class Record(Shape):
    """A nested object: its `members`, the `checks` of its values, and `table`, the `TypedDict` that declares it."""

    name: str
    members: tuple[Member, ...]
    checks: tuple[Any, ...] = ()
    table: type | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        # Caches look a shape up at each call; a hash over the whole tree would be slow.
        return hash((self.name, len(self.members)))

    @property
    def inside(self) -> Sequence[Shape]:
        return [member.shape for member in self.members]

    @cached_property
    def by_name(self) -> dict[str, Member]:
        """The members by the program's names."""
        return {member.name: member for member in self.members}

    @property
    def has_json(self) -> bool:
        return self._has_json

    @cached_property
    def _has_json(self) -> bool:
        return any(member.shape.has_json for member in self.members)

    @property
    def is_shared(self) -> bool:
        return self._is_shared

    @cached_property
    def _is_shared(self) -> bool:
        return any(member.by_server or member.shape.is_shared for member in self.members)

    @property
    def has_set(self) -> bool:
        return self._has_set

    @cached_property
    def _has_set(self) -> bool:
        return any(member.shape.has_set for member in self.members)

    def encode(self, value: Any, path: str = "") -> Any:
        def known(entries: Any, path: str) -> Any:
            entries = plain_object(entries)
            if not isinstance(entries, Mapping):
                return plain(entries, path)
            return {key: self._encoded(key, item, f"{path}.{key}") for key, item in entries.items()}

        return each(value, known, path)

    def _encoded(self, key: str, item: Any, path: str) -> Any:
        """A member in state's form; null is a value where the key is required and takes any JSON. Unknown keys lose their values."""
        member = self.by_name.get(key)
        if member is None:
            return None if item is None else WITHHELD
        if item is None and member.required and is_any_json(member.shape):
            return member.shape.encode(None)
        return each(item, member.shape.encode, path)

    def decode(self, value: Any) -> Any:
        if not self.has_json or not isinstance(value, dict):
            return value
        return {key: self._shape(key).decode(item) for key, item in value.items()}

    def to_wire(self, value: Any) -> Any:
        return {member.wire: member.shape.to_wire(sent) for member in self.members if (sent := member.sent(value)) is not None}

    def from_wire(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        names = [(member, name) for member in self.members if (name := member.read_as(value))]
        return {
            member.name: member.shape.from_wire(value[name])
            for member, name in names
            if value[name] is not None or is_any_json(member.shape)
        }

    def same(self, old: Any, new: Any) -> bool:
        if isinstance(new, Unknown):
            return False
        if not isinstance(old, dict) or not isinstance(new, dict):
            return is_nothing(old) and is_nothing(new)
        return all(self._same_member(member, old.get(member.name), new.get(member.name)) for member in self.members)

    def _same_member(self, member: Member, old: Any, new: Any) -> bool:
        if member.computed or (new is None and member.by_server):
            return True
        return member.shape.same(member.absent if old is None else old, member.absent if new is None else new)

    def _shape(self, name: str) -> Shape:
        return self.by_name[name].shape if name in self.by_name else Shape()

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict) and self.misfit(value) == 0

    def misfit(self, value: Any) -> int:
        """How badly an object fits this shape: each wrong literal counts ten, each missing and each unknown key counts one."""
        held = without_unset(value)
        wrong = sum(
            isinstance(member.shape, Scalar) and bool(member.shape.choices) and not member.shape.fits(held[member.name])
            for member in self.members
            if member.name in held and not isinstance(held[member.name], Unknown)
        )
        missing = sum(member.required and member.name not in held for member in self.members)
        return 10 * wrong + missing + sum(key not in self.by_name for key in held)


@record
class OneOf(Shape):
    """A union: of nested objects (told apart by their keys and literals), or of scalars and lists."""

    options: tuple[Shape, ...]

    @property
    def inside(self) -> Sequence[Shape]:
        return self.options

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The options that are nested objects."""
        return tuple(option for option in self.options if isinstance(option, Record))

    @property
    def has_set(self) -> bool:
        return self._has_set

    @cached_property
    def _has_set(self) -> bool:
        return any(option.has_set for option in self.options)

    @property
    def has_json(self) -> bool:
        return self._has_json

    @cached_property
    def _has_json(self) -> bool:
        return any(option.has_json for option in self.options)

    @property
    def is_shared(self) -> bool:
        return self._is_shared

    @cached_property
    def _is_shared(self) -> bool:
        return any(option.is_shared for option in self.options)

    def encode(self, value: Any, path: str = "") -> Any:
        def known(given: Any, path: str) -> Any:
            given = plain_list(plain_object(given))
            option = self.option(given)
            return plain(given, path) if type(option) is Shape else option.encode(given, path)

        return each(value, known, path)

    def decode(self, value: Any) -> Any:
        return self.option(value).decode(value)

    def to_wire(self, value: Any) -> Any:
        return self.option(value).to_wire(value)

    def from_wire(self, value: Any) -> Any:
        if not self.records or not isinstance(value, Mapping):
            return once_each(value, text_of) if self.has_set and isinstance(value, list) else value
        readings = [record.from_wire(value) for record in self.records]
        return min(zip(readings, self.records, strict=True), key=lambda reading: (reading[1].misfit(reading[0]), -len(reading[0])))[0]

    def same(self, old: Any, new: Any) -> bool:
        if isinstance(new, Unknown):
            return False
        if is_nothing(old) and is_nothing(new):
            return True
        if self.records:
            return self.option(new).same(old, new)
        return set(texts_of(old)) == set(texts_of(new)) if self.has_set else texts_of(old) == texts_of(new)

    def fits(self, value: Any) -> bool:
        return any(option.fits(value) for option in self.options)

    def option(self, value: Any) -> Shape:
        """The option that a value fits, or the nearest one."""
        fitting = next((option for option in self.options if option.fits(value)), None)
        if fitting is None and self.records and isinstance(value, Mapping):
            return min(self.records, key=lambda record: record.misfit(value))
        return fitting or Shape()


def each(value: Any, change: Callable[[Any, str], Any], path: str = "") -> Any:
    """`change` applied to a value and its path now, or to an Output's value later; None stays None."""
    if isinstance(value, (pulumi.Output, Awaitable)):
        return pulumi.Output.from_input(value).apply(lambda known: each(known, change, path))
    if isinstance(value, Newer):
        return {NEWER: each(value.value, plain, path)}
    return None if value is None else change(value, path)


def is_known(value: Any) -> bool:
    """Whether nothing in a value is unknown. A preview refuses no value because of what is unknown in it."""
    if isinstance(value, dict):
        return all(is_known(each) for each in value.values())
    return all(is_known(each) for each in value) if isinstance(value, list) else not isinstance(value, Unknown)


def key_of(element: Any) -> Any:
    """A key that is the same for equal elements of a set; an element with an unknown in it has a key of its own."""
    if isinstance(element, str):
        return element
    try:
        return ("json", json_text(sorted_within(element)))
    except ValueError:
        return id(element)


def sorted_within(value: Any) -> Any:
    """A form that is the same for equal values: keys sorted, nulls dropped, whole numbers as ints."""
    if isinstance(value, dict):
        return {key: sorted_within(value[key]) for key in sorted(value) if value[key] is not None}
    return [sorted_within(each) for each in value] if isinstance(value, list) else whole(value)


def once_each(elements: Sequence[Any], key: Callable[[Any], Any] = key_of) -> list[Any]:
    """The elements without repetitions."""
    first: dict[Any, Any] = {}
    for each in elements:
        first.setdefault(key(each), each)
    return list(first.values())


def without_unset(value: Any) -> dict[str, Any]:
    """The members of an object that are not None; none where the value is no object."""
    return {key: item for key, item in value.items() if item is not None} if isinstance(value, Mapping) else {}


def unix_lines(value: Any) -> Any:
    """A text with ``\\n`` at the end of its lines; any other value stays as it is."""
    return value.replace("\r\n", "\n") if isinstance(value, str) and "\r" in value else value


def is_any_json(shape: Shape) -> bool:
    """Whether null is a value of this shape."""
    return isinstance(shape, JsonValue) and not (shape.objects_only or shape.lists_only)


@cache
def members_with(record: Record, is_sought: Callable[[Shape], bool]) -> tuple[Member, ...]:
    """The members of an object whose shape is sought, or that hold a sought shape somewhere inside."""
    return tuple(member for member in record.members if is_within(member.shape, is_sought))


def is_within(shape: Shape, is_sought: Callable[[Shape], bool]) -> bool:
    """Whether a shape, or one somewhere inside it, is sought."""
    return is_sought(shape) or any(is_within(each, is_sought) for each in shape.inside)
