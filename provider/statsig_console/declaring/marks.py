"""Marks: rare behaviour of a property, as in `prop(InQuery(), default=False)`.

Each mark is an object of its own, so that `prop` only has options that several kinds use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from statsig_console.records import record

from .operations import operation


class Mark:
    """Rare behaviour of a property. `option` is its name in `Options`."""

    option: ClassVar[str] = ""

    def __init_subclass__(cls, *, option: str = "", **arguments: Any) -> None:
        cls.option = option or cls.option
        super().__init_subclass__(**arguments)

    def options(self) -> Mapping[str, Any]:
        """The values that the mark sets in `Options`."""
        return {self.option: True}


class InQuery(Mark, option="in_query"):
    """It is sent in the query string, and in no body."""


class AsList(Mark, option="as_list"):
    """Bodies hold it as a list of one."""


class Repeated(Mark, option="repeated"):
    """Updates leave it out, but a full update must send it back unchanged."""


class Follows(Mark, option="follows"):
    """It names the item of the parent's list before this one. New items come last, so an item that has to move is created anew."""


class Local(Mark, option="local"):
    """It stays in state and is never sent."""


class Policy(Mark, option="policy"):
    """It tells the provider how to handle the object, and is never sent; a changed or removed value updates only state."""


class Place(Mark, option="place"):
    """It says where the object is, and is never sent; a changed or removed value creates the object there, then deletes the old one."""


class Spread(Mark, option="spread"):
    """It is an object whose keys are the API's names of properties. Bodies hold the keys; the keys that answers hold are compared."""


@record
class Valued(Mark):
    """A mark that takes a value."""

    value: Any

    def options(self) -> Mapping[str, Any]:
        """The option with its value."""
        return {self.option: self.value}


@record
class Part(Valued, option="part"):
    """A list: bodies hold bare values, and answers hold objects with the value under this key."""

    value: str


@record
class SentBy(Mark, option="sent_by"):
    """The operation that changes it. The body is the bare value, or with `wrapped` an object with the value under the property's name."""

    operation: str
    wrapped: bool = False

    def options(self) -> Mapping[str, Any]:
        """The operation, and how its body holds the value."""
        return {self.option: operation(self.operation), "wrapped": self.wrapped}


@record
class Triggers(Mark, option="triggers"):
    """A new value triggers this operation."""

    operation: str

    def options(self) -> Mapping[str, Any]:
        """The operation, whose address is secret and which is never repeated."""
        return {self.option: operation(self.operation, secret=True, repeatable=False)}


@record
class Ignored(Valued, option="ignored_when"):
    """With these values of other properties (a tuple lists several) the API may set any value, which is no drift."""

    value: Mapping[str, Any]


@record
class AddedTo(Valued, option="added_when"):
    """With these values of other properties the API adds its own elements to the list; they stay and are no drift."""

    value: Mapping[str, Any]


@record
class Repeats(Valued, option="repeats"):
    """The API's value shows a part of these properties' values, and is secret where one of them is."""

    value: tuple[str, ...]


@record
class Lock(Mark, option="lock"):
    """In these states of the lifecycle it can only be changed as `allows` says, or not at all; `advice` says what to do."""

    states: tuple[str, ...]
    advice: str
    allows: Callable[[Any, Any], bool] | None = None

    def options(self) -> Mapping[str, Any]:
        """The option with the lock itself."""
        return {self.option: self}

    def refuses(self, state: str | None, old: Any, new: Any) -> bool:
        """Whether `old` cannot become `new` in this state."""
        return state in self.states and not (self.allows is not None and self.allows(old, new))


@record
class Translated(Mark, option="translated"):
    """It names another object by an ID that answers do not hold: they hold another ID of that object, in the output `read_as`.

    State keeps the ID that was sent as long as that output is unchanged. A full update that does not change the property sends null.
    """

    read_as: str

    def options(self) -> Mapping[str, Any]:
        """The option with the translation itself."""
        return {self.option: self}
