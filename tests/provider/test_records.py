"""Records: dataclasses that share the methods that are the same for all."""

from __future__ import annotations

from dataclasses import field, fields, replace

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
