"""Data that adoption needs and the declarations of resources do not have.

Which objects a stack should not own, what new objects start with, and which property names which
other object. Kinds and properties are named as in the program; a test compares every name with
the declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LeftOut:
    """Objects of a kind that are not adopted: those with one of these values at a path such as ``widgets[].type``, and why."""

    kind: str
    property: str
    values: tuple[Any, ...]
    reason: str


@dataclass(frozen=True)
class Link:
    """A property, or a key of a nested object, that names objects of another kind.

    - `names`: its names in declarations. `target`: the kind that it names; `by`: the target's properties that may hold the value, in order.
    - `within`, `when`: the nested objects that have the key, and the values that the keys beside it must have.
    - `literal_in`: kinds whose code has the value as text, since the target's module imports theirs.
    """

    names: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    within: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    literal_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class MentioningRead:
    """A read that mentions objects of a kind without a list: the operation, how many days back it looks, and its key for each property."""

    operation: str
    days: int
    keys: Mapping[str, str]


@dataclass(frozen=True)
class ProjectFact:
    """A read that answers with a fact about the whole project, under a key of its data."""

    operation: str
    key: str


WAREHOUSE_NATIVE = ProjectFact("GET /company", "isWarehouseNative")
"""Where the API says whether the project is warehouse-native."""

OF_A_KEY = ("type", "scopes")
"""The properties that the list of keys shows of the key in use."""

LEFT_OUT = (
    LeftOut("Tag", "name", ("★ Core", "* Core"), "is part of every project"),
    LeftOut("UnitIdType", "name", ("userID", "stableID"), "is part of every project"),
    LeftOut("Role", "name", ("Owner", "Admin", "Member", "Read Only", "Read-Only", "read_only"), "is part of every project"),
    LeftOut("Dashboard", "widgets[].type", ("unsupported",), "has widgets that the API cannot write"),
    LeftOut("Layer", "is_implicit_layer", (True,), "comes and goes with its experiment"),
)

ON_DEMAND = {"User": "people come and go by invitation"}
"""Kinds that are adopted only when the user names them, and why."""

MENTIONED_BY = {
    "IngestionSource": MentioningRead(
        "GET /ingestion/status", 30, {"type": "ingestion_source", "dataset": "ingestion_dataset", "source_name": "source_name"}
    ),
}

CHILDREN_OF = {"SegmentIdList": ("type", "id_list", "count")}
"""Kinds that only some parents have: the parent's property, its value, and the parent's property that is 0 when the child is empty."""

ATTRIBUTION = ("creator_id", "creator_email", "owner")
"""Properties that record who made something: left to the API."""

SERVER_MADE = ("id", "base_id", "foreign_group_id", "return_value")
"""Nested keys that are left to the server where their declaration says that it fills them in."""

FIRST_OF = {"control_group_id": "groups"}
"""Properties that the API sets to the ID of a list's first element."""

SAID_TWICE = {"team_id": "team", "default_value_json5": "default_value", "schema_json5": "schema", "return_value_json5": "return_value"}
"""Properties that are left out when the state has the other property, which says the same."""

STARTS_WITH: Mapping[str, Mapping[str, Any]] = {
    "Gate": {"type": "TEMPORARY", "measure_metric_lifts": True, "review_settings": {"required_review": False}},
    "Experiment": {
        "allocation": 100,
        "duration": 14,
        "default_confidence_interval": "95",
        "analytics_type": "frequentist",
    },
    "Autotune": {"higher_is_better": True, "attribution_window_unit": "hour"},
    "IngestionSource": {"enabled": True},
}
"""The values of a new object in properties that a program need not manage; flags that are not listed are off."""

ANY_CONDITION = ("Condition", "SegmentCondition")
OVERRIDES = ("ConditionalOverride", "LayerConditionalOverride")
ON_GATES = {"type": ("passes_gate", "fails_gate")}
ON_SEGMENTS = {"type": ("passes_segment", "fails_segment")}

LINKS = (
    Link(("tags", "primary_metric_tags", "secondary_metric_tags"), "Tag", ("name",)),
    Link(("target_apps", "default_target_applications"), "TargetApp", ("name", "id")),
    Link(("target_value",), "TargetApp", ("name",), ("Condition",), {"type": ("target_app",)}),
    Link(("team",), "Team", ("name",)),
    Link(("team_id",), "Team", ("id",)),
    Link(("members", "admins"), "User", ("email",)),
    Link(("id_type", "secondary_id_type", "unit_types", "statsig_unit_id", "unit_type", "default_unit_type"), "UnitIdType", ("name",)),
    Link(("custom_id",), "UnitIdType", ("name",), ANY_CONDITION, {"type": ("unit_id",)}),
    Link(("role", "default_project_role"), "Role", ("name",)),
    Link(("segment_id",), "Segment", ("id",)),
    Link(("target_value",), "Segment", ("id",), ANY_CONDITION, ON_SEGMENTS),
    Link(("id", "name"), "Segment", ("id",), OVERRIDES, {"type": ("segment",)}),
    Link(("gate_id", "gate_ids", "targeting_gate_id", "gate_name"), "Gate", ("id",)),
    Link(("target_value",), "Gate", ("id",), ("Condition",), ON_GATES, literal_in=("ReleasePipeline",)),
    Link(("id", "name"), "Gate", ("id",), OVERRIDES, {"type": ("gate",)}),
    Link(("release_pipeline_id",), "ReleasePipeline", ("id",)),
    Link(("dynamic_config_id", "config_name"), "DynamicConfig", ("id",)),
    Link(("layer_id", "layer_ids", "layer_name"), "Layer", ("id",)),
    Link(("experiment_id", "experiment_ids", "experiment_name", "linked_experiment_name"), "Experiment", ("id", "name")),
    Link(("autotune_id",), "Autotune", ("id",)),
    Link(("holdout_id",), "Holdout", ("id",)),
    Link(("default_holdout_id",), "Holdout", ("id",), literal_in=("Team",)),
    Link(("metric_source_name", "denominator_metric_source_name"), "MetricSource", ("name",)),
    Link(("assignment_source_name",), "AssignmentSource", ("name",)),
    Link(("property_source_name",), "EntityProperty", ("name",)),
)

METRIC = "Metric"
METRIC_RECORDS = ("MetricReference", "ExperimentMetric")
"""Nested objects that name a metric by two keys at once: its `name` and its `type`."""

METRICS_AS_TEXT = ("Team",)
"""Kinds that hold metrics as text: metrics have a team themselves."""
