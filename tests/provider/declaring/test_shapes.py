"""Shapes: one value in the program, in state, on the wire, and compared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.output import Unknown

from statsig_console.declaring.shapes import (
    JsonValue,
    ListOf,
    MapOf,
    Member,
    OneOf,
    Record,
    Scalar,
    Shape,
    Unordered,
    is_any_json,
)
from statsig_console.handling.validation import problems
from tests.provider.test_values import JSON

TEXT, NUMBER, WHOLE, FLAG = Scalar(str), Scalar(float), Scalar(int), Scalar(bool)
TARGET = OneOf((ListOf(TEXT), ListOf(NUMBER), TEXT, NUMBER))
SHARE = Record("Share", (Member("group_id", "groupID", TEXT, required=True), Member("share", "share", NUMBER, required=False, absent=100)))
RULE = Record(
    "Rule",
    (
        Member("name", "name", TEXT, required=True),
        Member("pass_percentage", "passPercentage", NUMBER, required=True),
        Member("target_value", "targetValue", TARGET, required=False),
        Member("return_value", "returnValue", JsonValue(objects_only=True), required=False),
        Member("base_id", "baseID", TEXT, required=False, by_server=True),
        Member("shares", "shares", ListOf(SHARE), required=False),
        Member("enabled", "isEnabled", FLAG, required=False),
        Member("columns", "columns", MapOf(TEXT), required=False),
    ),
)
METRICS = Record(
    "MetricColumns",
    (
        Member("metric_name", "metric_name", TEXT, required=True),
        Member("metric_value", "metric_value", TEXT, required=False, absent="null"),
    ),
)
EVENTS = Record(
    "EventColumns",
    (Member("event_name", "event_name", TEXT, required=True), Member("ids", "ids", MapOf(TEXT), required=True)),
)
COLUMNS = OneOf((METRICS, EVENTS))
STATIC = Record(
    "Static", (Member("kind", "kind", Scalar(str, ("static",)), required=True), Member("value", "value", JsonValue(), required=True))
)
GATED = Record(
    "Gated", (Member("kind", "kind", Scalar(str, ("gate",)), required=True), Member("value", "value", JsonValue(), required=True))
)
PARAMETER = OneOf((STATIC, GATED))

NUMBERS = st.integers(-(10**6), 10**6) | st.floats(0, 100).filter(lambda number: not number.is_integer())
RULES = st.fixed_dictionaries(
    {"name": st.text(), "pass_percentage": NUMBERS},
    optional={
        "target_value": st.text() | NUMBERS | st.lists(st.text()) | st.lists(NUMBERS),
        "return_value": st.dictionaries(st.text(), JSON, max_size=3),
        "base_id": st.text(),
        "shares": st.lists(st.fixed_dictionaries({"group_id": st.text()}, optional={"share": NUMBERS}), max_size=3),
        "enabled": st.booleans(),
        "columns": st.dictionaries(st.text(), st.text(), max_size=3),
    },
)


@given(RULES)
def test_what_was_sent_is_what_is_read(rule: dict[str, Any]) -> None:
    """A second preview is empty only when an answer that repeats the body gives the state that the body was made of."""
    state = RULE.encode(rule)

    assert RULE.same(state, RULE.from_wire(RULE.to_wire(state)))
    assert RULE.from_wire(RULE.to_wire(state)) == state


@given(RULES)
def test_decode_gives_the_program_its_value_back(rule: dict[str, Any]) -> None:
    """Outputs must hold what the program wrote, not state's texts."""
    assert RULE.decode(RULE.encode(rule)) == rule


@given(RULES)
def test_same_is_reflexive(rule: dict[str, Any]) -> None:
    """Nothing differs from itself."""
    assert RULE.same(RULE.encode(rule), RULE.encode(rule))


@given(RULES)
def test_validation_accepts_what_encode_makes(rule: dict[str, Any]) -> None:
    """What a well-typed program writes is never refused because of state's form."""
    assert problems(RULE, RULE.encode(rule)) == []


@given(JSON)
def test_any_json_value_survives_all_places(value: Any) -> None:
    """Null, big integers and nesting travel through state as text and come out whole."""
    shape = JsonValue()
    state = shape.encode(value)

    assert shape.decode(state) == value
    assert shape.to_wire(state) == value
    assert shape.from_wire(shape.to_wire(state)) == state
    assert shape.same(state, state)


