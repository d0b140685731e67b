"""Checks: what the values of one object mean for each other, and what only may be wrong."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pulumi.output import Unknown

import pulumi_statsig_console as statsig
from statsig_console.declaring.json_schema import breaches
from statsig_console.declaring.kinds import kind_of, kinds_in
from statsig_console.declaring.plain import NEWER
from statsig_console.declaring.shapes import Record
from statsig_console.handling.validation import problems

MUST = dict[str, str]
ALL = {"name": "All", "pass_percentage": 50, "conditions": [{"type": "public"}]}


def found(owner: type, **values: Any) -> tuple[dict[str, str], dict[str, str]]:
    """What is wrong with these properties, and what may be, by path."""
    kind = kind_of(owner)
    here = [each for each in problems(kind.record, values) if each.property.partition(".")[0].partition("[")[0] in values]
    return (
        {each.property: each.reason for each in here if not each.doubtful},
        {each.property: each.reason for each in here if each.doubtful},
    )


def in_condition(**values: Any) -> tuple[dict[str, str], dict[str, str]]:
    """What is wrong with a condition, and what may be, by its property."""
    wrong, doubtful = found(statsig.Gate, rules=[{**ALL, "conditions": [values]}])
    prefix = "rules[0].conditions[0]."
    return ({k.removeprefix(prefix): v for k, v in wrong.items()}, {k.removeprefix(prefix): v for k, v in doubtful.items()})


@pytest.mark.parametrize(
    ("owner", "name", "element"),
    [
        (statsig.Gate, "rules", ALL),
        (statsig.DynamicConfig, "rules", ALL),
        (statsig.Segment, "rules", {**ALL, "conditions": []}),
        (statsig.Experiment, "groups", {"name": "A", "size": 50, "parameter_values": "{}"}),
        (statsig.Autotune, "variants", {"name": "A", "json": "{}"}),
        (statsig.Layer, "parameters", {"name": "A", "type": "string", "default_value": '"x"'}),
        (statsig.ParamStore, "parameters", {"name": "A", "ref_type": "static", "param_type": "string", "value": "x"}),
        (statsig.DynamicConfigRule, "variants", {"name": "A", "pass_percentage": 50}),
    ],
)
def test_elements_have_names_of_their_own(owner: type, name: str, element: dict[str, Any]) -> None:
    """The API refuses two of one name, and the engine knows elements again by it."""
    rest = {"type": "rule_based"} if owner is statsig.Segment else {}

    assert found(owner, **rest, **{name: [element, element]}) == ({f"{name}[1].name": f"is the name of {name}[0] too"}, {})
    assert f"{name}[1].name" not in found(owner, **rest, **{name: [element, {**element, "name": Unknown()}]})[0]


CHOICES = [
    (statsig.ExperimentOverrides, "user_id_overrides", {"group_id": "A", "ids": ["x", "u"]}, {"group_id": "B", "ids": ["u"]}, "ids[0]"),
    (statsig.AutotuneOverrides, "user_id_overrides", {"group_id": "A", "ids": ["u"]}, {"group_id": "B", "ids": ["u"]}, "ids[0]"),
    (statsig.LayerOverrides, "id_overrides", {"group_name": "A", "ids": ["u"]}, {"group_name": "B", "ids": ["x", "u"]}, "ids[1]"),
    (statsig.ExperimentOverrides, "overrides", *({"type": "gate", "id": "g", "group_id": each} for each in "AB"), "id"),
    (statsig.AutotuneOverrides, "overrides", *({"type": "segment", "id": "s", "group_id": each} for each in "AB"), "id"),
    (
        statsig.LayerOverrides,
        "conditional_overrides",
        *({"type": "gate", "name": "g", "experiment_name": "e", "group_name": each} for each in "AB"),
        "name",
    ),
    (
        statsig.GateOverrides,
        "environment_overrides",
        {"unit_id": "userID", "passing_ids": ["u"], "failing_ids": []},
        {"unit_id": "userID", "passing_ids": [], "failing_ids": ["u"]},
        "failing_ids[0]",
    ),
    (
        statsig.HoldoutOverrides,
        "environment_overrides",
        {"unit_id": "userID", "passing_ids": [], "failing_ids": ["u"]},
        {"unit_id": "userID", "passing_ids": ["u"], "failing_ids": []},
        "passing_ids[0]",
    ),
]
"""Every list of overrides, with two elements that contradict each other, and the place of the contradiction."""


@pytest.mark.parametrize(("owner", "name", "one", "other", "place"), CHOICES)
def test_nobody_has_two_overrides(owner: type, name: str, one: dict[str, Any], other: dict[str, Any], place: str) -> None:
    """Only one of them can hold, and the API keeps both; what counts in another environment contradicts nothing."""
    wrong = {f"{name}[1].{place}": f"is in {name}[0] too, and only one of them can hold"}

    assert found(owner, **{name: [one, other]}) == (wrong, {})
    assert found(owner, **{name: [{**one, "environment": None}, {**other, "environment": ""}]})[0].items() >= wrong.items()
    assert found(owner, **{name: [one, {**other, "environment": "staging"}]}) == ({}, {})
    assert found(owner, **{name: [one, {**other, "environment": Unknown()}]}) == ({}, {})
    assert found(owner, **{name: [one, {**other, place.partition("[")[0]: Unknown()}]}) == ({}, {})


def test_every_list_of_overrides_is_one_of_these() -> None:
    """Those that the API changes by what is added and removed."""
    lists = {
        (kind.label, each.name)
        for kind in kinds_in(statsig)
        for each in kind.deltas
        if isinstance(getattr(each.shape, "item", None), Record)
    }

    assert lists == {(owner.__name__, name) for owner, name, *_ in CHOICES}


@pytest.mark.parametrize(
    ("sizes", "wrong", "doubtful"),
    [
        ([50, 50], None, None),
        ([33.33, 33.33, 33.33], None, None),
        ([33.33, 33.33, 33.34], None, None),
        ([33.3, 33.3, 33.3], None, "less"),
        ([50, 30], "less", None),
        ([60, 60], "more", None),
        ([], None, None),
        ([50, Unknown()], None, None),
        ([50, {NEWER: 60}], None, None),
    ],
)
def test_groups_add_up(sizes: list[Any], wrong: str | None, doubtful: str | None) -> None:
    """An experiment splits all of its users; thirds are rounded."""
    groups = [{"name": f"group {number}", "size": size, "parameter_values": "{}"} for number, size in enumerate(sizes)]
    said = ({"groups": f"add up to {each} than 100 in size"} if each else {} for each in (wrong, doubtful))

    assert found(statsig.Experiment, groups=groups) == tuple(said)


@pytest.mark.parametrize(("shares", "said"), [([40, 40, 40], (True, False)), ([40, 40], (False, True)), ([50, 50], (False, False))])
def test_variants_are_not_more_than_all(shares: list[int], said: tuple[bool, bool]) -> None:
    """What becomes of the rest of less than 100 % is not documented, so that is a line."""
    variants = [{"name": f"variant {number}", "pass_percentage": share} for number, share in enumerate(shares)]

    assert tuple(map(bool, found(statsig.DynamicConfig, rules=[{"name": "A", "conditions": [], "variants": variants}]))) == said


@pytest.mark.parametrize(
    ("condition", "wrong", "doubtful"),
    [
        ({"type": "email", "operator": "str_contains_any", "target_value": ["@x.io"]}, {}, {}),
        ({"type": "email", "operator": "str_contain_any", "target_value": ["@x.io"]}, {"operator": "did you mean str_contains_any"}, {}),
        ({"type": "email", "operator": "frobnicates", "target_value": ["@x.io"]}, {}, {"operator": "is no operator that the API's"}),
        ({"type": "email", "operator": {NEWER: "str_contain_any"}, "target_value": "x"}, {}, {}),
        ({"type": "country", "operator": "version_gt", "target_value": "1"}, {}, {"operator": "is not known to work with type country"}),
        ({"type": "passes_gate"}, {"target_value": "is required with type passes_gate"}, {}),
        ({"type": "passes_gate", "target_value": Unknown()}, {}, {}),
        ({"type": "user_id", "operator": "any", "target_value": []}, {}, {"target_value": "is empty"}),
        ({"type": "user_id", "operator": "is_null"}, {}, {}),
        ({"type": "custom_field", "operator": "any", "target_value": ["x"]}, {"field": "is required with type custom_field"}, {}),
        ({"type": "unit_id", "operator": "any", "target_value": ["x"]}, {"custom_id": "is required with type unit_id"}, {}),
        ({"type": "public", "target_value": "x"}, {"target_value": "is not taken with type public"}, {}),
        ({"type": "public", "target_value": None}, {}, {}),
        ({"type": "passes_segment", "target_value": ["a", "b"]}, {"target_value": "write a rule for each"}, {}),
        ({"type": "fails_segment", "target_value": ["a", "b"]}, {"target_value": "write a condition for each"}, {}),
        ({"type": "passes_segment", "target_value": ["a"]}, {}, {}),
        ({"type": "fails_gate", "operator": "any", "target_value": "a"}, {"operator": "is not taken with type fails_gate"}, {}),
        ({"type": "time", "operator": "after", "target_value": 1767225600}, {"target_value": "multiply seconds by 1000"}, {}),
        ({"type": "time", "operator": "after", "target_value": 1767225600000}, {}, {}),
        ({"type": {NEWER: "user_agent"}}, {}, {}),
        ({"type": Unknown()}, {}, {}),
    ],
)
def test_conditions_make_sense(condition: dict[str, Any], wrong: MUST, doubtful: MUST) -> None:
    """A rule with a slip in its condition is taken by the API and matches nobody, or everybody."""
    for told, wanted in zip(in_condition(**condition), (wrong, doubtful), strict=True):
        assert told.keys() == wanted.keys()
        assert all(part in told[name] for name, part in wanted.items())


def test_times_are_in_ms() -> None:
    """Python's own times are in seconds, with which an experiment would start at once, in 1970."""
    soon, past = (time.time() + 86400) * 1000, (time.time() - 86400) * 1000

    assert "multiply seconds by 1000" in found(statsig.Experiment, scheduled_start=soon / 1000, lifecycle="scheduled")[0]["scheduled_start"]
    assert found(statsig.Experiment, scheduled_start=soon, lifecycle="scheduled") == ({}, {})
    assert found(statsig.Experiment, scheduled_start=past, lifecycle="scheduled") == ({}, {"scheduled_start": "is in the past"})
    assert found(statsig.Experiment, scheduled_start=past, lifecycle="active") == ({}, {})
    assert found(statsig.ExperimentScheduleStart, scheduled_time=past) == ({}, {"scheduled_time": "is in the past"})


