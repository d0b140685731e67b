"""Entries of lists: the body that adds one, and how an answer about the parent tells whether it is there."""

from __future__ import annotations

from typing import Any

import pytest

from statsig_console.declaring.endpoints import Entered, entering
from statsig_console.declaring.entries import Entry

BARE = Entry({"in": "insiders", "out": "outsiders"}, by="side", value="who")
WHOLE = Entry("guests", empty=("others",), beside={"op": "add"}, reads={"name": "id"})
WITHIN = Entry("tables", member="seats", value="who", open=("kind",))


@pytest.mark.parametrize(
    ("entry", "fields", "body"),
    [
        (BARE, {"side": "out", "who": "u"}, {"insiders": [], "outsiders": ["u"]}),
        (BARE, {"side": "elsewhere", "who": "u"}, {"insiders": [], "outsiders": []}),
        (WHOLE, {"name": "n", "day": "d"}, {"guests": [{"name": "n", "day": "d"}], "others": [], "op": "add"}),
        (WITHIN, {"who": "u", "room": "r"}, {"tables": [{"room": "r", "seats": ["u"]}]}),
    ],
)
def test_a_body_holds_the_entry_alone(entry: Entry, fields: dict[str, str], body: dict[str, Any]) -> None:
    """The lists that the API demands are there, and empty."""
    assert entry.body(fields) == body


@pytest.mark.parametrize(
    ("entry", "parent", "wanted", "found"),
    [
        (BARE, {"insiders": ["u"], "outsiders": []}, {"side": "in", "who": "u"}, True),
        (BARE, {"insiders": ["u"], "outsiders": []}, {"side": "out", "who": "u"}, False),
        (BARE, {}, {"side": "out", "who": "u"}, False),
        (BARE, None, {"side": "in", "who": "u"}, False),
        (WHOLE, {"guests": [{"id": "n", "day": None}]}, {"name": "n", "day": ""}, True),
        (WHOLE, {"guests": [{"name": "n", "day": "d"}]}, {"name": "n", "day": ""}, False),
        (WHOLE, {"guests": [{"name": "n"}]}, {"name": "n", "day": "d"}, False),
        (WHOLE, {"guests": ["n"]}, {"name": "n", "day": ""}, False),
        (WITHIN, {"tables": [{"room": "r", "seats": ["u"], "kind": "k"}]}, {"room": "r", "who": "u", "kind": ""}, True),
        (WITHIN, {"tables": [{"room": "r", "seats": ["u"]}]}, {"room": "r", "who": "u", "kind": "k"}, True),
        (WITHIN, {"tables": [{"room": "r", "seats": ["u"], "kind": "l"}]}, {"room": "r", "who": "u", "kind": "k"}, False),
        (WITHIN, {"tables": [{"room": "r", "seats": ["v"]}, {"room": "q", "seats": ["u"]}]}, {"room": "r", "who": "u", "kind": ""}, False),
    ],
)
def test_an_entry_is_known_by_all_its_fields(entry: Entry, parent: Any, wanted: dict[str, str], found: bool) -> None:
    """One that differs in any of them is another one; what the API may fill in differs only from what is wanted there."""
    assert entry.found(parent, wanted) == (wanted if found else None)


def test_parts_that_are_left_out_are_in_no_address() -> None:
    """An empty query value would name an environment without a name."""
    endpoints = entering("/rooms/{id}/guests", "room_id", "one/{who}", {"day": "day", "user_id": "who"})
    sent = {"room_id": "a/b", "user_id": "u/1"}

    id_ = endpoints.identity.of({}, sent)

    assert isinstance(endpoints.identity, Entered)
    assert id_ == "a%2Fb//u/1"
    assert endpoints.identity.address(id_, {}) == {"id": "a/b", "who": "u/1"}
    assert endpoints.identity.address(endpoints.identity.of({}, {**sent, "day": "d"}), {}) == {"id": "a/b", "day": "d", "who": "u/1"}
    assert str(endpoints.delete) == "DELETE /rooms/{id}/guests/one/{who}"
    assert endpoints.delete is not None
    assert endpoints.delete.query == ("day",)
