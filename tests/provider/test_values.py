"""Values: JSON without loss, the API's equality, and spellings."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.output import Unknown

from statsig_console.values import (
    TooDeep,
    camel_case,
    identical,
    in_a_line,
    is_nothing,
    json_text,
    nearest,
    number_in,
    parsed_json,
    same_json,
    slug,
    texts_of,
    whole,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_json_text_loses_nothing(value: Any) -> None:
    """State keeps JSON values as texts, so what comes out must be what went in."""
    found = parsed_json(json_text(value))

    assert found == value
    assert json_text(found) == json_text(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (2**53 + 1, "9007199254740993"),
        (1.0, "1.0"),
        (1e-300, "1e-300"),
        ("ü\u2028😀", '"ü\u2028😀"'),
        ({"b": [1, None], "a": {}}, '{"b":[1,null],"a":{}}'),
    ],
)
def test_json_text_is_compact_and_readable(value: Any, text: str) -> None:
    """People read these texts in state and previews."""
    assert json_text(value) == text


LISTS: list[Any] = []
for _ in range(100_000):
    LISTS = [LISTS]


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, [math.nan], {"a": object()}, {1, 2}, b"bytes", ["\ud83d"], {"\udc00": 1}, LISTS]
)
def test_json_text_refuses_what_is_not_json(value: Any) -> None:
    """Python writes NaN where JSON has no such thing; the API would refuse the whole request."""
    with pytest.raises(ValueError, match=r"^should be a JSON value: "):
        json_text(value)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}', "{", "", "1e999", "[-1e999]", "9" * 9_999])
def test_parsed_json_refuses_what_is_not_json(text: str) -> None:
    """A text that Python alone reads must not reach the API."""
    with pytest.raises(ValueError, match=r"."):
        parsed_json(text)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [101, 300, 100_000])
def test_parsed_json_refuses_what_python_cannot_walk(opening: str, depth: int) -> None:
    """What compares, hides or writes a value walks it with functions that call themselves."""
    closing = "]" if opening == "[" else "}"

    with pytest.raises(TooDeep):
        parsed_json(opening * depth + "0" + closing * depth)

    half = depth // 2 if depth < 300 else 50
    found = parsed_json(f"[{opening * half}0{closing * half}, {'[], ' * 200}0]")
    assert same_json(found, parsed_json(json_text(found)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Größe 😀", "Größe 😀"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("\x1b[2J\u202e\ud83d\x07", "\\x1b[2J\\u202e\\ud83d\\x07"),
        ("x" * 12, "x" * 10 + "…"),
    ],
)
def test_a_text_from_elsewhere_stays_in_its_line(text: str, shown: str) -> None:
    """It may break a line, turn its direction, or steer the terminal that shows it."""
    assert in_a_line(text, 10 if text.startswith("x") else 1_000) == shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", 12),
        ("1.5", 1.5),
        ("1700000000123", 1700000000123),
        ("2023-11-14T22:13:20.123Z", 1700000000123),
        ("2023-11-14T22:13:20.123456789+00:00", 1700000000123),
        ("2023-11-14T22:13:20", 1700000000000),
        ("2023-11-15T11:13:20+13:00", 1700000000000),
        ("soon", "soon"),
        ("", ""),
        ("nan", "nan"),
        ("1e999", "1e999"),
        (3, 3),
        (None, None),
    ],
)
def test_numbers_are_found_in_texts(value: Any, expected: Any) -> None:
    """Where a number is declared the API may answer its text, or a time as ISO writes it; anything else is no reason to stop."""
    assert number_in(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, 1),
        (-3.0, -3),
        (0.5, 0.5),
        (2.0**53, 2.0**53),
        (2.0**53 - 1, 2**53 - 1),
        (1e300, 1e300),
        (True, True),
        ("1.0", "1.0"),
        (None, None),
    ],
)
def test_whole_restores_integers(value: Any, expected: Any) -> None:
    """Pulumi hands every number over as a float; only where the float is exact is it taken for the integer that it was."""
    found = whole(value)

    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_unset_values_are_nothing(value: Any) -> None:
    """To the API null, empty and absent are one."""
    assert is_nothing(value)


@pytest.mark.parametrize("value", [False, 0, 0.0, " ", [None], {"a": None}])
def test_false_and_zero_are_something(value: Any) -> None:
    """A rule with 0 % passes nobody, which is not the same as none being said."""
    assert not is_nothing(value)


@given(JSON)
def test_same_json_is_reflexive(value: Any) -> None:
    """Nothing may differ from itself: that would be a diff without a change."""
    assert same_json(value, value)
    assert same_json(value, parsed_json(json_text(value)))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (1, 1.0, True),
        (True, 1, False),
        (0, False, False),
        (False, False, True),
        ([1, {"a": 2}], [1.0, {"a": 2.0}], True),
        ([True], [1], False),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ([1], [1, 1], False),
        ({}, [], False),
        ("1", 1, False),
        (None, False, False),
    ],
)
def test_same_json_knows_numbers_from_booleans(left: Any, right: Any, same: bool) -> None:
    """Python says that True equals 1; JSON does not, and a config's value must be what was asked for."""
    assert (same_json(left, right), same_json(right, left)) == (same, same)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("5", ["5"], True),
        (5, "5", True),
        (5.0, ["5"], True),
        ([1, 2], ["1", "2"], True),
        ([1, 2], ["2", "1"], False),
        (None, [], True),
        ("", [], False),
        ("5", "6", False),
        (5.5, "5", False),
    ],
)
def test_texts_see_through_the_forms_of_target_values(left: Any, right: Any, same: bool) -> None:
    """The API turns numbers into texts and one value into a list of one."""
    assert (texts_of(left) == texts_of(right)) is same


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("id", "id"),
        ("name", "name"),
        ("id_type", "idType"),
        ("base_id", "baseID"),
        ("holdout_ids", "holdoutIDs"),
        ("release_pipeline_id", "releasePipelineID"),
        ("is_core", "isCore"),
        ("json5", "json5"),
    ],
)
def test_camel_case_spells_as_the_api_does(name: str, spelt: str) -> None:
    """The wire name is derived, so a wrong rule would send properties that the API ignores."""
    assert camel_case(name) == spelt


