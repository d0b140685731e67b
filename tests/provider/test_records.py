"""Records: dataclasses that share the methods that are the same for all."""

from __future__ import annotations

from dataclasses import field, fields, replace
from typing import Any

import pytest

from statsig_console.records import record


@record
class Point:
    """A record with a default, and a field that is neither compared nor shown."""

    across: int
    up: int = 0
    note: str = field(default="", compare=False, repr=False)


@record
class Place(Point):
    """A record made from another one."""

    name: str = ""


@record(kw_only=True)
class Named:
    """A record whose fields are named, and which prints itself."""

    name: str = ""
    size: int

    def __repr__(self) -> str:
        return f"<{self.name}>"


def test_records_are_compared_by_what_they_hold() -> None:
    """Fields that are left out of it make no difference; classes do."""
    assert Point(1, 2, "here") == Point(1, 2, "there")
    assert Point(1) != Point(2)
    assert Point(1) != Place(1)
    assert Place(1, name="a") != Place(1, name="b")
    assert Point(1) != (1, 0)


def test_records_can_be_keys() -> None:
    """What is equal is one key."""
    assert {Point(1, 2, "here"): "a"}[Point(1, 2, "there")] == "a"
    assert len({Place(1, name="a"), Place(1, name="a"), Place(1, name="b")}) == 2


def test_records_are_printed_by_their_fields() -> None:
    """But for those that are not to be shown, and unless a class prints itself."""
    assert repr(Place(1, note="x", name="a")) == "Place(across=1, up=0, name='a')"
    assert repr(Named(name="a", size=1)) == "<a>"


def test_records_are_dataclasses() -> None:
    """They can be copied with changes, and asked for their fields; named fields are named."""
    assert replace(Place(1, name="a"), up=3) == Place(1, 3, name="a")
    assert [each.name for each in fields(Named)] == ["name", "size"]
    with pytest.raises(TypeError):
        Named("a", 1)  # type: ignore[misc]  # pyright: ignore[reportCallIssue]


@record
class Made:
    """A record whose defaults are made, and which sets something itself once it is made."""

    names: list[str] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.names.append("made")


def test_records_are_made_as_dataclasses_are() -> None:
    """By place and by name, with defaults, each with its own of those that are made."""
    assert [vars(each) for each in (Point(1, note="x"), Place(1, 2, "x", "a"), Named(size=1))] == [
        {"across": 1, "up": 0, "note": "x"},
        {"across": 1, "up": 2, "note": "x", "name": "a"},
        {"name": "", "size": 1},
    ]
    assert (Made().names, Made(["a"]).names, Made(count=3).count) == (["made"], ["a", "made"], 3)


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, "", 4), {}), ((1,), {"across": 1}), ((1,), {"down": 1}), ((), {"up": 1})])
def test_wrong_arguments_are_an_error(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    """One that lacks, one too many, one given twice, one that there is not."""
    with pytest.raises(TypeError, match=r"^Point takes across, note, up; it was given"):
        Point(*values, **named)
