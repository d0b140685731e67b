"""Fields: what each option of a property means."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.output import Unknown

from statsig_console.declaring.fields import REQUIRED, UNMANAGED, Field, Options, output, prop
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.marks import Lock, SentBy, Triggers
from statsig_console.declaring.operations import operation
from statsig_console.declaring.shapes import JsonValue, ListOf, Scalar, Shape
from tests.provider.samples import Everything, Flag

EVERYTHING = kind_of(Everything).by_name


def field(shape: Shape | None = None, **options: Any) -> Field:
    """A field of some shape, declared with these options."""
    return Field("some_id", "someID", shape or Scalar(str), prop(**options))


def test_a_property_without_default_is_required() -> None:
    """Whether a property may be left out follows from its one line."""
    found = [(each.required, each.has_default) for each in (field(), field(default=UNMANAGED), field(default=None), field(default=""))]

    assert found == [(True, False), (False, False), (False, True), (False, True)]
    assert prop().default is REQUIRED


def test_an_output_is_neither_required_nor_sent() -> None:
    """Only the API sets it."""
    out = Field("some_id", "someID", Scalar(str), output(read="someThing", secret=True))

    assert (out.required, out.has_default, out.in_bodies, out.read, out.options.secret) == (False, False, False, "someThing", True)
    assert out.options == Options(False, read="someThing", secret=True)


def test_names_on_the_wire() -> None:
    """The API's spelling is derived; exceptions are said once, and bodies and answers may differ."""
    names = [(each.sent, each.read) for each in (field(), field(sent="x"), field(read="y"), field(sent="x", read="y"))]

    assert names == [("someID", "someID"), ("x", "x"), ("someID", "y"), ("x", "y")]


@pytest.mark.parametrize(
    ("name", "in_bodies"),
    [
        ("name", True),
        ("title", True),
        ("secret_text", True),
        ("kept", True),
        ("late", True),
        ("single", True),
        ("noted", False),
        ("dry_run", False),
        ("phase", False),
        ("winner", False),
        ("version", False),
    ],
)
def test_what_travels_elsewhere_is_in_no_body(name: str, in_bodies: bool) -> None:
    """The API refuses bodies with properties that it does not know there."""
    assert EVERYTHING[name].in_bodies is in_bodies


def test_operations_are_declared_as_texts() -> None:
    """A property can have operations of its own, named as the API's documents name them."""
    own = prop(SentBy("POST /a/{id}/b"), Triggers("PATCH /a/{id}/c"), default=UNMANAGED)

    assert (own.sent_by, own.triggers) == (operation("POST /a/{id}/b"), operation("PATCH /a/{id}/c", secret=True, repeatable=False))


@pytest.mark.parametrize(
    ("name", "value", "wire"),
    [
        ("name", "a", "a"),
        ("name", "", ""),
        ("name", None, None),
        ("owner_id", "", None),
        ("owner_id", "a", "a"),
        ("app_ids", [], None),
        ("app_ids", ["a"], ["a"]),
        ("single", "a", ["a"]),
        ("weight", 2.0, 2),
        ("value", '{"a":null}', {"a": None}),
    ],
)
def test_values_on_their_way_to_the_api(name: str, value: Any, wire: Any) -> None:
    """Null clears some properties, and one is a list of one."""
    assert EVERYTHING[name].to_wire(value) == wire


def test_objects_that_stand_for_a_part_are_read_as_that_part() -> None:
    """The API takes IDs and answers with whole objects."""
    assert EVERYTHING["groups"].from_wire([{"id": "a", "name": "A"}, "b"]) == ["a", "b"]
    assert EVERYTHING["groups"].from_wire(None) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "same"),
    [
        ("name", "a", "a", True),
        ("name", "a", "b", False),
        ("winner", "a", "b", True),
        ("state_name", "STALE", "anything", True),
        ("state_name", "anything", "STALE", False),
        ("words", "Read", "read", True),
        ("words", "Read", "write", False),
        ("words", None, "", True),
        ("words", "a", Unknown(), False),
        ("app_ids", ["a", "b"], ["b", "a"], True),
        ("app_ids", None, [], True),
        ("app_ids", ["a"], ["a", "b"], False),
        ("app_ids", ["a"], [Unknown()], False),
        ("groups", ["a", "b"], ["b", "a"], False),
        ("value", '{"a":1}', '{"a":1.0}', True),
    ],
)
def test_same_follows_the_options(name: str, old: Any, new: Any, same: bool) -> None:
    """Each option that makes two values one removes a difference that nobody asked for, and no other."""
    assert EVERYTHING[name].same(old, new) is same


def test_server_values_do_not_trip_over_lists() -> None:
    """A list cannot be one of a few server's values, and comparing it must not fail."""
    assert field(ListOf(Scalar(str)), default=UNMANAGED, server_values=("x",)).same([], ["x"]) is False


@pytest.mark.parametrize(
    ("state", "old", "new", "refused"),
    [("running", 1, 2, True), ("setup", 1, 2, False), (None, 1, 2, False), ("running", 1, 3, False)],
)
def test_a_lock_refuses_in_its_states_alone(state: str | None, old: int, new: int, refused: bool) -> None:
    """Some changes break a running experiment; those that do not are allowed."""
    assert Lock(("running",), "stop it", allows=lambda old, new: new == 3).refuses(state, old, new) is refused


def test_a_list_grows_in_some_states_of_other_properties() -> None:
    """Elsewhere, an element that the program does not declare is drift."""
    found = [EVERYTHING["guests"].is_added_to(inputs) for inputs in ({"source": "auto"}, {"source": "manual"}, {})]

    assert found == [True, False, False]
    assert not EVERYTHING["groups"].is_added_to({"source": "auto"})


def test_has_json_is_the_shapes() -> None:
    """Only values kept as text need decoding."""
    assert (field(JsonValue()).has_json, field().has_json) == (True, False)


def test_a_declaration_says_every_option() -> None:
    """The options of a class line arrive where the engine looks for them."""
    flag = kind_of(Flag).by_name

    assert flag["flag_id"].options == Options(True, UNMANAGED, sent="id", replace=True, slug_of="name")
    assert flag["description"].options == Options(True, "")
    assert flag["update_style"].options == Options(True, UNMANAGED, local=True)
    assert flag["tags"].options == Options(True, UNMANAGED)
