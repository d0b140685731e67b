"""Usual: what state's text leaves out, and how it comes back."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statsig_console.declaring.shapes import Like, ListOf, MapOf, Member, OneOf, Record, Scalar, Shape
from statsig_console.declaring.usual import filled, spared
from statsig_console.stored import apart, joined
from statsig_console.values import json_text, parsed_json, same_json


def member(name: str, shape: Shape | None = None, usual: Any = None) -> Member:
    """A key of an object."""
    return Member(name, name, shape or Shape(), required=False, usual=usual)


RULE = Record("Rule", (member("name"), member("id"), member("base_id", usual=Like("id")), member("on", usual=True)))
THING = Record(
    "Thing",
    (
        member("changer", usual=Like("maker")),  # Declared before what it is like.
        member("maker", usual="ci"),
        member("tags", ListOf(Scalar(str)), usual=[]),
        member("count", usual=0),
        member("review", Record("Review", (member("needed"), member("by"))), usual={"needed": False, "by": []}),
        member("rules", ListOf(RULE)),
        member("first", RULE),
    ),
)


@pytest.mark.parametrize(
    ("rest", "kept", "untold"),
    [
        ({}, {}, "maker tags count review"),
        ({"count": 0, "tags": []}, {}, "maker review"),
        ({"count": 0.0, "tags": ["a"]}, {"tags": ["a"]}, "maker review"),
        ({"count": False}, {"count": False}, "maker tags review"),
        ({"maker": "me", "changer": "me"}, {"maker": "me"}, "tags count review"),
        ({"maker": "ci", "changer": "ci"}, {}, "tags count review"),
        ({"maker": "me"}, {"maker": "me"}, "changer tags count review"),
        ({"changer": "me"}, {"changer": "me"}, "maker tags count review"),
        ({"review": {"needed": False, "by": []}}, {}, "maker tags count"),
        ({"review": {"needed": False}}, {"review": {"needed": False}}, "maker tags count"),
    ],
)
def test_what_is_as_usual_is_left_out(rest: dict[str, Any], kept: dict[str, Any], untold: str) -> None:
    """What the API told nothing of is null."""
    found = spared(THING, rest, {})

    assert found == kept | dict.fromkeys(untold.split())
    assert filled(THING, found, {}) == rest


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        ({"id": "a", "base_id": "a", "on": True}, {"id": "a"}),
        ({"id": "a", "base_id": "b", "on": False}, {"id": "a", "base_id": "b", "on": False}),
        ({"base_id": "a", "on": True}, {"base_id": "a"}),
        ({"id": "a"}, {"id": "a", "base_id": None, "on": None}),
        (None, None),
    ],
)
def test_elements_of_lists_have_usual_values_too(rest: Any, kept: Any) -> None:
    """As a rule's second ID is mostly its first one."""
    assert spared(ListOf(RULE), [rest, rest], None) == [kept, kept]
    assert filled(ListOf(RULE), [kept, kept], None) == [rest, rest]


def test_what_a_program_manages_is_looked_at_by_itself() -> None:
    """It stands beside the text, whatever it is usually."""
    shown = {"count": 3, "tags": [], "rules": [{"name": "a", "base_id": "b"}]}
    rest = {"maker": "ci", "changer": "ci", "review": {"needed": False, "by": []}, "rules": [{"id": "a", "on": True}]}

    found = spared(THING, rest, shown)

    assert found == {"rules": [{"id": "a"}]}
    assert filled(THING, found, shown) == rest


def test_values_of_other_shapes_stay_as_they_are() -> None:
    """Of a union nobody knows for sure which option it is; an unexpected answer is nobody's."""
    for shape in (Shape(), OneOf((RULE, Scalar(str))), MapOf(Scalar(str)), ListOf(Scalar(str))):
        assert not shape.has_usual
        for change in (spared, filled):
            assert change(shape, {"id": "a", "base_id": "a"}, None) == {"id": "a", "base_id": "a"}
    assert THING.has_usual
    assert Record("Outer", (member("name"), member("rules", ListOf(RULE)))).has_usual
    assert spared(THING, "text", None) == filled(THING, "text", None) == "text"
    assert spared(ListOf(RULE), "text", None) == "text"


def test_nobody_else_gets_at_what_is_usual() -> None:
    """Who changes a state changes no declaration."""
    filled(THING, {}, {})["tags"].append("a")

    assert filled(THING, {}, {})["tags"] == []


def optional(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that may lack any of their keys."""
    return st.fixed_dictionaries({}, optional=values)


WORDS = st.sampled_from(["ci", "me", "", "a"])
RULES = optional(name=WORDS, id=WORDS, base_id=WORDS, on=st.booleans() | st.integers(0, 1), other=WORDS)
THINGS = optional(
    changer=WORDS,
    maker=WORDS,
    tags=st.lists(WORDS, max_size=2),
    count=st.sampled_from([0, False, 1, True, 2.5]),
    review=optional(needed=st.booleans(), by=st.lists(WORDS, max_size=1)),
    rules=st.lists(RULES, max_size=3),
    first=RULES,
    unknown=WORDS,
)


@given(THINGS, st.randoms(use_true_random=False))
def test_nothing_is_lost(whole: dict[str, Any], random: Random) -> None:
    """Whatever the API told, and whichever part of it the program manages."""

    def part_of(value: Any) -> Any:
        if isinstance(value, list):
            return [part_of(each) for each in value]
        return {name: part_of(each) for name, each in value.items() if random.random() < 0.6} if isinstance(value, dict) else value

    shown = part_of(whole)
    text = json_text(spared(THING, apart(whole, shown) or {}, shown))

    assert same_json(joined(shown, filled(THING, parsed_json(text), shown)), whole)
