"""Validation: every mistake of a resource at once, each by its path, none repeated when it is a secret."""

from typing import Annotated, Any, Literal, TypedDict

import pytest
from pulumi.output import Unknown
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Json, JsonList, JsonObject, Many, Pattern, shape_of
from statsig_console.declaring.limits import Ge, Le, MaxLen, MinLen, MultipleOf
from statsig_console.declaring.plain import NEWER
from statsig_console.declaring.shapes import Member, Record, Scalar, Shape
from statsig_console.errors import Problem
from statsig_console.handling.validation import in_words, problems, schema_of


class Condition(TypedDict):
    """A condition."""

    type: Input[Literal["user_id", "email"]]
    target_value: NotRequired[Input[Many[str] | Many[float] | str | float | None]]


class Rule(TypedDict):
    """A rule."""

    name: Input[str]
    pass_percentage: Input[Annotated[float, Ge(0), Le(100), MultipleOf(0.01)]]
    conditions: NotRequired[Input[Many[Condition]]]
    return_value: NotRequired[Input[JsonObject]]


class Metrics(TypedDict):
    """Columns of one sort."""

    metric_name: Input[str]


class Events(TypedDict):
    """Columns of another sort."""

    event_name: Input[str]
    ids: Input[dict[str, str]]


class Static(TypedDict):
    """A parameter with a value."""

    kind: Literal["static"]
    value: Json


class Gated(TypedDict):
    """A parameter that a gate decides."""

    kind: Literal["gate"]
    gate: str


TYPES: dict[str, Any] = {
    "name": Annotated[str, MinLen(3), MaxLen(10), Pattern("[a-z_]*")],
    "rules": Many[Rule],
    "tags": Annotated[Many[str], MaxLen(2)],
    "count": Annotated[int, Ge(1)],
    "share": float,
    "on": bool,
    "value": Json,
    "defaults": JsonObject,
    "values": JsonList,
    "columns": Metrics | Events,
    "parameters": Many[Static | Gated],
    "level": Literal[1, 2],
    "target": Many[str] | Many[float] | str | float,
}
THING = Record("Thing", tuple(Member(name, name, shape_of(type_), required=name == "name") for name, type_ in TYPES.items()))


def found(**values: Any) -> dict[str, str]:
    """The mistakes in a thing's values, by path."""
    return {each.property: each.reason for each in problems(THING, {"name": "good", **values})}


