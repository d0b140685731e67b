"""Acts: what a rehearsal makes of each kind, and how it changes it. All is deleted at the end; other kinds are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

Made = Mapping[str, SimpleNamespace]
"""The objects made so far, by act: their ID and state as attributes."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One kind: an object's `first` values, given its name and the objects made before, and the values that it is `changed` to.

    - `drift`: the values that somebody else gives to it meanwhile.
    - `needs`: the acts whose objects it refers to; without them it is not played.
    - `name`: what tells several acts of a kind apart.
    - `warehouse`: whether only warehouse-native projects have it, or only others; None for both.
    """

    kind: str
    first: Callable[[str, Made], Values]
    changed: Values = field(default_factory=dict)
    drift: Values = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    warehouse: bool | None = None
    name: str = ""

    @property
    def label(self) -> str:
        """The act's name, or else its kind."""
        return self.name or self.kind


EVERYONE = {"type": "public"}
STAFF = {"type": "email", "operator": "str_contains_any", "target_value": ["@example.com"]}
IDS = [{"statsig_unit_id": "userID", "column": "user_id"}]
PHASE = {"name": "all", "time_interval_ms": 60_000, "required_review": False, "rules": [{"name": "all", "conditions": []}]}
SQL = "select user_id, ts from rehearsal"
DESCRIBED: Values = {"description": "made by a rehearsal"}
CHANGED: Values = {"description": "changed by a rehearsal"}
DRIFTED: Values = {"description": "changed by somebody else"}


def rule(name: str, share: float, *conditions: Mapping[str, Any]) -> dict[str, Any]:
    """A rule of a gate, a segment or a dynamic config."""
    return {"name": name, "pass_percentage": share, "conditions": list(conditions)}


def entry(owner: str, key: str, **values: Any) -> Callable[[str, Made], Values]:
    """First values of a part of another act's object; `key` is the property with that object's ID."""
    return lambda name, made: {key: made[owner].id, **values}


def named(**values: Any) -> Callable[[str, Made], Values]:
    """First values that refer to no other object."""
    return lambda name, made: {"name": name, **DESCRIBED, **values}


GROUPS = [
    {"name": "Control", "size": 50, "parameter_values": {"color": "blue"}},
    {"name": "Test", "size": 50, "parameter_values": {"color": "green"}},
]
LAYER = named(id_type="userID", parameters=[{"name": "color", "type": "string", "default_value": "blue"}])
AUTOTUNE = named(
    variants=[{"name": "one", "json": {"color": "blue"}}, {"name": "two", "json": {"color": "green"}}],
    success_event="rehearsed",
    exploration_window="1",
    attribution_window="1",
    winner_threshold="95%",
)