def test_wire_names_and_numbers_are_the_apis() -> None:
    """Bodies hold camelCase names, integers without a fraction, and no unset member; map keys are values and keep their spelling."""
    state = {
        "name": "a",
        "pass_percentage": 5.0,
        "target_value": [1.0, 1.5],
        "enabled": False,
        "columns": {"user_id": "u"},
        "base_id": None,
    }

    assert RULE.to_wire(state) == {
        "name": "a",
        "passPercentage": 5,
        "targetValue": [1, 1.5],
        "isEnabled": False,
        "columns": {"user_id": "u"},
    }
    assert isinstance(RULE.to_wire(state)["passPercentage"], int)


def test_answers_shed_what_is_not_declared() -> None:
    """The API may add members at any time; they are no part of state, and nor are nulls."""
    answer = {"name": "a", "passPercentage": 5, "weird": 1, "baseID": None, "returnValue": None, "columns": None, "shares": None}

    assert RULE.from_wire(answer) == {"name": "a", "pass_percentage": 5}


def test_null_is_a_value_of_any_json() -> None:
    """A parameter whose value is null is not one without a value."""
    assert STATIC.from_wire({"kind": "static", "value": None}) == {"kind": "static", "value": "null"}
    assert STATIC.to_wire({"kind": "static", "value": "null"}) == {"kind": "static", "value": None}
    assert (is_any_json(JsonValue()), is_any_json(JsonValue(objects_only=True)), is_any_json(JsonValue(lists_only=True))) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("shape", "old", "new", "same"),
    [
        (TEXT, None, "", True),
        (TEXT, "", None, True),
        (TEXT, "a", None, False),
        (NUMBER, 1, 1.0, True),
        (NUMBER, None, 0, False),
        (FLAG, None, False, False),
        (FLAG, True, 1, False),
        (ListOf(TEXT), None, [], True),
        (ListOf(TEXT), ["a", "b"], ["b", "a"], False),
        (ListOf(TEXT), ["a"], ["a", "a"], False),
        (ListOf(TEXT, (Unordered(),)), ["a", "b"], ["b", "a"], True),
        (ListOf(TEXT, (Unordered(),)), ["a", "a"], ["a", "b"], False),
        (ListOf(TEXT, (Unordered(),)), ["a", "b"], ["a", "a"], False),
        (ListOf(TEXT, (Unordered(),)), ["a"], ["a", "b"], False),
        (ListOf(TEXT, (Unordered(),)), ["a", "b", "a"], ["b", "a"], True),
        (ListOf(SHARE, (Unordered(),)), [{"group_id": "a"}, {"group_id": "b"}], [{"group_id": "b"}, {"group_id": "a", "share": 100}], True),
        (ListOf(SHARE, (Unordered(),)), [{"group_id": "a"}, {"group_id": "a"}], [{"group_id": "a"}, {"group_id": "b"}], False),
        (ListOf(SHARE), [{"group_id": "a"}, {"group_id": "b"}], [{"group_id": "b"}, {"group_id": "a"}], False),
        (MapOf(TEXT), None, {}, True),
        (MapOf(TEXT), {"a": "1"}, {"A": "1"}, False),
        (JsonValue(), '{"a":1}', '{"a": 1.0}', True),
        (JsonValue(), "1", "true", False),
        (JsonValue(), "null", '""', True),
        (JsonValue(), "null", "0", False),
        (JsonValue(), None, "{}", True),
        (JsonValue(), '{"a":[1,2]}', '{"a":[2,1]}', False),
        (SHARE, {"group_id": "a"}, {"group_id": "a", "share": 100}, True),
        (SHARE, {"group_id": "a", "share": 50}, {"group_id": "a"}, False),
        (SHARE, {"group_id": "a", "share": 0}, {"group_id": "a"}, False),
        (SHARE, None, {}, True),
        (SHARE, None, {"group_id": "a"}, False),
        (SHARE, {"group_id": "a"}, "a", False),
        (RULE, {"name": "a", "base_id": "b"}, {"name": "a"}, True),
        (RULE, {"name": "a", "base_id": "b"}, {"name": "a", "base_id": "c"}, False),
        (RULE, {"name": "a", "enabled": True}, {"name": "a"}, False),
        (RULE, {"name": "a"}, {"name": "a", "enabled": False}, False),
        (TARGET, ["5"], "5", True),
        (TARGET, "5", 5.0, True),
        (TARGET, ["5", "6"], "5", False),
        (COLUMNS, {"metric_name": "m", "metric_value": "null"}, {"metric_name": "m"}, True),
        (COLUMNS, {"metric_name": "m"}, {"event_name": "m", "ids": {}}, False),
    ],
)
def test_same_is_the_apis_idea_of_sameness(shape: Shape, old: Any, new: Any, same: bool) -> None:
    """Null, empty and absent are one; 0 and false are values; order counts unless marked; the server's members are no drift."""
    assert shape.same(old, new) is same