@pytest.mark.parametrize(
    ("values", "mistakes"),
    [
        ({"name": None}, {"name": "is required"}),
        ({"name": "ab"}, {"name": "should have at least 3 characters"}),
        ({"name": "far_too_long"}, {"name": "should have at most 10 characters"}),
        ({"name": "Bad!"}, {"name": "should match pattern '^(?:[a-z_]*)$'"}),
        ({"name": "bad\n"}, {"name": "should match pattern '^(?:[a-z_]*)$'"}),
        ({"name": 5.0}, {"name": "should be a string, not a number"}),
        ({"target": [{"x": 1}]}, {"target": "should be a list of strings or a list of numbers or a string or a number"}),
        ({"nam": "x"}, {"nam": "is no property here; did you mean name?"}),
        ({"zzz": "x"}, {"zzz": "is no property here"}),
        (
            {"rules": [{"name": "a", "pass_percentage": 101}]},
            {"rules[0].pass_percentage": "should be less than or equal to 100"},
        ),
        (
            {"rules": [{"name": "a", "pass_percentage": 0.005}]},
            {"rules[0].pass_percentage": "should be a multiple of 0.01"},
        ),
        ({"rules": [{"name": "a", "pass_percentage": 1}, {"name": "b"}]}, {"rules[1].pass_percentage": "is required"}),
        (
            {"rules": [{"name": "a", "passPercentage": 1, "pass_percentage": 1}]},
            {"rules[0].passPercentage": "is no property here; did you mean pass_percentage?"},
        ),
        (
            {"rules": [{"name": "a", "pass_percentage": 1, "conditions": [{"type": "emial"}]}]},
            {"rules[0].conditions[0].type": "should be 'user_id' or 'email'; did you mean email?"},
        ),
        ({"rules": {"name": "a"}}, {"rules": "should be a list, not an object"}),
        ({"rules": ["a"]}, {"rules[0]": "should be an object, not a string"}),
        ({"tags": ["a", "b", "c"]}, {"tags": "should have at most 2 items, not 3"}),
        ({"tags": ["a", 1.0]}, {"tags[1]": "should be a string, not a number"}),
        ({"count": 1.5}, {"count": "should be a whole number, not one with a fraction"}),
        ({"count": 0.0}, {"count": "should be greater than or equal to 1"}),
        ({"count": True}, {"count": "should be a whole number, not true or false"}),
        ({"share": "5"}, {"share": "should be a number, not a string"}),
        ({"share": True}, {"share": "should be a number, not true or false"}),
        ({"on": 1.0}, {"on": "should be true or false, not a number"}),
        ({"on": "yes"}, {"on": "should be true or false, not a string"}),
        ({"value": "nope"}, {"value": "should be a JSON value or its text: Expecting value: line 1 column 1 (char 0)"}),
        ({"defaults": "[]"}, {"defaults": "should be a JSON object"}),
        ({"defaults": "1"}, {"defaults": "should be a JSON object"}),
        ({"values": "{}"}, {"values": "should be a list of JSON values"}),
        (
            {"columns": {"metric_nam": "a"}},
            {"columns.metric_name": "is required", "columns.metric_nam": "is no property here; did you mean metric_name?"},
        ),
        ({"columns": {"event_name": "a", "ids": {"userID": 1.0}}}, {"columns.ids.userID": "should be a string, not a number"}),
        ({"columns": {"event_name": "a"}}, {"columns.ids": "is required"}),
        ({"columns": "a"}, {"columns": "should be an object"}),
        (
            {"parameters": [{"kind": "gate", "value": "1"}]},
            {"parameters[0].gate": "is required", "parameters[0].value": "is no property here"},
        ),
        ({"level": 3.0}, {"level": "should be 1 or 2"}),
        ({"target": True}, {"target": "should be a list of strings or a list of numbers or a string or a number"}),
        ({"target": ["a", 1]}, {"target": "should be a list of strings or a list of numbers or a string or a number"}),
    ],
)
def test_each_mistake_is_named_by_its_path(values: dict[str, Any], mistakes: dict[str, str]) -> None:
    """The user sees one sentence per property, which must say where and why without a look into the API's documents."""
    assert found(**values) == mistakes


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"count": 2.0, "share": 1, "level": 1, "on": False},
        {"level": 2.0},
        {"tags": [], "rules": []},
        {"tags": None, "on": None},
        {"rules": [{"name": "a", "pass_percentage": 33.33, "conditions": None, "return_value": '{"a":null}'}]},
        {"rules": [{"name": "a", "pass_percentage": 0.07}]},
        {"value": "null", "defaults": '{"a":[1]}', "values": "[]"},
        {"value": 1.5, "defaults": {"a": 1}, "values": [1]},
        {"columns": {"metric_name": "m"}},
        {"columns": {"event_name": "m", "ids": {"userID": "u"}}},
        {"parameters": [{"kind": "static", "value": "null"}, {"kind": "gate", "gate": "g"}]},
        {"target": "5"},
        {"target": ["5"]},
        {"target": 5.0},
        {"target": [5.0, 1.5]},
        {"target": []},
    ],
)
def test_good_values_pass(values: dict[str, Any]) -> None:
    """Nulls are unset, integers may come as floats, and JSON may come as a text."""
    assert found(**values) == {}


