"""Fields: one line of a resource class per property of the API object.

``name: Prop[GateName] = prop(replace=True)`` declares an input that is an output too,
``status: Out[Status] = output()`` an output alone. Everything else derives from these lines:
constructor, validation, request bodies, diff, state, and the page in the docs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, overload

import pulumi
from statsig_console.state_keys import MANAGED

from .lifecycle import Machine
from .marks import Lock, Mark, Translated
from .operations import Operation
from .shapes import ListOf, Shape

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Unset(Enum):
    """What stands where a default would."""

    REQUIRED = "required"
    UNMANAGED = "unmanaged"


REQUIRED = Unset.REQUIRED
UNMANAGED = Unset.UNMANAGED
"""Leaves the property alone when the program does not set it: the API's value stays, and is no drift."""


UPDATE_STYLE = "update_style"
"""The property that says whether changes are sent alone or with the whole object."""

ADOPT = "adopt_existing"
"""The property that lets a create take over the object that it finds."""

ON_DESTROY = "on_destroy"
"""The property that says whether an object that leaves the stack is deleted or archived."""

REVIEWED = "reviewed"
REVIEW_DESCRIPTION = "review_description"
REVIEWERS = "reviewers"
REVIEWER_GROUPS = "reviewer_groups"
"""The properties that say whether and how an object's changes go through reviews."""

WHEN_RUNNING = "when_running"
"""The property that says what becomes of a change that would disturb a running experiment."""


EXTRA = "extra"
"""The property whose keys are properties of the API's object that the package does not know yet."""


class Prop(Generic[T]):
    """A property that the program sets (`Input[T]`) and reads back (`Output[T]`)."""

    def __init__(self, field: Callable[[], Field]) -> None:
        self._field = field

    @overload
    def __get__(self, instance: None, owner: type) -> Prop[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> pulumi.Output[T]: ...
    def __get__(self, instance: object | None, owner: type) -> Prop[T] | pulumi.Output[T]:
        if instance is None:
            return self
        return cast("pulumi.Output[T]", output_of(instance.__dict__, self._field().name))

    def __set__(self, instance: object, value: pulumi.Input[T]) -> None:
        instance.__dict__[self._field().name] = value


class Out(Generic[T_co]):
    """A property that only the API sets."""

    def __init__(self, field: Callable[[], Field]) -> None:
        self._field = field

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type) -> Out[T_co]: ...
        @overload
        def __get__(self, instance: object, owner: type) -> pulumi.Output[T_co]: ...
        def __get__(self, instance: object | None, owner: type) -> Out[T_co] | pulumi.Output[T_co]: ...

    else:
        __get__ = Prop.__get__
        __set__ = Prop.__set__


def output_of(outputs: Mapping[str, Any], name: str) -> pulumi.Output[Any]:
    """A property's Output, out of those that Pulumi made. What state lacks is known to be nothing as soon as state is known."""
    value: pulumi.Output[Any] = outputs[name]
    noted: pulumi.Output[Any] = outputs[MANAGED]

    async def is_known() -> bool:
        return await value.is_known() or await noted.is_known()

    return pulumi.Output(value.resources(), value.future(with_unknowns=True), is_known(), value.is_secret())


@dataclass(frozen=True)
class Carry:
    """How elements of a list keep their identity: found again `by` a key, they carry the server's `keys` along.

    `within` says the same of lists inside the elements, by their keys.
    """

    by: str
    keys: tuple[str, ...]
    within: Mapping[str, Carry] = field(default_factory=dict)


@dataclass(frozen=True)
class Steps:
    """How the API raises a share by itself, as somebody has scheduled: `read_as` has the share as answers tell it, `made` the steps made.

    Each of these holds the share that it led to under `to`.
    """

    read_as: str
    made: str
    to: str


@dataclass(frozen=True)
class Rollout:
    """How a property lets people in: it is a share of them in %, or a list of elements that hold one under `amount`.

    Elements are known again `by` a key. One that names places under `where` counts if `live` is among them; one whose `conditions`
    are all of a `public` type is for everyone. In lifecycle states `everyone` all are let in, in `nobody` none;
    with `only_in`, the share matters in these alone. `steps` of which somebody made a schedule raise it without the program.
    """

    amount: str = ""
    by: str = "name"
    where: str = ""
    live: str = ""
    conditions: str = ""
    public: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    steps: Steps | None = None


