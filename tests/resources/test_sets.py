"""Lists that mean sets, in every kind: which they are, and that neither order nor doubles in them are a difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pulumi_statsig_console import Condition, Experiment, Gate, GateOverrides, HoldoutOverrides, Rule, Segment
from statsig_console.declaring.kinds import kind_of
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Scalar, Shape
from statsig_console.handling.handlers import Handlers
from statsig_console.planning.changes import changes_between
from statsig_console.planning.sets import as_before, repeated
from statsig_console.session.session import Session
from tests.provider.conftest import Project

from .test_contract import KINDS
from .test_experimentation import Managed


def lists(shape: Shape, path: str) -> Iterator[tuple[str, ListOf]]:
    """All lists in a shape, by their paths."""
    match shape:
        case ListOf(item=item):
            yield path, shape
            yield from lists(item, path)
        case Record(members=members):
            for member in members:
                yield from lists(member.shape, f"{path}.{member.name}")
        case OneOf(options=options):
            for option in options:
                yield from lists(option, path)
        case MapOf(value=value):
            yield from lists(value, path)


LISTS = {
    path: shape for kind in KINDS.values() for field in kind.fields for path, shape in lists(field.shape, f"{kind.label}.{field.name}")
}


# What belongs to something by its place: columns and their types, metrics that formulas name, IDs of the widgets that were added.
PARALLEL = ("all_columns", "column_types", "definition_metrics_json", "DashboardAddWidgets.ids")


def test_lists_of_plain_values_are_sets() -> None:
    """IDs, names, tags, environments, scopes, members, values of a condition: nothing in the API gives their order a meaning."""
    ordered = [path for path, shape in LISTS.items() if isinstance(shape.item, Scalar) and not shape.is_set]

    assert [path for path in ordered if not path.endswith(PARALLEL)] == []


def test_objects_that_are_known_by_name_are_sets() -> None:
    """What stands beside each other without an order, and what is computed from columns, is told in whatever order."""
    sets = {
        "Gate.monitoring_metrics", "Holdout.monitoring_metrics", "Team.default_gate_metrics", "Layer.parameters", "ParamStore.parameters",
        "GateOverrides.environment_overrides", "ExperimentOverrides.user_id_overrides", "AutotuneOverrides.user_id_overrides",
        "LayerOverrides.id_overrides",
        "MetricSource.id_type_mapping", "MetricSource.custom_field_mapping",
    }  # fmt: skip

    assert {path for path in sets if LISTS[path].is_set} == sets


def test_rules_phases_and_steps_are_no_sets() -> None:
    """The first rule that applies decides, steps come one after the other, and people see groups and metrics in this order."""
    ordered = {
        "Gate.rules", "DynamicConfig.rules", "Segment.rules", "Gate.rules.conditions", "ReleasePipeline.phases", "Metric.funnel_event_list",
        "Experiment.groups", "Experiment.primary_metrics", "Environments.environments",
    }  # fmt: skip

    assert not any(LISTS[path].is_set for path in ordered)


def example(shape: Shape, number: int) -> Any:
    """A value of a shape; another number makes another one, and lists hold several elements."""
    match shape:
        case Scalar(choices=choices) if choices:
            return choices[number % len(choices)]
        case Scalar(type=type_):
            return {str: f"v{number}", bool: number % 2 == 0}.get(type_, number)
        case JsonValue(objects_only=objects, lists_only=lists):
            return f'{{"a":{number}}}' if objects else f"[{number}]" if lists else str(number)
        case ListOf(item=item):
            found: list[Any] = []
            for each in range(number, number + 4):
                if (value := example(item, each)) not in found:
                    found.append(value)
            return found
        case Record(members=members):
            return {member.name: example(member.shape, number) for member in members}
        case OneOf(options=options):
            return example(options[0], number)
        case MapOf(value=value):
            return {"k": example(value, number)}
    raise AssertionError(shape)


def mixed(shape: Shape, value: Any, double: bool) -> Any:
    """A value with each of its sets the other way round, and perhaps with an element once more."""
    match shape:
        case ListOf(item=item) if isinstance(value, list):
            inner = [mixed(item, each, double) for each in value]
            return [*reversed(inner), *(inner[:1] if double else [])] if shape.is_set else inner
        case Record(by_name=members):
            return {name: mixed(members[name].shape, each, double) for name, each in value.items()}
        case OneOf(options=options):
            return mixed(shape.option(value) if isinstance(value, dict) else options[0], value, double)
        case MapOf(value=inner):
            return {name: mixed(inner, each, double) for name, each in value.items()}
    return value


@pytest.mark.parametrize("label", [label for label, kind in KINDS.items() if any(field.shape.has_set for field in kind.inputs)])
def test_neither_order_nor_doubles_are_a_difference(label: str) -> None:
    """The program's order is not the API's, which may tell an element twice; and what is exchanged is a difference."""
    kind = KINDS[label]
    fields = [field for field in kind.inputs if field.shape.has_set]
    state = {field.name: example(field.shape, 0) for field in fields}
    inputs = {field.name: mixed(field.shape, state[field.name], double=False) for field in fields}
    doubled = {field.name: mixed(field.shape, state[field.name], double=True) for field in fields}

    assert [field.name for field in fields if not field.same(state[field.name], inputs[field.name])] == []
    assert [field.name for field in fields if not field.same(doubled[field.name], inputs[field.name])] == []
    assert as_before(kind, inputs, state) == state
    assert [each for each in repeated(kind, state) if "opposite" not in each.reason] == []
    assert {each.property.partition("[")[0] for each in repeated(kind, doubled)} >= {
        field.name for field in fields if isinstance(field.shape, ListOf) and field.shape.is_set
    }
    for field in fields:
        if isinstance(field.shape, ListOf) and field.shape.is_set and len(state[field.name]) > 1:
            rest = state[field.name][1:]
            assert not field.same(state[field.name], [rest[0], *rest])


@pytest.mark.parametrize(
    "label", [label for label, kind in KINDS.items() if any(field.shape.has_set and field.is_read for field in kind.fields)]
)
def test_what_answers_say_twice_is_kept_once(label: str) -> None:
    """The service doubles the members of holdouts, for one: state says what is meant."""
    for field in KINDS[label].fields:
        if isinstance(field.shape, ListOf) and field.shape.is_set and field.is_read:
            wire = field.to_wire(example(field.shape, 0))
            if not field.options.as_list:
                assert field.from_wire([*wire, *wire]) == field.from_wire(wire)


def test_opposite_lists_share_no_id(project: Project) -> None:
    """Only one of passing and failing can be true, at every depth."""
    ids = {"passing_user_ids": ["u1", "x"], "failing_user_ids": ["x"], "passing_custom_ids": ["c"], "failing_custom_ids": ["d", "c"]}
    nested = [{"unit_id": "userID", "passing_ids": ["p"], "failing_ids": ["p"]}]

    for kind, parent in ((kind_of(GateOverrides), "gate_id"), (kind_of(HoldoutOverrides), "holdout_id")):
        found = Handlers(kind, project.session).check({parent: "checkout", **ids, "environment_overrides": nested}).invalid

        assert [(each.property, each.reason) for each in found] == [
            ("passing_user_ids[1]", "is failing_user_ids[0] too, which says the opposite"),
            ("passing_custom_ids[0]", "is failing_custom_ids[1] too, which says the opposite"),
            (
                "environment_overrides[0].passing_ids[0]",
                "is environment_overrides[0].failing_ids[0] too, which says the opposite",
            ),
        ]


def test_doubles_inside_rules_are_told_by_their_path(project: Session) -> None:
    """A mistake in the third condition of a rule is found there."""
    condition = Condition(type="country", operator="any", target_value=["US", "DE", "US"])
    rule = Rule(name="All", pass_percentage=1, environments=["staging", "staging"], conditions=[condition])

    found = Handlers(kind_of(Gate), project.session).check({"name": "Checkout", "tags": ["a", "a"], "rules": [rule]}).invalid

    assert [each.property for each in found] == ["rules[0].conditions[0].target_value[2]", "rules[0].environments[1]", "tags[1]"]


def test_a_shuffled_program_plans_nothing() -> None:
    """A segment's tags cannot be changed, so that another order must not make a new segment."""
    kind = kind_of(Segment)
    state = {"name": "Beta", "type": "rule_based", "tags": ["a", "b"]}

    assert not changes_between(kind, state, {**state, "tags": ["b", "a"]})
    assert changes_between(kind, state, {**state, "tags": ["b", "c"]}).replaces == ("tags",)


