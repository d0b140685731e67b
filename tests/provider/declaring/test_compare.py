"""Comparisons of texts that the API rewrites."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.output import Unknown

from statsig_console.declaring.compare import alike, rises, same_json5, same_json_text, same_number, same_or_open, same_words
from statsig_console.values import json_text
from tests.provider.test_values import JSON

COMPARISONS = [same_words, same_json_text, same_json5, same_number]


@pytest.mark.parametrize("same", COMPARISONS)
@given(text=st.text())
def test_every_text_is_the_same_as_itself(same: Any, text: str) -> None:
    """A comparison that crashes on, or finds a difference in, an unchanged text would plan changes for ever."""
    assert same(text, text)


@given(JSON)
def test_json_texts_differ_in_spacing_alone(value: Any) -> None:
    """The API gives a schema back indented as it likes."""
    assert same_json_text(json_text(value), json.dumps(value, indent=2))


@pytest.mark.parametrize(
    ("same", "left", "right", "expected"),
    [
        (same_words, "read_only", "Read Only", True),
        (same_words, "user_id", "userID", True),
        (same_words, "admin", "member", False),
        (same_json_text, '{"a": 1, "b": 2}', '{"b":2.0,"a":1}', True),
        (same_json_text, '{"a": 1}', '{"a": true}', False),
        (same_json_text, "not json", "not json", True),
        (same_json_text, "not json", "not  json", False),
        (same_json_text, "{", "{}", False),
        (same_json5, "{a: 1,}", "{ a : 1 }", True),
        (same_json5, "{'a': [1, 2,], }", '{"a":[1,2]}', True),
        (same_json5, "{a: 1}", "{a: 2}", False),
        (same_json5, "{a: 'x'}", '{"a": "x"}', True),
        (same_json5, '{a: "1"}', "{a: 1}", False),
        (same_json5, '{a: "true"}', "{a: true}", False),
        (same_json5, '[","]', "[]", False),
        (same_json5, "[1,,2]", "[1,2]", False),
        (same_json5, "{a: 1}", "", False),
        (same_json5, "", "{a: 1}", False),
        (same_json5, "{a: 1} // why", "{a: 1}", False),
        (same_json5, '{a: "x, }"}', '{a: "x }"}', False),
        (same_number, "24hrs", "24", True),
        (same_number, " 24hr", "24hrs", True),
        (same_number, "24", "12", False),
        (same_number, "none", "24", False),
        (same_number, "none", "soon", False),
    ],
)
def test_texts_are_compared_by_what_they_say(same: Any, left: str, right: str, expected: bool) -> None:
    """The API rewrites these texts; only another meaning is a change."""
    assert (same(left, right), same(right, left)) == (expected, expected)


@pytest.mark.parametrize(("old", "new", "expected"), [(1, 2, True), (2, 2, True), (2, 1, False), (None, 1, True), (5, Unknown(), True)])
def test_rises(old: Any, new: Any, expected: bool) -> None:
    """Some numbers may grow while an experiment runs, and never shrink."""
    assert rises(old, new) is expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([{"id": "a", "name": "x"}], [{"id": "a", "name": "y"}], True),
        ([{"id": "a"}], [{"id": "b"}], False),
        ([{"id": "a"}], [{"id": "a"}, {"id": "b"}], False),
        ([{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "a"}], False),
        ([{"id": "a"}], [{"id": Unknown()}], True),
        ([{"id": "a", "value": '{"x": 1}'}], [{"id": "a", "value": '{ "x": 1.0 }'}], True),
        ([{"id": "a", "value": 1}], [{"id": "a", "value": True}], False),
        ([{"id": "a", "value": "1"}], [{"id": "a", "value": 1}], False),
        ([{"id": "a", "value": None}], [{"id": "a", "value": "null"}], False),
        (None, [{"id": "a"}], True),
        ([{"id": "a"}], Unknown(), True),
    ],
)
def test_alike_compares_some_keys_in_order(old: Any, new: Any, expected: bool) -> None:
    """A locked list may change in what is not named, and what is not known yet is not refused."""
    assert alike("id", "value")(old, new) is expected


def test_an_empty_text_leaves_the_choice_to_the_api() -> None:
    """Whoever the API takes for the creator is no drift of a program that names nobody."""
    assert same_or_open("u1", "u1")
    assert same_or_open("u1", "")
    assert not same_or_open("u1", "u2")
    assert not same_or_open("", "u2")