@dataclass(frozen=True)
class Options:
    """What `prop` and `output` were told; `Field` explains each."""

    input: bool
    default: Any = None
    sent: str | None = None
    read: str | None = None
    replace: bool = False
    secret: bool = False
    returned: bool = True
    null: bool = False
    always: bool = False
    later: bool = False
    address: str | None = None
    in_query: bool = False
    as_list: bool = False
    local: bool = False
    policy: bool = False
    place: bool = False
    delta: str | None = None
    server_values: tuple[Any, ...] = ()
    slug_of: str | None = None
    machine: Machine | None = None
    only_with: str | None = None
    sent_by: Operation | None = None
    triggers: Operation | None = None
    carry: Carry | None = None
    same: Callable[[Any, Any], bool] | None = None
    part: str | None = None
    in_full: bool = False
    ignored_when: Mapping[str, Any] = field(default_factory=dict)
    added_when: Mapping[str, Any] = field(default_factory=dict)
    from_answer: Callable[[Mapping[str, Any]], Any] | None = None
    lock: Lock | None = None
    wrapped: bool = False
    alternative: str | None = None
    repeated: bool = False
    follows: bool = False
    rollout: Rollout | None = None
    translated: Translated | None = None
    last_change: str | None = None
    repeats: tuple[str, ...] = ()
    spread: bool = False

    @property
    def own(self) -> bool:
        """Whether every kind has it: it tells where the object is or how to handle it, or stands for properties that nobody knows yet."""
        return self.policy or self.place or self.spread


@dataclass(frozen=True)
class Field:
    """One property of a kind: its name in the program and state, its shape, its options, and whether None is a value."""

    name: str
    spelt: str
    shape: Shape
    options: Options
    optional: bool = False

    @cached_property
    def sent(self) -> str:
        """The name in request bodies: as declared, else as the API spells the property's name."""
        return self.options.sent or self.spelt

    @cached_property
    def read(self) -> str:
        """The name in answers."""
        return self.options.read or self.sent

    @cached_property
    def required(self) -> bool:
        """Whether the program must set it."""
        return self.options.input and self.options.default is REQUIRED

    @cached_property
    def has_default(self) -> bool:
        """Whether `check` fills it in when the program leaves it out."""
        return self.options.input and not isinstance(self.options.default, Unset)

    @cached_property
    def in_bodies(self) -> bool:
        """Whether it travels in the bodies of create and update, and not with an operation of its own."""
        return self.options.input and not self.outside_bodies

    @cached_property
    def outside_bodies(self) -> bool:
        """Whether it is no part of any body: it travels in the address, along with a move, or not at all."""
        options = self.options
        along = options.machine or options.only_with or options.triggers
        return bool(along or options.address or options.in_query or options.local or options.policy or options.place)

    @cached_property
    def is_read(self) -> bool:
        """Whether answers tell its value."""
        options = self.options
        return (
            options.returned
            and not options.spread
            and (options.machine is not None or options.from_answer is not None or not self.outside_bodies)
        )

    @cached_property
    def has_json(self) -> bool:
        """Whether state holds it, or a part of it, as JSON text."""
        return self.shape.has_json

    @cached_property
    def is_list(self) -> bool:
        """Whether it is a list whenever the API tells of it, if only an empty one."""
        return isinstance(self.shape, ListOf) and self.is_read and not self.optional

    def decoded(self, value: Any) -> Any:
        """Its value as the program reads it, out of state."""
        return None if value is None else self.shape.decode(value)

    def grows(self, inputs: Mapping[str, Any]) -> bool:
        """Whether the API adds elements of its own to the list, as things are in the program."""
        return bool(self.options.added_when) and all(inputs.get(name) == value for name, value in self.options.added_when.items())

    def same(self, old: Any, new: Any) -> bool:
        """Whether `new` asks for what state says is there already."""
        options = self.options
        if options.only_with or (old in options.server_values and not isinstance(old, (list, dict))):
            return True
        if options.same is not None and isinstance(old, str) and isinstance(new, str):
            return options.same(old, new)
        return self.shape.same(old, new)

    def to_wire(self, value: Any) -> Any:
        """The value as a body holds it; "" or [] stands for null where the API clears a property by null."""
        if value is None or (self.options.null and value in ("", [])):
            return None
        wire = self.shape.to_wire(value)
        return [wire] if self.options.as_list else wire

    def from_wire(self, value: Any) -> Any:
        """An answer's value in state's form; of objects that stand for one of their parts, that part."""
        if self.options.part and isinstance(value, list):
            value = [each.get(self.options.part) if isinstance(each, dict) else each for each in value]
        return self.shape.from_wire(value)


