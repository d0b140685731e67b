"""Endpoints and identities: where a kind lives, and what its Pulumi ID is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statsig_console.declaring.endpoints import (
    Constant,
    Deltas,
    Derived,
    Endpoints,
    Fingerprint,
    FirstName,
    Identity,
    Named,
    Run,
    action,
    collection,
    inside,
    keyed_by_query,
    overriding,
    singleton,
)
from statsig_console.declaring.operations import Operation, operation
from statsig_console.secrets import fingerprint

TEXT = st.text(min_size=1)


@given(st.lists(TEXT, min_size=3, max_size=3))
def test_an_id_of_several_fields_leads_back_to_them(values: list[str]) -> None:
    """Slashes, percent signs and any script may be in a name; the ID must address just that object."""
    identity = Named(("a", "b", "c"), ("one", "two", "three"))
    answer = dict(zip(("a", "b", "c"), values, strict=True))

    assert identity.address(identity.of(answer, {}), {}) == dict(zip(("one", "two", "three"), values, strict=True))


@given(TEXT)
def test_an_id_of_one_field_is_that_field(value: str) -> None:
    """People type IDs to adopt objects, so nothing is encoded that need not be."""
    assert Named().of({"id": value}, {}) == value
    assert Named().address(value, {}) == {"id": value}


@pytest.mark.parametrize(
    ("identity", "answer", "sent", "id_", "address"),
    [
        (Named(), {"id": "a/b ü"}, {}, "a/b ü", {"id": "a/b ü"}),
        (Named(), {}, {"id": "sent"}, "sent", {"id": "sent"}),
        (Named(), {"id": "told"}, {"id": "sent"}, "told", {"id": "told"}),
        (Named(("name",), ("name",)), {"name": "x"}, {}, "x", {"name": "x"}),
        (Named(("parent", "id"), ("id", "ruleID")), {"id": "r"}, {"parent": "p/q"}, "p%2Fq/r", {"id": "p/q", "ruleID": "r"}),
        (
            Named(("parent", "id"), ("id", "ruleID")),
            {"id": "r/s"},
            {"parent": "a b:c@d+e"},
            "a b:c@d+e/r/s",
            {"id": "a b:c@d+e", "ruleID": "r/s"},
        ),
        (Named(("parent", "id"), ("id", "ruleID"), otherwise="name"), {}, {"parent": "p", "name": "n"}, "p/n", {"id": "p", "ruleID": "n"}),
        (Derived(("name", "type")), {}, {"name": "revenue", "type": "sum"}, "revenue::sum", {"id": "revenue::sum"}),
        (Derived(("name", "type")), {"id": "other"}, {"name": "revenue", "type": "sum"}, "other", {"id": "other"}),
        (Constant("settings/roles"), {"id": "x"}, {}, "settings/roles", {}),
        (FirstName(), {"name": "first"}, {}, "first", {"name": "first"}),
    ],
)
def test_ids_and_addresses(identity: Identity, answer: dict[str, Any], sent: dict[str, Any], id_: str, address: dict[str, str]) -> None:
    """An ID is made of the answer first, of the body where the answer lacks a field, and leads to the addresses of operations."""
    assert identity.of(answer, sent) == id_
    assert identity.address(id_, {}) == address
    assert identity.parts() == getattr(identity, "fields", (identity.field,) if isinstance(identity, FirstName) else ())


def test_a_first_name_stays_the_id_of_a_renamed_object() -> None:
    """The ID in state cannot change, so the address is the current name."""
    identity = FirstName("title", "name")

    assert identity.address("first", {"title": "second"}) == {"name": "second"}
    assert identity.parts() == ("title",)


def test_a_secret_id_is_a_fingerprint() -> None:
    """A key's own id is its text: neither state's IDs nor messages may hold it."""
    identity = Fingerprint("key", prefix="key")
    id_ = identity.of({"key": "client-secret"}, {})

    assert id_ == f"key-{fingerprint('client-secret')}"
    assert re.fullmatch(r"key-[0-9a-f]{20}", id_)
    assert identity.address(id_, {"key": "client-rotated"}) == {"id": "client-rotated"}
    assert identity.address(id_, {}) is None
    assert identity.parts() == ("key",)


def test_every_run_has_an_id_of_its_own() -> None:
    """Two runs of an action are two events."""
    assert Run().of({}, {}) != Run().of({}, {})
    assert (Run().address("x", {}), Run().parts()) == ({}, ())


def test_collections_have_the_usual_operations() -> None:
    """One line of a declaration stands for six operations."""
    assert collection("gates", full=True) == Endpoints(
        create=operation("POST /gates"),
        read=operation("GET /gates/{id}"),
        update=operation("PATCH /gates/{id}"),
        full=operation("POST /gates/{id}"),
        delete=operation("DELETE /gates/{id}"),
        listing=operation("GET /gates"),
        listed_by="id",
        identity=Named(("id",), ("id",)),
    )
    assert collection("stores", key="name", placeholder="name", update="POST") == Endpoints(
        create=operation("POST /stores"),
        read=operation("GET /stores/{name}"),
        update=operation("POST /stores/{name}"),
        delete=operation("DELETE /stores/{name}"),
        listing=operation("GET /stores"),
        listed_by="name",
        identity=Named(("name",), ("name",)),
    )


def test_collections_of_secrets_hide_their_paths() -> None:
    """The path of a key holds its text, which no message may show."""
    found = collection("keys", identity=Fingerprint("key", prefix="key"), full=True)

    assert found.listed_by == "key"
    assert [each.secret for each in (found.read, found.update, found.full, found.delete) if each] == [True] * 4


def test_other_shapes_of_endpoints() -> None:
    """Each of the API's other habits is one function."""
    assert keyed_by_query("ingestion", "type", "dataset") == Endpoints(
        create=operation("POST /ingestion"),
        read=Operation("GET", "/ingestion", ("type", "dataset")),
        update=operation("PATCH /ingestion"),
        delete=Operation("DELETE", "/ingestion", ("type", "dataset")),
        identity=Named(("type", "dataset"), ("type", "dataset")),
    )
    assert singleton("schedule", "dataset") == Endpoints(
        create=operation("POST /schedule", repeatable=True),
        read=Operation("GET", "/schedule", ("dataset",)),
        update=operation("POST /schedule", repeatable=True),
        identity=Named(("dataset",), ("dataset",)),
        restores=True,
    )
    assert singleton("settings").identity == Constant("settings")
    assert overriding("/gates/{id}/overrides", "gate_id", added={"x": ["{id}"]}) == Endpoints(
        create=operation("POST /gates/{id}/overrides"),
        read=operation("GET /gates/{id}/overrides"),
        deltas=Deltas(
            operation("PATCH /gates/{id}/overrides"), operation("DELETE /gates/{id}/overrides"), added={"x": ["{id}"]}, watched=True
        ),
        identity=Named(("gate_id",), ("id",)),
    )
    assert inside("POST /gates/{id}/rule", "/gates/{id}", "/gates/{id}/rules/{ruleID}", "gate_id", "id") == Endpoints(
        create=operation("POST /gates/{id}/rule"),
        read=operation("GET /gates/{id}"),
        update=operation("PATCH /gates/{id}/rules/{ruleID}"),
        delete=operation("DELETE /gates/{id}/rules/{ruleID}"),
        listing=operation("GET /gates"),
        listed_by="id",
        identity=Named(("gate_id", "id"), ("id", "ruleID")),
    )
    assert action("PUT /gates/{id}/launch") == Endpoints(create=operation("PUT /gates/{id}/launch"), identity=Run(), once=True)


def test_operations_lists_what_there_is() -> None:
    """The coverage table is made of these lists; a missing operation would be reported as out of reach."""
    found = overriding("/gates/{id}/overrides", "gate_id").but(delete=operation("DELETE /x"), listing=operation("GET /x"))

    assert [str(each) for each in found.operations()] == [
        "POST /gates/{id}/overrides",
        "GET /gates/{id}/overrides",
        "DELETE /x",
        "GET /x",
        "PATCH /gates/{id}/overrides",
        "DELETE /gates/{id}/overrides",
    ]
    assert Endpoints().operations() == ()
    assert [str(each) for each in Endpoints(deltas=Deltas(operation("PATCH /x"), None)).operations()] == ["PATCH /x"]


@pytest.mark.parametrize(
    ("endpoints", "permanent"),
    [
        (collection("gates"), False),
        (collection("gates").but(delete=None), True),
        (singleton("x"), False),
        (overriding("/x/{id}", "x"), False),
        (action("PUT /x"), False),
        (Endpoints(), True),
    ],
)
def test_permanent_is_what_nothing_takes_away(endpoints: Endpoints, permanent: bool) -> None:
    """Such an object cannot make way for a new one with the same ID."""
    assert endpoints.permanent is permanent
