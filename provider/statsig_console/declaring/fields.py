"""Fields: one line of a resource class per property of the API object.

``name: Prop[GateName] = prop(replace=True)`` declares an input, which is also an output;
``status: Out[Status] = output()`` declares an output only. Everything else derives from these
lines: constructor, validation, request bodies, diff, state, and the page in the docs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, overload

import pulumi
from statsig_console.records import record
from statsig_console.state_keys import MANAGED

from .lifecycle import Machine
from .marks import Lock, Mark, Translated
from .operations import Operation
from .shapes import ListOf, Shape

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Unset(Enum):
    """Values for `default` that are no default."""

    REQUIRED = "required"
    UNMANAGED = "unmanaged"


REQUIRED = Unset.REQUIRED
UNMANAGED = Unset.UNMANAGED
"""Leaves the property alone when the program does not set it: the API's value stays, and is no drift."""


UPDATE_STYLE = "update_style"
"""The property that says whether an update sends the changed properties or the whole object."""

ADOPT = "adopt_existing"
"""The property that lets a create adopt an object that exists."""

ON_DESTROY = "on_destroy"
"""The property that says whether an object that leaves the stack is deleted or archived."""

REVIEWED = "reviewed"
REVIEW_DESCRIPTION = "review_description"
REVIEWERS = "reviewers"
REVIEWER_GROUPS = "reviewer_groups"
"""The properties that say whether and how an object's changes go through reviews."""

WHEN_RUNNING = "when_running"
"""The property that says what to do with a change that would disturb a running experiment."""


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
    """A property's Output among those that Pulumi made. A property that state lacks is known to be None once state is known."""
    value: pulumi.Output[Any] = outputs[name]
    noted: pulumi.Output[Any] = outputs[MANAGED]

    async def is_known() -> bool:
        return await value.is_known() or await noted.is_known()

    return pulumi.Output(value.resources(), value.future(with_unknowns=True), is_known(), value.is_secret())


@record
class Carry:
    """How elements of a list keep their identity: an element with the same value `by` a key keeps the server's values of `keys`.

    `within` says the same for lists inside the elements, by the lists' keys.
    """

    by: str
    keys: tuple[str, ...]
    within: Mapping[str, Carry] = field(default_factory=dict)


@record
class Steps:
    """How the API raises a share by a schedule that somebody made for it.

    The key `read_as` holds the present share, the key `made` the steps so far, each with the share that it led to under `to`.
    """

    read_as: str
    made: str
    to: str