def prop(
    *marks: Mark,
    default: Any = REQUIRED,
    sent: str | None = None,
    read: str | None = None,
    replace: bool = False,
    secret: bool = False,
    returned: bool = True,
    null: bool = False,
    always: bool = False,
    later: bool = False,
    address: str | None = None,
    delta: str | None = None,
    server_values: tuple[Any, ...] = (),
    slug_of: str | None = None,
    machine: Machine | None = None,
    only_with: str | None = None,
    carry: Carry | None = None,
    same: Callable[[Any, Any], bool] | None = None,
    in_full: bool = False,
    from_answer: Callable[[Mapping[str, Any]], Any] | None = None,
    alternative: str | None = None,
    rollout: Rollout | None = None,
) -> Any:
    """Declares an input property.

    - `marks`: what is special about it; see `marks`.
    - `default`: filled in when the program leaves the property out, so that removing it resets it;
      `UNMANAGED` leaves the API's value alone. Without a default the property is required.
    - `sent`, `read`: the API's names in bodies and answers, where they are not the camelCase of the property's.
    - `replace`: no operation changes it, so a new value means a new object.
    - `secret`: encrypted in state and never shown. `returned=False`: no answer holds it; state keeps what was sent.
    - `null`: an empty text or list is sent as null, which clears it.
    - `always`: part of every update's body. `later`: the create operation does not take it, an update right after does.
    - `address`: it fills this placeholder of the operations' paths and is in no body.
    - `delta`: a list that changes by what is added and removed; lists of the same group travel in one request.
    - `server_values`: values that only the API sets, which are no drift.
    - `slug_of`: the property that the API derives it from when it is left out.
    - `machine`: it declares the state of a lifecycle. `only_with`: it goes along with the move to that state, and nowhere else.
    - `carry`: how the elements of a list keep the identity that the API gave them.
    - `same`: compares two texts, where equal texts are not the point.
    - `in_full`: the full update sets it, and the partial one does not.
    - `from_answer`: makes the value out of an answer, where it is not one field there.
    - `alternative`: the property that says the same in another notation; only one of the two is sent, and both are secret where one is.
    - `rollout`: how it lets people in, of whom one update may not let in too many.
    """
    options = Options(
        True,
        default,
        sent=sent,
        read=read,
        replace=replace,
        secret=secret,
        returned=returned,
        null=null,
        always=always,
        later=later,
        address=address,
        delta=delta,
        server_values=server_values,
        slug_of=slug_of,
        machine=machine,
        only_with=only_with,
        carry=carry,
        same=same,
        in_full=in_full,
        from_answer=from_answer,
        alternative=alternative,
        rollout=rollout,
    )
    return dataclasses.replace(options, **{name: value for mark in marks for name, value in mark.options().items()})


def output(
    *,
    init: Literal[False] = False,
    read: str | None = None,
    secret: bool = False,
    repeated: bool = False,
    last_change: Literal["who", "when", "version"] | None = None,
    repeats: tuple[str, ...] = (),
) -> Any:
    """Declares a property that only the API sets.

    `read` is its name in answers, `secret` keeps it encrypted; a full update must send one that is `repeated` back as it is.
    `last_change` says that it tells who changed the object last, when (in ms since 1970), or how often it was changed.
    It tells something of the inputs that it `repeats`, and is secret where one of them is.
    """
    return Options(False, read=read, secret=secret, repeated=repeated, last_change=last_change, repeats=repeats)