def test_long_names_and_nulls_are_said() -> None:
    """The vendor's own importer keeps away from both, which the API's document does not forbid."""
    wrong, doubtful = found(statsig.DynamicConfig, default_value='{"a":[{"b":null}]}', rules=[{"name": "x" * 101, "conditions": []}])

    assert wrong == {}
    assert {name: reason.partition(",")[0] for name, reason in doubtful.items()} == {
        "default_value.a[0].b": "is null",
        "rules[0].name": "has more than 100 characters",
    }


def test_values_meet_the_configs_schema() -> None:
    """The API refuses them when everything else of the update has been made."""
    schema = '{"type":"object","properties":{"max":{"type":"number"}},"required":["max"]}'
    rules = [{"name": "A", "conditions": [], "return_value": '{"max":"many"}'}]

    assert found(statsig.DynamicConfig, schema=schema, default_value="{}", rules=rules) == (
        {"default_value.max": "is required, by schema", "rules[0].return_value.max": "should be of type number, by schema"},
        {},
    )


@pytest.mark.parametrize(
    ("schema", "value", "places"),
    [
        ({"type": ["string", "null"]}, None, []),
        ({"type": "integer"}, 1.0, []),
        ({"type": "integer"}, True, [""]),
        ({"enum": [1, "a"]}, 1.0, []),
        ({"enum": [1, "a"]}, True, [""]),
        ({"const": {"a": 1}}, {"a": 2}, [""]),
        ({"minimum": 1, "maximum": 2}, 3, [""]),
        ({"exclusiveMinimum": 1, "exclusiveMaximum": 2}, 1, [""]),
        ({"minLength": 2, "maxLength": 3}, "a", [""]),
        ({"minItems": 1, "items": {"type": "string"}}, ["a", 1], ["[1]"]),
        ({"prefixItems": [{}], "items": {"type": "string"}}, [1], []),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"a": 1, "b": 1}, [".b"]),
        ({"additionalProperties": {"type": "string"}}, {"b": 1}, [".b"]),
        ({"patternProperties": {"b": {}}, "additionalProperties": False}, {"b": 1}, []),
        ({"allOf": [{"required": ["a"]}]}, {}, [".a"]),
        ({"$ref": "#/$defs/x", "type": "string"}, 1, []),
        ({"type": "unheard_of"}, 1, []),
        ({"oneOf": [{"type": "string"}]}, 1, []),
        (True, 1, []),
    ],
)
def test_a_schema_is_read_as_far_as_is_sure(schema: Any, value: Any, places: list[str]) -> None:
    """What it tells is wrong in every reading; what it does not know it leaves to the API."""
    assert [path for path, _ in breaches(schema, value)] == places