@pytest.mark.parametrize(
    "values",
    [
        {"name": Unknown(), "count": Unknown(), "on": Unknown(), "value": Unknown(), "level": Unknown()},
        {"rules": Unknown(), "tags": Unknown(), "columns": Unknown(), "target": Unknown(), "parameters": Unknown()},
        {"rules": [Unknown(), {"name": Unknown(), "pass_percentage": Unknown(), "conditions": [Unknown()]}]},
        {"rules": [{"name": "a", "pass_percentage": 1, "conditions": [{"type": Unknown(), "target_value": ["a", Unknown()]}]}]},
        {"rules": [{"name": "a", "pass_percentage": 1, "return_value": Unknown()}]},
        {"columns": {"event_name": Unknown(), "ids": {"userID": Unknown()}}},
        {"parameters": [{"kind": "static", "value": Unknown()}, {"kind": "gate", "gate": Unknown()}]},
        {"tags": ["a", Unknown()]},
    ],
)
def test_unknown_values_pass_at_any_depth(values: dict[str, Any]) -> None:
    """In a preview, outputs of new resources have no value yet; that is no mistake."""
    assert found(**values) == {}


def test_known_mistakes_beside_unknown_values_are_found() -> None:
    """An Output in one place does not turn the check off for the rest."""
    rules = [{"name": Unknown(), "pass_percentage": -1}, {"name": 1, "pass_percentage": Unknown()}]

    assert found(rules=rules) == {
        "rules[0].pass_percentage": "should be greater than or equal to 0",
        "rules[1].name": "should be a string, not a number",
    }


def test_all_mistakes_come_at_once() -> None:
    """Nobody wants to run ten previews for ten typos."""
    values = {"name": "ab", "rules": [{"name": 1, "pass_percentage": 200}], "count": 0, "descripton": "x"}

    assert [each.property for each in problems(THING, values)] == [
        "name",
        "rules[0].name",
        "rules[0].pass_percentage",
        "count",
        "descripton",
    ]


@pytest.mark.parametrize("value", ["hush-4711", 4711.25, ["hush-4711"], {"hush-4711": "hush-4711"}, True])
@pytest.mark.parametrize("name", [*TYPES, "nmae", "zzz"])
def test_no_sentence_repeats_a_value(name: str, value: Any) -> None:
    """Pulumi shows it in clear, and any value may come from a secret Output, or belong to a secret whose name is misspelt."""
    text = " ".join(each.reason for each in problems(THING, {"name": "good", name: value}))

    assert "4711" not in text


def test_newer_values_pass() -> None:
    """The API gets new words and bounds before this package does; one that is marked is sent as it is."""
    condition = {"type": {NEWER: "country"}, "target_value": {NEWER: 5}}
    rules = [{"name": "a", "pass_percentage": {NEWER: 100.005}, "conditions": [condition]}]

    assert found(rules=rules, level={NEWER: 3}, name={NEWER: "x"}) == {}
    assert found(rules={NEWER: "x"}, columns={NEWER: {"a": "b"}}, level={NEWER: [1]}) == dict.fromkeys(
        ("rules", "columns", "level"), "should be newer in a single text, number, true or false, and not as a whole"
    )


def test_a_word_is_suggested_and_a_long_vocabulary_is_not_listed() -> None:
    """The right word is what people look for; among twenty others it is hard to see."""
    many = Record("Many", (Member("word", "word", Scalar(str, choices=tuple(f"word_{each}" for each in "abcdefghij")), required=True),))

    assert problems(many, {"word": "wrod_c"})[0].reason == "is none of 10 words; did you mean word_c?"


def test_problems_name_property_and_reason() -> None:
    """Pulumi shows a check failure as one line per property."""
    assert problems(THING, {}) == [Problem("name", "is required")]


def test_shapes_in_words() -> None:
    """A union's message lists what may stand there."""
    texts = [in_words(shape_of(type_)) for type_ in (str, int, float, bool, Many[int], Literal["a", "b"], Rule)]

    assert texts == ["a string", "a whole number", "a number", "true or false", "a list of whole numbers", "'a' or 'b'", "an object"]


def test_unknown_shapes_have_no_validator() -> None:
    """A new shape without a rule of validation must not pass for valid."""
    with pytest.raises(NotImplementedError, match="Shape"):
        schema_of(Shape())
