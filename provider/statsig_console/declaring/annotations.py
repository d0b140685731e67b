"""Annotations: how a declaration says what a property holds.

A declaration uses Python's own types, `Literal`, `TypedDict`, and `Annotated` with the marks
of this module and of `limits`. `shape_of` reads one into its shape.
"""

from __future__ import annotations

import types
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any, ForwardRef, Literal, TypeVar, Union, get_args, get_origin

from typing_extensions import NotRequired, Required, get_annotations, is_typeddict

import pulumi
from statsig_console.errors import DeclarationError
from statsig_console.records import record
from statsig_console.values import as_written, camel_case

from .shapes import JsonValue, ListOf, MapOf, Member, NamesEnvironment, OneOf, Record, Scalar, Shape, Unordered

T = TypeVar("T")
Class = TypeVar("Class", bound=type)


@record
class Pattern:
    """The regular expression that a string must match from beginning to end."""

    regex: str


@record
class Wire:
    """The API's name of a nested key, where it is not the camelCase of the program's name."""

    name: str


@record
class ReadAs:
    """The name of a nested key in answers, where it is not the one in bodies."""

    name: str


@record
class Computed:
    """Marks a nested key that is in answers and never in bodies. A program that sets it is told `why` that has no effect."""

    why: str = ""


@record
class ByServer:
    """Marks a nested key that the API fills in when the program leaves it out. The API's value is no drift."""


@record
class Absent:
    """Marks a nested key whose absence the API takes for `value`. With `sent`, bodies hold that value."""

    value: Any
    sent: bool = False


@record
class KeptAsText:
    """Marks a value that state keeps as JSON text, so that Pulumi cannot change it.

    The keys that an object `ignores` are only in answers: neither bodies nor state hold them.
    """

    objects_only: bool = False
    lists_only: bool = False
    ignores: tuple[str, ...] = ()


@record
class ShapedAs:
    """Gives a value's exact annotation, where type checkers need a looser one."""

    annotation: Any


Json = Annotated[Any, KeptAsText()]
"""Any JSON value, null included. State keeps it without loss."""

JsonObject = Annotated[Mapping[str, Any], KeptAsText(objects_only=True)]
"""A JSON object of any depth. State keeps it without loss."""

JsonList = Annotated[Sequence[Any], KeptAsText(lists_only=True)]
"""A list of JSON values. State keeps it without loss."""

EnvironmentName = Annotated[str, NamesEnvironment()]
"""The name of an environment of the project."""

Many = Sequence[pulumi.Input[T]]
"""A list whose elements may be Outputs."""

SetOf = Annotated[Sequence[T], Unordered()]
"""A list that means a set: order and repetition of its elements mean nothing."""

ManySet = SetOf[pulumi.Input[T]]
"""A list that means a set and whose elements may be Outputs."""


def snake_case(table: Class) -> Class:
    """Marks a nested class whose keys the API spells in snake_case."""
    table.__spelling__ = as_written  # type: ignore[attr-defined]
    return table


def completed(table: Class) -> Class:
    """Marks a nested class whose optional keys the API fills in when the program leaves them out."""
    table.__completed__ = True  # type: ignore[attr-defined]
    return table


def shape_of(annotation: Any) -> Shape:
    """The shape that an annotation describes.

    Raises:
        DeclarationError: no shape fits the annotation.
    """
    annotation, marks = unwrap(annotation)
    for mark in marks:
        if isinstance(mark, ShapedAs):
            return shape_of(mark.annotation)
        if isinstance(mark, KeptAsText):
            return JsonValue(mark.objects_only, mark.lists_only, mark.ignores)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return Scalar(type(arguments[0]), choices=arguments)
    if annotation in {str, int, float, bool}:
        return Scalar(annotation, marks=marks)
    if is_typeddict(annotation):
        return record_of(annotation)
    if origin in {list, Sequence}:
        return ListOf(shape_of(arguments[0]), marks)
    if origin in {dict, Mapping}:
        return MapOf(shape_of(arguments[1]))
    if origin in {Union, types.UnionType}:
        return OneOf(tuple(shape_of(option) for option in arguments))
    raise DeclarationError(f"{annotation!r} is no annotation for a property")


def record_of(table: Any) -> Record:
    """The shape of a `TypedDict`."""
    spell: Callable[[str], str] = getattr(table, "__spelling__", camel_case)
    members = []
    for name, hint in get_annotations(table).items():
        wrapper: Any = get_origin(hint)
        optional = wrapper is NotRequired or (not table.__total__ and wrapper is not Required)
        annotation, marks = unwrap(get_args(hint)[0] if wrapper in {Required, NotRequired} else hint)
        bounds = tuple(mark for mark in marks if not isinstance(mark, (Wire, ReadAs, Computed, Absent, ByServer)))
        members.append(
            Member(
                name,
                next((mark.name for mark in marks if isinstance(mark, Wire)), spell(name)),
                shape_of(Annotated[(annotation, *bounds)] if bounds else annotation),
                required=not optional,
                by_server=any(isinstance(mark, (ByServer, Computed)) for mark in marks)
                or (optional and getattr(table, "__completed__", False)),
                absent=next((mark.value for mark in marks if isinstance(mark, Absent)), None),
                filled_in=any(isinstance(mark, Absent) and mark.sent for mark in marks),
                computed=any(isinstance(mark, Computed) for mark in marks),
                ignored=next((mark.why for mark in marks if isinstance(mark, Computed)), ""),
                read=next((mark.name for mark in marks if isinstance(mark, ReadAs)), ""),
            )
        )
    return Record(table.__name__, tuple(members), getattr(table, "__checks__", ()), table)


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The annotation without the `Annotated`, `Input` and `Optional` around it, and the marks of each `Annotated`."""
    marks: tuple[Any, ...] = ()
    while True:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation, marks = arguments[0], marks + tuple(arguments[1:])
        elif origin in {Union, types.UnionType} and (plain := tuple(each for each in arguments if not _around_inputs(each))) != arguments:
            annotation = Union[plain]  # noqa: UP007
        else:
            return annotation, marks


def admits_none(annotation: Any) -> bool:
    """Whether the annotation is `Optional`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return admits_none(arguments[0])
    return origin in {Union, types.UnionType} and type(None) in arguments


def _around_inputs(option: Any) -> bool:
    """Whether an option of a union is None, or one of the types that `Input` adds. `Input` names `Output` as a forward reference."""
    return option is type(None) or isinstance(option, ForwardRef) or get_origin(option) in {pulumi.Output, Awaitable}