@record
class Rollout:
    """How a property rolls out to people: it is their share in %, or a list of elements that hold such a share under `amount`.

    - `by`: the key that identifies an element.
    - `where`: the element's key with environments. An element counts if it names a `live` environment, or none at all.
    - `conditions`: the element's key with conditions; if all of them are of a `public` type, the element is for everyone.
    - `everyone`, `nobody`: lifecycle states with a share of 100 % or 0 %. `only_in`: the only states in which the share matters.
    - `steps`: how a schedule raises the share without the program.
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


@record
class Options:
    """The arguments of `prop` and `output` and the options of marks; `prop`, `output` and `marks` explain them."""

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
    created: bool = False
    repeats: tuple[str, ...] = ()
    spread: bool = False

    @property
    def own(self) -> bool:
        """Whether every kind has the property: it says where the object is or how to handle it, or holds properties not declared yet."""
        return self.policy or self.place or self.spread


@record
class Field:
    """One property of a kind: its name in program and state, the API's spelling of it, its shape, its options, and whether None fits."""

    name: str
    spelt: str
    shape: Shape
    options: Options
    optional: bool = False

    @cached_property
    def sent(self) -> str:
        """The name in request bodies: the declared one, else the API's spelling of the property's name."""
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
        """Whether `check` fills in a default when the program leaves the property out."""
        return self.options.input and not isinstance(self.options.default, Unset)

    @cached_property
    def in_bodies(self) -> bool:
        """Whether the bodies of create and update hold it, unlike a property with an operation of its own."""
        return self.options.input and not self.outside_bodies

    @cached_property
    def outside_bodies(self) -> bool:
        """Whether the bodies of create and update lack it: it is sent in the address, with a move, by its own operation, or not at all."""
        options = self.options
        along = options.machine or options.only_with or options.triggers
        return bool(along or options.address or options.in_query or options.local or options.policy or options.place)

    @cached_property
    def is_read(self) -> bool:
        """Whether answers hold its value."""
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
        """Whether answers always hold a list for it, if only an empty one."""
        return isinstance(self.shape, ListOf) and self.is_read and not self.optional

    def decoded(self, value: Any) -> Any:
        """Its value in state, as the program reads it."""
        return None if value is None else self.shape.decode(value)

    def is_added_to(self, inputs: Mapping[str, Any]) -> bool:
        """Whether the API adds elements of its own to the list, given these inputs."""
        return bool(self.options.added_when) and all(inputs.get(name) == value for name, value in self.options.added_when.items())

    def same(self, old: Any, new: Any) -> bool:
        """Whether the input `new` asks for the value `old` in state."""
        options = self.options
        if options.only_with or (old in options.server_values and not isinstance(old, (list, dict))):
            return True
        if options.same is not None and isinstance(old, str) and isinstance(new, str):
            return options.same(old, new)
        return self.shape.same(old, new)

    def to_wire(self, value: Any) -> Any:
        """The value as a body holds it; "" or [] is sent as null where the API clears the property by null."""
        if value is None or (self.options.null and value in ("", [])):
            return None
        wire = self.shape.to_wire(value)
        return [wire] if self.options.as_list else wire

    def from_wire(self, value: Any) -> Any:
        """An answer's value in state's form. Where `part` is set, each object in the list is reduced to that part."""
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
    - `default`: filled in when the program leaves the property out, so that removing the property resets it;
      `UNMANAGED` leaves the API's value alone. Without a default the property is required.
    - `sent`, `read`: the API's names in bodies and answers, where they are not the camelCase of the property's.
    - `replace`: no operation changes it, so a new value replaces the object.
    - `secret`: encrypted in state and never shown. `returned=False`: no answer holds it; state keeps what was sent.
    - `null`: an empty text or list is sent as null, which clears the property; a number's annotation allows ``Literal[""]`` for that.
    - `always`: in the body of every update. `later`: create does not take it, so an update right after the create sends it.
    - `address`: it fills this placeholder of the operations' paths and is in no body.
    - `delta`: a list that is changed by adding and removing elements; lists of the same group are changed in one request.
    - `server_values`: values that only the API sets, which are no drift.
    - `slug_of`: the property that the API derives it from when it is left out.
    - `machine`: it declares the state of a lifecycle. `only_with`: it is sent with the move to that state, and nowhere else.
    - `carry`: how the elements of a list keep the identity that the API gave them.
    - `same`: compares two texts that may differ and still mean the same.
    - `in_full`: the full update sets it, and the partial update does not.
    - `from_answer`: makes the value from an answer that has no single field for it.
    - `alternative`: the property that says the same in another notation; only one of the two is sent, and both are secret where one is.
    - `rollout`: how it rolls out to people, so that one update cannot raise their share too far.
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
    created: bool = False,
    repeats: tuple[str, ...] = (),
) -> Any:
    """Declares a property that only the API sets.

    - `read`: its name in answers. `secret`: encrypted in state and never shown.
    - `repeated`: a full update must send it back unchanged.
    - `last_change`: it says who changed the object last, when (in ms since 1970), or how often the object was changed.
    - `created`: it says when the object was created; an object that was created later is another one.
    - `repeats`: the inputs whose values it shows a part of; it is secret where one of them is.
    """
    return Options(False, read=read, secret=secret, repeated=repeated, last_change=last_change, created=created, repeats=repeats)
