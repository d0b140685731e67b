"""Annotations: how Python's own types become shapes."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Optional, TypedDict, Union

import pytest
from typing_extensions import NotRequired, Required

from pulumi import Input
from statsig_console.declaring.annotations import (
    Absent,
    ByServer,
    Computed,
    Json,
    JsonList,
    JsonObject,
    Many,
    Pattern,
    ReadAs,
    Wire,
    completed,
    shape_of,
    snake_case,
)
from statsig_console.declaring.limits import Ge, MaxLen
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, Member, OneOf, Record, Scalar, Shape
from statsig_console.errors import DeclarationError


class Inner(TypedDict, total=False):
    """An object inside."""

    id_type: Input[str]
    share: Required[Input[float]]


class Outer(TypedDict):
    """An object with all that can be said of a key."""

    name: Input[str]
    base_id: NotRequired[Annotated[Input[str], ByServer()]]
    weight: NotRequired[Annotated[Input[float], Ge(0), Absent(1, sent=True)]]
    level: NotRequired[Annotated[Input[float], Absent(0)]]
    apps: NotRequired[Annotated[Input[Many[str]], Wire("appIDs"), ReadAs("appNames")]]
    hits: NotRequired[Annotated[Input[float], Computed()]]
    inner: NotRequired[Input[Inner | None]]


@snake_case
class Columns(TypedDict):
    """An object whose keys the API spells as Python does."""

    unit_id: Input[str]


@completed
class Filled(TypedDict):
    """An object that the API completes."""

    name: str
    operator: NotRequired[str]


@pytest.mark.parametrize(
    ("annotation", "shape"),
    [
        (str, Scalar(str)),
        (bool, Scalar(bool)),
        (Input[float], Scalar(float)),
        (Optional[int], Scalar(int)),  # noqa: UP045
        (Input[Input[str] | None], Scalar(str)),
        (Annotated[str, MaxLen(3), Pattern("a*")], Scalar(str, marks=(MaxLen(3), Pattern("a*")))),
        (Annotated[Annotated[float, Ge(0)] | None, MaxLen(3)], Scalar(float, marks=(MaxLen(3), Ge(0)))),
        (Literal["a", "b"], Scalar(str, choices=("a", "b"))),
        (Literal[True] | None, Scalar(bool, choices=(True,))),
        (Json, JsonValue()),
        (JsonObject | None, JsonValue(objects_only=True)),
        (Input[JsonList], JsonValue(lists_only=True)),
        (list[str], ListOf(Scalar(str))),
        (Sequence[int], ListOf(Scalar(int))),
        (Annotated[Many[str], MaxLen(2)], ListOf(Scalar(str), (MaxLen(2),))),
        (Input[Many[Many[float]]], ListOf(ListOf(Scalar(float)))),
        (Mapping[str, Input[str]], MapOf(Scalar(str))),
        (dict[str, list[str]], MapOf(ListOf(Scalar(str)))),
        (Many[str] | Many[float] | str | float, OneOf((ListOf(Scalar(str)), ListOf(Scalar(float)), Scalar(str), Scalar(float)))),
        (Union[str, float, None], OneOf((Scalar(str), Scalar(float)))),  # noqa: UP007
        (Columns, Record("Columns", (Member("unit_id", "unit_id", Scalar(str), required=True),))),
    ],
)
def test_types_become_shapes(annotation: Any, shape: Shape) -> None:
    """Declarations are written in Python's own types; `Input`, `Optional` and `Annotated` only wrap them."""
    assert shape_of(annotation) == shape


def test_nested_keys_hold_all_that_is_said_of_them() -> None:
    """One line per key: wire names, who fills it in, what absence means."""
    inner = Record(
        "Inner", (Member("id_type", "idType", Scalar(str), required=False), Member("share", "share", Scalar(float), required=True))
    )

    assert shape_of(Outer) == Record(
        "Outer",
        (
            Member("name", "name", Scalar(str), required=True),
            Member("base_id", "baseID", Scalar(str), required=False, by_server=True),
            Member("weight", "weight", Scalar(float, marks=(Ge(0),)), required=False, absent=1, filled_in=True),
            Member("level", "level", Scalar(float), required=False, absent=0),
            Member("apps", "appIDs", ListOf(Scalar(str)), required=False, read="appNames"),
            Member("hits", "hits", Scalar(float), required=False, by_server=True, computed=True),
            Member("inner", "inner", inner, required=False),
        ),
    )


def test_completed_objects_mark_their_optional_keys_alone() -> None:
    """A required key is the program's; what is left out is the API's to fill in, and no drift."""
    assert shape_of(Filled) == Record(
        "Filled",
        (
            Member("name", "name", Scalar(str), required=True),
            Member("operator", "operator", Scalar(str), required=False, by_server=True),
        ),
    )


@pytest.mark.parametrize("annotation", [bytes, object, set[str], tuple[str, ...], Any])
def test_other_types_are_refused(annotation: Any) -> None:
    """A declaration that the engine cannot keep is a mistake of ours, found when the class is first used."""
    with pytest.raises(DeclarationError, match="is no annotation for a property"):
        shape_of(annotation)
