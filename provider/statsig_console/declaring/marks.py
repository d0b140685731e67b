"""Marks: what is special about a property of one kind or two, such as `prop(InQuery(), default=False)`.

Each is an object of its own, so that `prop` has no other options than those that several kinds use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from .operations import operation


class Mark:
    """Something special about a property. `option` is what `Options` calls it."""

    option: ClassVar[str] = ""

    def __init_subclass__(cls, *, option: str = "", **arguments: Any) -> None:
        cls.option = option or cls.option
        super().__init_subclass__(**arguments)

    def options(self) -> Mapping[str, Any]:
        """What it sets in `Options`."""
        return {self.option: True}


class InQuery(Mark, option="in_query"):
    """It travels in the query string, and in no body."""


class AsList(Mark, option="as_list"):
    """Bodies hold it as a list of one."""


class Repeated(Mark, option="repeated"):
    """It is no part of updates, but a full one must send it back as it is."""


class Follows(Mark, option="follows"):
    """It names an item of the parent's list that this one comes after. New items come last, so one that has to move is made anew."""


class Local(Mark, option="local"):
    """It stays in state and is never sent."""


class Policy(Mark, option="policy"):
    """It says what the provider does with the object, and is never sent; a new value, or none, is an update of state alone."""


class Place(Mark, option="place"):
    """It says where the object is, and is never sent; a new value, or none, is a new object there, and the old one goes afterwards."""


class Spread(Mark, option="spread"):
    """It is an object whose keys are the API's names of properties, sent beside all others and compared as far as answers tell them."""


@dataclass(frozen=True)
class Valued(Mark):
    """Something special that takes a value."""

    value: Any

    def options(self) -> Mapping[str, Any]:
        """The value."""
        return {self.option: self.value}


@dataclass(frozen=True)
class Part(Valued, option="part"):
    """Answers hold objects where bodies hold the part of them by this name."""

    value: str


@dataclass(frozen=True)
class SentBy(Mark, option="sent_by"):
    """The operation that changes it. Its body is the bare value, or holds that under the property's name (`wrapped`)."""

    operation: str
    wrapped: bool = False

    def options(self) -> Mapping[str, Any]:
        """The operation, and how its body holds the value."""
        return {self.option: operation(self.operation), "wrapped": self.wrapped}


@dataclass(frozen=True)
class Triggers(Mark, option="triggers"):
    """A new value sets off this operation."""

    operation: str

    def options(self) -> Mapping[str, Any]:
        """The operation, whose answer is secret, and which is sent once."""
        return {self.option: operation(self.operation, secret=True, repeatable=False)}


@dataclass(frozen=True)
class Ignored(Valued, option="ignored_when"):
    """With these values of other properties (a tuple names several) the API sets it as it likes, which is no drift."""

    value: Mapping[str, Any]


@dataclass(frozen=True)
class AddedTo(Valued, option="added_when"):
    """With these values of other properties the API adds elements of its own to the list, which stay and are no drift."""

    value: Mapping[str, Any]


@dataclass(frozen=True)
class Repeats(Valued, option="repeats"):
    """The API's own value tells something of these properties, and is secret where one of them is."""

    value: tuple[str, ...]


@dataclass(frozen=True)
class Lock(Mark, option="lock"):
    """In which states of the lifecycle it cannot be changed, but for changes that it `allows`; `advice` tells what to do."""

    states: tuple[str, ...]
    advice: str
    allows: Callable[[Any, Any], bool] | None = None

    def options(self) -> Mapping[str, Any]:
        """The lock itself."""
        return {self.option: self}

    def refuses(self, state: str | None, old: Any, new: Any) -> bool:
        """Whether `old` cannot become `new` in this state."""
        return state in self.states and not (self.allows is not None and self.allows(old, new))


@dataclass(frozen=True)
class Translated(Mark, option="translated"):
    """Answers tell a property that names another object by another ID than bodies take, which the output `read_as` holds.

    State keeps what was sent while that output stays as it was. Bodies of full updates that are not to change the property hold null.
    """

    read_as: str

    def options(self) -> Mapping[str, Any]:
        """The translation itself."""
        return {self.option: self}