@pytest.mark.parametrize(
    "shape",
    [TEXT, JsonValue(), ListOf(TEXT), ListOf(TEXT, (Unordered(),)), MapOf(TEXT), SHARE, TARGET, COLUMNS],
    ids=lambda shape: type(shape).__name__,
)
def test_unknown_may_differ(shape: Shape) -> None:
    """A value that comes from another resource's new output is planned as a change, never silently taken for the old one."""
    assert shape.same(None, Unknown()) is False
    assert shape.same("5", Unknown()) is False


@pytest.mark.parametrize(
    ("shape", "old", "new"),
    [
        (ListOf(RULE), [{"name": "a", "pass_percentage": 1}], [{"name": "a", "pass_percentage": Unknown()}]),
        (ListOf(TEXT, (Unordered(),)), ["a", "b"], ["a", Unknown()]),
        (ListOf(SHARE, (Unordered(),)), [{"group_id": "a"}], [{"group_id": Unknown()}]),
        (MapOf(TEXT), {"a": "1"}, {"a": Unknown()}),
        (RULE, {"name": "a", "target_value": ["x"]}, {"name": "a", "target_value": ["x", Unknown()]}),
        (COLUMNS, {"metric_name": "m"}, {"metric_name": Unknown()}),
        (COLUMNS, {"event_name": "m", "ids": {"userID": "u"}}, {"event_name": "m", "ids": {"userID": Unknown()}}),
    ],
)
def test_unknown_deep_inside_may_differ(shape: Shape, old: Any, new: Any) -> None:
    """Outputs may sit at any depth, and a preview must not crash on them nor miss them."""
    assert shape.same(old, new) is False


@pytest.mark.parametrize(
    ("value", "wire"),
    [("5", "5"), (["5"], ["5"]), (5.0, 5), ([1.0, 2.5], [1, 2.5]), ([], []), (0.0, 0)],
)
def test_union_of_scalars_and_lists_keeps_the_written_form(value: Any, wire: Any) -> None:
    """A target value is sent as the program wrote it: one text, or a list."""
    found = TARGET.to_wire(value)

    assert (found, type(found)) == (wire, type(wire))
    assert TARGET.same(TARGET.from_wire(wire), value)


def test_nothing_of_a_union_is_nothing() -> None:
    """What was cleared by an empty text is not in the answer at all."""
    assert OneOf((NUMBER, Scalar(str, ("",)))).same(None, "")
    assert TARGET.same(None, [])
    assert not TARGET.same(None, 0)


def test_union_of_records_is_told_apart_by_keys() -> None:
    """Column mappings have no type member; their keys say which they are."""
    assert COLUMNS.option({"metric_name": "m"}) is METRICS
    assert COLUMNS.option({"event_name": "m", "ids": {}}) is EVENTS
    assert COLUMNS.option({"event_name": "m"}) is EVENTS
    assert COLUMNS.from_wire({"metric_name": "m", "metric_value": "v", "else": 1}) == {"metric_name": "m", "metric_value": "v"}
    assert COLUMNS.from_wire({"event_name": "m", "ids": {"userID": "u"}}) == {"event_name": "m", "ids": {"userID": "u"}}
    assert COLUMNS.from_wire("text") == "text"


def test_union_of_records_is_told_apart_by_literals_first() -> None:
    """A wrong literal weighs more than any number of missing keys."""
    assert PARAMETER.from_wire({"kind": "gate", "value": None}) == {"kind": "gate", "value": "null"}
    assert PARAMETER.option({"kind": "gate"}) is GATED
    assert PARAMETER.decode({"kind": "gate", "value": "[1]"}) == {"kind": "gate", "value": [1]}
    assert PARAMETER.to_wire({"kind": "static", "value": "[null]"}) == {"kind": "static", "value": [None]}
    assert PARAMETER.encode({"kind": "static", "value": [None]}) == {"kind": "static", "value": "[null]"}


def test_unknown_literal_leaves_the_union_open() -> None:
    """An unknown literal fits any option, and the keys decide."""
    assert PARAMETER.option({"kind": Unknown(), "value": "1"}) is STATIC


