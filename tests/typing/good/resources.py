"""Every way to write a resource that should type-check: constructors, nested forms, Outputs, attributes."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import assert_type

import pulumi
import pulumi_statsig_console as statsig

text: pulumi.Output[str] = pulumi.Output.from_input("text")
number: pulumi.Output[float] = pulumi.Output.from_input(50.0)


async def awaited() -> str:
    return "awaited"


# Nested objects as typed calls, as plain dicts, and both in one list; Outputs at any depth.
condition = statsig.Condition(type="user_id", operator="any", target_value=["a", text])
rules = [
    statsig.Rule(name="typed", pass_percentage=50, conditions=[condition]),
    statsig.Rule(name=text, pass_percentage=number, conditions=[{"type": "public"}], environments=["production", text]),
]
gate = statsig.Gate(
    "gate",
    name=text,
    description=awaited(),
    rules=[
        *rules,
        {"name": "plain", "pass_percentage": 0.5, "conditions": [{"type": "passes_segment", "target_value": text}]},
        {"name": text, "pass_percentage": number, "conditions": [{"type": "custom_field", "field": text, "target_value": [1, 2.5]}]},
    ],
    lifecycle="launched",
    type=None,
    tags=["a", text],
    team=text,
    measure_metric_lifts=True,
    monitoring_metrics=[{"name": text, "type": "sum"}],
    review_settings={"required_review": True},
    opts=pulumi.ResourceOptions(protect=True),
)
whole = statsig.Gate("whole", name="Whole", rules=pulumi.Output.from_input(rules), tags=pulumi.Output.from_input(["a"]))

# Attributes: Outputs of the declared types.
assert_type(gate.id, pulumi.Output[str])
assert_type(gate.name, pulumi.Output[str])
assert_type(gate.is_enabled, pulumi.Output[bool])
assert_type(gate.holdout_ids, pulumi.Output[Sequence[str]])
assert_type(gate.team, pulumi.Output[str | None])
assert_type(statsig.Gate.get("found", "an_id"), statsig.Gate)
assert_type(statsig.Gate.get("found", gate.id, pulumi.ResourceOptions()).description, pulumi.Output[str])

# JSON of any depth, with Outputs inside.
config = statsig.DynamicConfig(
    "config",
    name="Config",
    default_value={"none": None, "list": [1, {"deep": text}], "on": True},
    rules=[statsig.ConfigRule(name="r", conditions=[], return_value={"gate": gate.id, "value": None})],
)
assert_type(config.default_value, pulumi.Output[Mapping[str, Any]])

# One object's output is another one's input.
segment = statsig.Segment("segment", name=gate.name, type="id_list")
key = statsig.Key("key", description=segment.name, type="CONSOLE", scopes=["omni_read_only"])
assert_type(key.key, pulumi.Output[str])
tag = statsig.Tag("tag", name="Tag", is_core=gate.is_enabled)

# Unions of nested objects.
statsig.IngestionSource(
    "metrics",
    type="snowflake-v2",
    dataset="Metrics",
    source_name="source",
    column_mapping={"unit_id": "u", "id_type": text, "dateid": "d", "metric_name": "m"},
)
statsig.IngestionSource(
    "events",
    type="s3",
    dataset="Events",
    source_name="source",
    column_mapping=statsig.EventColumns(event_name="e", timestamp="t", ids={"userID": text}),
)

# Values and properties that are newer than the package.
statsig.Gate(
    "newer",
    name="Newer",
    rules=[statsig.Rule(name="r", pass_percentage=1, conditions=[{"type": statsig.newer("user_agent"), "operator": statsig.newer(text)}])],
    type=statsig.newer("EPHEMERAL"),
    extra={"newField": [1, {"deep": text}]},
)
statsig.ExperimentReset("again", experiment_id="button", extra={"newField": 1})