def test_a_parameters_default_is_of_its_type() -> None:
    """Else the layer is made, refused with the second request, and taken back."""
    parameter = {"name": "n", "type": "number", "default_value": '"5"'}

    assert found(statsig.Layer, parameters=[parameter]) == (
        {"parameters[0].default_value": "is not of the type that type names"},
        {},
    )
    assert found(statsig.Layer, parameters=[{**parameter, "default_value": "5"}]) == ({}, {})


def test_one_of_two_notations_is_set() -> None:
    """Where both say something else, the API refuses; where nobody can tell, it is said."""
    wrong, _ = found(statsig.DynamicConfig, default_value='{"a":1}', default_value_json5='{"a": 2}')
    _, doubtful = found(statsig.DynamicConfig, default_value='{"a":1}', default_value_json5="{a: 2}")

    assert wrong.keys() == doubtful.keys() == {"default_value_json5"}
    assert "says something else" in wrong["default_value_json5"]
    assert "says" not in doubtful["default_value_json5"], "nobody has compared the two"
    assert found(statsig.DynamicConfig, default_value='{"a":1}', default_value_json5='{ "a": 1 }') == ({}, {})


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"type": "sum"}, {"unit_types", "metric_events"}),
        ({"type": "funnel", "funnel_event_list": [{"name": "a", "type": "event_dau"}]}, {"funnel_event_list"}),
        ({"type": "composite"}, {"metric_component_metrics"}),
        ({"type": "ratio", "metric_events": [{"name": "a"}, {"name": "b"}]}, set()),
        ({"type": "event_user"}, {"metric_events"}),
        ({"type": "event_user", "metric_events": [{"name": "a"}]}, {"metric_events.criteria"}),
        ({"type": "event_user", "metric_events": [{"name": "a"}, {"name": "b", "criteria": [{"type": "value", "condition": "="}]}]}, set()),
        ({"type": "event_user", "metric_events": [{"name": "a", "criteria": Unknown()}]}, set()),
        ({"type": "event_user", "metric_events": [Unknown()]}, set()),
        ({"type": "undefined"}, set()),
    ],
)
def test_metrics_that_cannot_be_computed_are_said(values: dict[str, Any], named: set[str]) -> None:
    """The API takes them, and the service has nothing to count."""
    found = problems(kind_of(statsig.Metric).record, {"name": "Metric", **values})

    assert {each.property for each in found} == named
    assert all(each.doubtful for each in found)