@pytest.mark.parametrize(
    ("shape", "value", "fits"),
    [
        (TEXT, "a", True),
        (TEXT, 1, False),
        (NUMBER, 1, True),
        (WHOLE, 1.0, True),
        (NUMBER, True, False),
        (FLAG, True, True),
        (FLAG, 1, False),
        (Scalar(bool, (True,)), 1, False),
        (Scalar(bool, (True,)), True, True),
        (ListOf(TEXT), ["a", Unknown()], True),
        (ListOf(TEXT), ["a", 1], False),
        (ListOf(TEXT), "a", False),
        (MapOf(TEXT), {}, True),
        (MapOf(TEXT), [], False),
        (JsonValue(), "1", True),
        (JsonValue(), 1, False),
        (JsonValue(), [1], False),
        (JsonValue(lists_only=True), [1], True),
        (SHARE, {"group_id": "a"}, True),
        (SHARE, {}, False),
        (SHARE, {"group_id": "a", "more": 1}, False),
        (SHARE, {"group_id": "a", "share": None}, True),
        (TARGET, ["a"], True),
        (TARGET, True, False),
    ],
)
def test_fits_tells_the_options_of_a_union_apart(shape: Shape, value: Any, fits: bool) -> None:
    """Choosing the wrong option would convert a value the wrong way."""
    assert shape.fits(value) is fits


def test_a_single_answer_is_read_as_a_list() -> None:
    """The API answers null or one value where it takes a list."""
    shape = ListOf(TEXT)

    assert (shape.from_wire(None), shape.from_wire("a"), shape.from_wire(["a", "b"])) == ([], ["a"], ["a", "b"])


def test_encode_leaves_mistakes_to_validation() -> None:
    """A value of the wrong type is reported with its path at preview, not as a crash of the program."""
    assert RULE.encode("not a rule") == "not a rule"
    assert RULE.encode({"name": 1, "unknown_key": {"x": 1}, "shares": "none"}) == {"name": 1, "unknown_key": True, "shares": "none"}
    assert ListOf(SHARE).encode(5) == 5
    assert MapOf(TEXT).encode("x") == "x"
    assert ListOf(TEXT).decode("x") == "x"


def test_members_can_have_another_name_in_answers() -> None:
    """Some members are written under one name and read under another; an older answer may still have the written one."""
    shape = Record("Thing", (Member("apps", "appIDs", ListOf(TEXT), required=False, read="apps"),))

    assert shape.to_wire({"apps": ["a"]}) == {"appIDs": ["a"]}
    assert shape.from_wire({"apps": ["a"]}) == {"apps": ["a"]}
    assert shape.from_wire({"appIDs": ["b"]}) == {"apps": ["b"]}


def test_computed_and_filled_in_members_in_bodies() -> None:
    """What only answers hold is never sent; what the API requires is sent even when the program leaves it out."""
    shape = Record(
        "Thing",
        (
            Member("name", "name", TEXT, required=True),
            Member("count", "count", NUMBER, required=False, by_server=True, computed=True),
            Member("weight", "weight", NUMBER, required=False, absent=1, filled_in=True),
        ),
    )

    assert shape.to_wire({"name": "a", "count": 3}) == {"name": "a", "weight": 1}
    assert shape.to_wire({"name": "a", "weight": 0.0}) == {"name": "a", "weight": 0}


def test_null_in_required_json_is_kept() -> None:
    """In a nested object too, where Pulumi would drop it."""
    assert STATIC.encode({"kind": "static", "value": None}) == {"kind": "static", "value": "null"}
    assert RULE.encode({"name": "a", "return_value": None}) == {"name": "a", "return_value": None}


def test_objects_that_answers_do_not_hold_as_objects_are_left_alone() -> None:
    """An undocumented answer must not crash a refresh."""
    assert RULE.from_wire("text") == "text"
    assert Shape().fits(object()) is True


def test_has_json_says_whether_decoding_is_needed() -> None:
    """Outputs of shapes without JSON texts are handed to programs as they are."""
    found = [shape.has_json for shape in (TEXT, JsonValue(), ListOf(RULE), ListOf(SHARE), RULE, SHARE, PARAMETER, COLUMNS, MapOf(TEXT))]

    assert found == [False, True, True, False, True, False, True, False, False]


def test_is_shared_says_whether_the_api_fills_in_keys() -> None:
    """Values of other shapes are all the program's, and are handed on as they are."""
    filled = Member("id", "id", TEXT, required=False, by_server=True)
    inner = Record("Inner", (filled,))
    shapes = (TEXT, Record("Outer", (Member("name", "name", TEXT, required=True),)), inner, ListOf(inner), OneOf((TEXT, ListOf(inner))))

    found = [shape.is_shared for shape in (*shapes, Record("Outer", (Member("inner", "inner", ListOf(inner), required=False),)))]

    assert found == [False, False, True, True, True, True]


def test_records_are_told_apart_whatever_their_hash() -> None:
    """It is made of little, as it is asked for at each validation."""
    one, other = (Record("Thing", (Member("name", "name", shape, required=True),)) for shape in (TEXT, NUMBER))

    assert hash(one) == hash(other)
    assert len({one, other, Record("Thing", (Member("name", "name", TEXT, required=True),))}) == 2