@pytest.mark.parametrize(
    ("written", "operator"),
    [(["DE"], "any"), ("DE", "any"), (["FR", "DE"], "any"), (["31"], "gt"), (31, "gt"), ("31", "gt"), ("1.0", "version_gt")],
)
def test_a_target_value_keeps_the_form_that_was_written(written: Any, operator: str) -> None:
    """The service answers one value as such, and numbers for operators that compare numbers."""
    project = Project()
    condition = Condition(type="custom_field", field="x", operator=operator, target_value=written)
    gate = Managed(project, Gate, name="Aimed", rules=[Rule(name="r", pass_percentage=1, conditions=[condition])])
    before = gate.inputs

    gate.refresh()

    found = gate.handlers.read(gate.id, gate.state)
    assert found is not None
    assert found.inputs == before
    assert not gate.handlers.diff(gate.state, before)


def test_what_a_sidecar_says_among_parameters_is_no_difference() -> None:
    """Answers hold its properties among the parameters of each group, where nothing can be set."""
    project = Project()
    groups = [{"name": name, "size": 50, "parameter_values": {"color": color}} for name, color in (("A", "red"), ("B", "blue"))]
    colors = Managed(project, Experiment, name="Colors", groups=groups)
    own = {"isSidecar": True, "sidecarURLFilters": [], "sidecarDisableAutoRun": True, "sidecarPrerunScript": "ready()"}
    told = project.console.patch("/experiments/colors", own).data["groups"][0]["parameterValues"]
    assert [name for name in told if name.startswith("sidecar")] == [*[*own][1:], "sidecarExperimentName"]

    colors.refresh()

    assert not colors.handlers.diff(colors.state, colors.inputs)
    assert "sidecar" not in str(colors.state["groups"])
    colors.up(name="Colors", groups=[{**group, "parameter_values": {**group["parameter_values"], **told}} for group in groups])


def test_the_control_group_that_the_service_chooses_is_no_drift() -> None:
    """A program that names none leaves it to the service, also when the groups change."""
    project = Project()
    groups = [{"name": name, "size": 50, "parameter_values": {}} for name in ("A", "B")]
    colors = Managed(project, Experiment, name="Colors", groups=groups)
    first = colors.state["control_group_id"]
    assert first == colors.state["groups"][0]["id"]

    colors.up(name="Colors", groups=[{**groups[0], "name": "C"}, groups[1]], update_style="full")

    assert colors.state["control_group_id"] == colors.state["groups"][0]["id"] != first
