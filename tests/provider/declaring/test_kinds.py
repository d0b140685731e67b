"""Kinds: what a resource class declares, as the handlers see it."""

from __future__ import annotations

import re

import pytest

from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import Prop, output, prop
from statsig_console.declaring.kinds import Kind, kind_named, kind_of, kind_typed, name_of
from statsig_console.declaring.shapes import Record
from statsig_console.errors import DeclarationError
from statsig_console.resource import ConsoleResource
from statsig_console.state_keys import TYPE
from tests.provider.samples import Audience, Everything, Flag, FlagRule, Hour, Label, Launch, Members, Token


def test_a_kind_is_found_by_its_name() -> None:
    """State knows a kind by package and class, whichever module of the package it is in."""
    assert kind_named("pulumi_statsig_console:Tag").name == "pulumi_statsig_console:Tag"
    assert kind_named("pulumi_statsig_console:Tag").label == "Tag"
    assert name_of(Flag) == "tests:Flag"


@pytest.mark.parametrize("name", ["pulumi_statsig_console:Nothing", "no_such_package:Gate", "pulumi_statsig_console"])
def test_an_unknown_kind_says_what_to_look_at(name: str) -> None:
    """After a downgrade, state may know kinds that the package does not."""
    package, _, label = name.partition(":")

    with pytest.raises(DeclarationError, match=re.escape(f"{package} has no resource class {label}: is the package installed")):
        kind_named(name)


def test_other_classes_are_no_kinds() -> None:
    """A name in state that is some other class of the package is a mistake, not a crash."""
    with pytest.raises(DeclarationError, match="Owner is no resource class"):
        kind_named("pulumi_statsig_console:Owner")
    with pytest.raises(DeclarationError, match="str is no resource class"):
        kind_of(str)


def test_a_kind_is_built_once() -> None:
    """Shapes are trees that cost time to build, and handlers ask with each call."""
    assert kind_of(Flag) is kind_of(Flag)


def test_fields_come_in_the_order_of_declaration() -> None:
    """Shared fields of base classes come first, the engine's own last; outputs are no inputs."""
    kind = kind_of(Flag)
    own = [field.name for field in kind.fields if field.options.own]

    assert "project" in own
    assert [field.name for field in kind.fields][-len(own) :] == own
    assert [field.name for field in kind.fields][: -len(own)] == [
        "update_style",
        "name",
        "flag_id",
        "description",
        "id_type",
        "rules",
        "lifecycle",
        "archive_reason",
        "tags",
        "team",
        "status",
        "is_enabled",
    ]
    assert {field.name for field in kind.fields} - {field.name for field in kind.inputs} == {"status", "is_enabled"}
    assert kind.by_name["id_type"].sent == "idType"
    assert kind_of(Hour).by_name["scheduled_hour_pst"].sent == "scheduled_hour_pst"


def test_the_record_is_all_inputs() -> None:
    """Validation sees a resource as one object."""
    kind = kind_of(Label)
    record = kind.record

    assert isinstance(record, Record)
    assert [(member.name, member.wire, member.required) for member in record.members if not kind.by_name[member.name].options.own] == [
        ("name", "name", True),
        ("description", "description", False),
        ("is_core", "isCore", False),
    ]


@pytest.mark.parametrize(
    ("resource", "naming", "naming_inputs"),
    [
        (Flag, ("flag_id",), ("flag_id", "name")),
        (Label, (), ()),
        (Token, (), ()),
        (Hour, ("dataset",), ("dataset",)),
        (Members, ("audience",), ("audience",)),
        (FlagRule, (), ()),
        (Launch, (), ()),
    ],
)
def test_naming_is_what_decides_the_id(resource: type, naming: tuple[str, ...], naming_inputs: tuple[str, ...]) -> None:
    """Only where the program decides the ID can a new object collide with the old one."""
    kind = kind_of(resource)

    assert (kind.naming, kind.naming_inputs) == (naming, naming_inputs)


def test_parts_with_a_task_are_found() -> None:
    """Addresses, secrets and the lifecycle are asked for by what they are."""
    assert [field.name for field in kind_of(FlagRule).addressing] == ["flag"]
    assert kind_of(Token).secrets == ("key",)
    assert kind_of(Everything).secrets == ("secret_text",)
    assert [field and field.name for field in (kind_of(Flag).lifecycle, kind_of(Label).lifecycle)] == ["lifecycle", None]


def test_operations_of_a_kind_are_all_that_it_may_send() -> None:
    """The coverage table adds up what every class reaches: endpoints, moves and operations of single properties, each once."""
    assert [str(each) for each in kind_of(Audience).operations()] == [
        "POST /segments",
        "GET /segments/{id}",
        "DELETE /segments/{id}",
        "GET /segments",
        "POST /segments/{id}/conditional",
    ]
    assert [str(each) for each in kind_of(Token).operations()][-2:] == ["PATCH /keys/{id}/deactivate", "PATCH /keys/{id}/rotate"]


def test_kinds_that_cannot_be_read_are_lenient() -> None:
    """What no answer tells is as it was sent, or each refresh would forget it."""
    assert [kind_of(each).lenient for each in (Launch, Label)] == [True, False]

    class Unread(ConsoleResource, endpoints=collection("x").but(read=None)):
        """Only listed."""

        name: Prop[str] = prop()

    class Unheard(ConsoleResource, endpoints=collection("x").but(read=None, listing=None)):
        """Never told."""

        name: Prop[str] = prop()

    assert [kind_of(each).lenient for each in (Unread, Unheard)] == [False, True]


@pytest.mark.parametrize("name", ["id", "urn", "resource_name", "opts"])
def test_reserved_names_are_refused(name: str) -> None:
    """Pulumi's own attributes would be overwritten."""
    with pytest.raises(DeclarationError, match=f"Wrong: {name} cannot be declared so"):
        type("Wrong", (ConsoleResource,), {name: prop(), "__annotations__": {name: Prop[str]}}, endpoints=collection("x"))


def test_a_property_without_type_is_refused() -> None:
    """Without an annotation there is no shape."""
    with pytest.raises(DeclarationError, match="Wrong: status cannot be declared so"):
        type("Wrong", (ConsoleResource,), {"status": output()}, endpoints=collection("x"))


def test_label_is_the_class() -> None:
    """Messages name the kind as the program does."""
    assert Kind("package:Thing", (), endpoints=collection("x")).label == "Thing"


@pytest.mark.parametrize(
    ("type_", "label"),
    [(f"{TYPE}Tag", "Tag"), (f"{TYPE}Nothing", None), ("aws:s3/bucket:Bucket", None), ("pulumi-python:dynamic/other:Tag", None)],
)
def test_a_kind_is_found_by_the_type_in_state(type_: str, label: str | None) -> None:
    """State holds resources of other providers too, and perhaps some of a newer package."""
    kind = kind_typed(type_)

    assert (kind and kind.label) == label