ACTS = (
    Act("Tag", named(), CHANGED, DRIFTED),
    Act("Team", named(), CHANGED, DRIFTED),
    Act("TargetApp", named(), CHANGED),
    Act("UnitIdType", named(), CHANGED, DRIFTED),
    Act(
        "Role",
        lambda name, made: {"name": name, "permissions": {"create_configs": True, "create_teams": False}},
        {"permissions": {"create_configs": False, "create_teams": False}},
    ),
    Act("Key", lambda name, made: {"description": name, "type": "SERVER", "scopes": ["client_download_config_specs"]}),
    Act("Segment", named(type="rule_based", rules=[rule("staff", 100, STAFF)]), {"rules": [rule("staff", 50, STAFF)]}),
    Act(
        "Gate",
        lambda name, made: {
            "name": name,
            **DESCRIBED,
            "rules": [rule("staff", 100, {"type": "passes_segment", "target_value": [made["Segment"].id]}), rule("everyone", 0, EVERYONE)],
            "tags": [made["Tag"].name],
        },
        {**CHANGED, "rules": [rule("everyone", 1, EVERYONE)], "tags": []},
        DRIFTED,
        needs=("Segment", "Tag"),
    ),
    Act(
        "GateOverrides",
        lambda name, made: {"gate_id": made["Gate"].id, "passing_user_ids": ["one", "two"], "failing_user_ids": []},
        {"passing_user_ids": ["one"], "failing_user_ids": ["three"]},
        needs=("Gate",),
    ),
    Act(
        "DynamicConfig",
        named(default_value={"limit": 1}, rules=[{**rule("staff", 100, STAFF), "return_value": {"limit": 2}}]),
        {**CHANGED, "default_value": {"limit": 3}},
        DRIFTED,
    ),
    Act(
        "Layer",
        LAYER,
        CHANGED,
        DRIFTED,
    ),
    Act(
        "Experiment",
        named(
            id_type="userID",
            hypothesis="a rehearsal shows nothing",
            groups=GROUPS,
        ),
        {**CHANGED, "hypothesis": "it still shows nothing"},
        DRIFTED,
    ),
    Act(
        "ExperimentOverrides",
        lambda name, made: {"experiment_id": made["Experiment"].id, "user_id_overrides": [{"group_id": "Test", "ids": ["one"]}]},
        needs=("Experiment",),
    ),
    Act("Holdout", named(), CHANGED, DRIFTED),
    Act(
        "HoldoutOverrides",
        lambda name, made: {"holdout_id": made["Holdout"].id, "passing_user_ids": ["one"]},
        {"passing_user_ids": ["two"]},
        needs=("Holdout",),
    ),
    Act(
        "Metric",
        named(type="event_count_custom", unit_types=["userID"], metric_events=[{"name": "rehearsed"}]),
        CHANGED,
        DRIFTED,
        warehouse=False,
    ),
    Act("ReleasePipeline", lambda name, made: {"name": name, "phases": [PHASE]}, {"phases": [{**PHASE, "time_interval_ms": 120_000}]}),
    Act(
        "Autotune",
        AUTOTUNE,
        CHANGED,
        DRIFTED,
    ),
    Act(
        "Alert",
        lambda name, made: {
            "name": name,
            "message": "made by a rehearsal",
            "definition_metrics_json": ['{"event": "rehearsed"}'],
            "alert_threshold": 1,
            "condition": "less",
            "window_ms": 600_000,
            "priority": "P4",
        },
        {"message": "changed by a rehearsal", "alert_threshold": 2},
        {"message": "changed by somebody else"},
    ),
    Act("ParamStore", lambda name, made: {"name": name, "display_name": name, **DESCRIBED}, CHANGED, DRIFTED),
    Act("MetricSource", named(sql=SQL, timestamp_column="ts", id_type_mapping=IDS), CHANGED, DRIFTED, warehouse=True),
    Act(
        "QualifyingEvent",
        named(source_type="table", table_name="rehearsal", timestamp_column="ts", id_type_mapping=IDS),
        CHANGED,
        DRIFTED,
        warehouse=True,
    ),
    Act("EntityProperty", named(sql=SQL, id_type_mapping=IDS), CHANGED, DRIFTED, warehouse=True),
    Act(
        "AssignmentSource",
        named(sql=SQL, timestamp_column="ts", experiment_id_column="experiment", group_id_column="arm", id_type_mapping=IDS),
        CHANGED,
        DRIFTED,
        warehouse=True,
    ),
    Act("Segment", named(type="id_list"), name="IdList"),
    Act("SegmentIdList", entry("IdList", "segment_id", ids=["one", "two"]), {"ids": ["two", "three"]}, needs=("IdList",)),
    Act("Gate", named(), name="PlainGate"),
    Act(
        "GateRule",
        entry("PlainGate", "gate_id", name="staff", pass_percentage=10, conditions=[STAFF]),
        {"pass_percentage": 20},
        needs=("PlainGate",),
    ),
    Act("GateUserOverride", entry("PlainGate", "gate_id", group="pass", user_id="one"), needs=("PlainGate",)),
    Act("DynamicConfig", named(default_value={"limit": 1}), name="PlainConfig"),
    Act(
        "DynamicConfigRule",
        entry("PlainConfig", "dynamic_config_id", name="staff", pass_percentage=100, conditions=[STAFF], return_value={"limit": 2}),
        {"return_value": {"limit": 3}},
        needs=("PlainConfig",),
    ),
    Act("Experiment", named(id_type="userID", groups=GROUPS), name="PlainExperiment"),
    Act("ExperimentUserOverride", entry("PlainExperiment", "experiment_id", group_id="Test", user_id="one"), needs=("PlainExperiment",)),
    Act(
        "ExperimentConditionOverride",
        lambda name, made: {"experiment_id": made["PlainExperiment"].id, "group_id": "Test", "type": "gate", "name": made["Gate"].id},
        needs=("PlainExperiment", "Gate"),
    ),
    Act(
        "AutotuneOverrides", entry("Autotune", "autotune_id", user_id_overrides=[{"group_id": "one", "ids": ["one"]}]), needs=("Autotune",)
    ),
    Act("Autotune", AUTOTUNE, name="PlainAutotune"),
    Act("AutotuneUserOverride", entry("PlainAutotune", "autotune_id", group_id="one", user_id="one"), needs=("PlainAutotune",)),
    Act(
        "AutotuneConditionOverride",
        lambda name, made: {"autotune_id": made["PlainAutotune"].id, "group_id": "one", "type": "gate", "name": made["Gate"].id},
        needs=("PlainAutotune", "Gate"),
    ),
    Act(
        "Experiment",
        lambda name, made: {"name": name, **DESCRIBED, "id_type": "userID", "layer_id": made["Layer"].id, "groups": GROUPS},
        needs=("Layer",),
        name="InLayer",
    ),
    Act(
        "LayerUserOverride",
        lambda name, made: {"layer_id": made["Layer"].id, "experiment_name": made["InLayer"].id, "group_name": "Test", "user_id": "one"},
        needs=("Layer", "InLayer"),
    ),
    Act(
        "LayerConditionOverride",
        lambda name, made: {
            "layer_id": made["Layer"].id,
            "experiment_name": made["InLayer"].id,
            "group_name": "Test",
            "type": "gate",
            "name": made["Gate"].id,
        },
        needs=("Layer", "InLayer", "Gate"),
    ),
    Act("Layer", LAYER, name="PlainLayer"),
    Act(
        "Experiment",
        lambda name, made: {"name": name, **DESCRIBED, "id_type": "userID", "layer_id": made["PlainLayer"].id, "groups": GROUPS},
        needs=("PlainLayer",),
        name="InPlainLayer",
    ),
    Act(
        "LayerOverrides",
        lambda name, made: {
            "layer_id": made["PlainLayer"].id,
            "id_overrides": [{"experiment_name": made["InPlainLayer"].id, "group_name": "Test", "ids": ["one"], "id_type": "userID"}],
        },
        needs=("PlainLayer", "InPlainLayer"),
    ),
    Act("Prompt", named(), CHANGED, DRIFTED),
)