@pytest.mark.parametrize(("name", "meant"), [("descripton", "description"), ("tag", "tags"), ("zzz", None)])
def test_nearest_finds_the_misspelt_name(name: str, meant: str | None) -> None:
    """A typo's message names the property that was meant, and stays silent when none is near."""
    assert nearest(name, ["description", "rules", "tags"]) == meant


@given(st.text())
def test_slug_of_a_slug_is_itself(name: str) -> None:
    """An ID that was derived from a name is derived from itself too, so naming an object by its ID changes nothing."""
    assert slug(slug(name)) == slug(name)


def test_slug_derives_the_apis_id() -> None:
    """Only spaces and capitals change: the API keeps dots and hyphens."""
    assert slug("New Checkout-2.0 Über") == "new_checkout-2.0_über"


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ({"b": [1.0, None], "a": {"c": "ü"}}, {"a": {"c": "ü"}, "b": [1.0, None]}, True),
        ({"a": 1.0}, {"a": True}, False),
        ([0.0], [False], False),
        ([1, 2], [2, 1], False),
        ({"a": None}, {}, False),
    ],
)
def test_identical_is_to_the_letter(left: Any, right: Any, found: bool) -> None:
    """What is identical is not looked at any more, so true must not pass for 1; the order of keys has no meaning."""
    assert identical(left, right) is found


def test_what_is_not_known_is_identical_to_nothing() -> None:
    """Not even to itself: nobody knows what it will be."""
    unknown = Unknown()

    assert not identical({"a": unknown}, {"a": unknown})


@given(JSON, JSON)
def test_what_is_identical_is_the_same_json(left: Any, right: Any) -> None:
    """It is told sooner, and never of what differs."""
    assert identical(left, parsed_json(json_text(left)))
    assert same_json(left, right) or not identical(left, right)
