"""The lives of experiments, autotunes, holdouts, layers, their overrides, single rules, lists of IDs, and the actions on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi_statsig_console as statsig

from .life import Life

EVERYONE = {"type": "public"}
GERMANS = {"type": "country", "operator": "any", "target_value": ["DE"]}
GROUPS: list[dict[str, Any]] = [
    {"name": "Control", "size": 50, "parameter_values": {"color": "blue", "nested": {"n": None, "big": 2**60 + 1}}},
    {"name": "Test", "size": 50, "parameter_values": {"color": "red"}, "description": "Red sells", "foreign_group_id": "red-1"},
]

BASE = Life(statsig.Gate, lambda made: {"name": "Everybody in", "gate_id": "everybody_in"}, name="base")
FLAG = Life(statsig.Gate, lambda made: {"name": "Single rules", "gate_id": "single_rules"}, name="flag")
SETTINGS = Life(statsig.DynamicConfig, lambda made: {"name": "Single values", "dynamic_config_id": "single_values"}, name="settings")
SPARE_SETTINGS = Life(
    statsig.DynamicConfig, lambda made: {"name": "Spare values", "dynamic_config_id": "spare_values"}, name="sparesettings"
)
AUDIENCE = Life(statsig.Segment, lambda made: {"name": "Audience", "type": "id_list"}, name="audience")
STORED = Life(statsig.Segment, lambda made: {"name": "Stored", "type": "user_store_id_list"}, name="stored")
SPARE_AUDIENCE = Life(statsig.Segment, lambda made: {"name": "Spare audience", "type": "id_list"}, name="spareaudience")
SPARE_STORED = Life(statsig.Segment, lambda made: {"name": "Spare stored", "type": "user_store_id_list"}, name="sparestored")
OF_GROUPS = [{"name": "color", "type": "string", "default_value": "grey"}, {"name": "nested", "type": "object", "default_value": {"n": 1}}]
"""The parameters that the groups of an experiment set which moves into the layer."""
LAYER = Life(
    statsig.Layer,
    lambda made: {
        "name": "Shop window",
        "id_type": "userID",
        "description": "What the window shows",
        "parameters": [
            {"name": "title", "type": "string", "default_value": "Hello", "description": "What it says"},
            {"name": "size", "type": "number", "default_value": 1.5},
            {"name": "shown", "type": "boolean", "default_value": False},
            {"name": "box", "type": "object", "default_value": {"a": [1, None]}, "schema": '{"type": "object"}'},
            {"name": "items", "type": "array", "default_value": ["a", {"b": 1}]},
            *OF_GROUPS,
        ],
        "target_apps": ["Web"],
        "team": "Growth",
    },
    changed={
        "description": "",
        "parameters": [
            {"name": "title", "type": "string", "default_value": "Hi"},
            {"name": "more", "type": "number", "default_value": 2},
            *OF_GROUPS,
        ],
        "target_apps": ["iOS", "Web"],
    },
    immutable={"name": "Other window", "id_type": "stableID", "team": "Core"},
)
FULL_LAYER = Life(
    statsig.Layer,
    lambda made: {"name": "Sent whole", "id_type": "userID", "parameters": OF_GROUPS, "update_style": "full"},
    changed={"description": "Every change says all"},
    name="wholelayer",
)
EXPERIMENT = Life(
    statsig.Experiment,
    lambda made: {
        "name": "Button color",
        "experiment_id": "button_color",
        "description": "Which color sells",
        "hypothesis": "Red sells more",
        "id_type": "userID",
        "layer_id": made["wholelayer"].id,
        "groups": GROUPS,
        "allocation": 50,
        "lifecycle": "setup",
        "scheduled_start": None,
        "analysis_start_time": "2026-01-01",
        "decision_reason": "It sells",
        "archive_reason": "Over",
        "targeting_gate_id": made["base"].id,
        "primary_metrics": [{"name": "revenue", "type": "sum", "direction": "increase", "hypothesized_value": 2.5}],
        "secondary_metrics": [{"name": "visits", "type": "event_count"}],
        "other_metrics": [{"name": "errors", "type": "event_count", "direction": "decrease"}],
        "primary_metric_tags": ["Money", "Growth"],
        "secondary_metric_tags": ["Health"],
        "links": [{"url": "https://example.com/button", "title": "Design"}],
        "tags": ["Checkout", "Shop"],
        "target_apps": ["Web"],
        "team": "Growth",
        "creator_id": "u1",
        "creator_email": "one@example.com",
        "duration": 14,
        "allocation_duration": 7,
        "cohorted_analysis_duration": 5,
        "fixed_analysis_duration": 6,
        "cohorted_metrics_mature_after_end": True,
        "cohort_wait_until_end_to_include": False,
        "target_exposures": 1000,
        "analytics_type": "frequentist",
        "default_confidence_interval": "95",
        "sequential_testing": True,
        "bonferroni_correction": True,
        "bonferroni_correction_per_metric": False,
        "benjamini_hochberg_per_variant": True,
        "benjamini_hochberg_per_metric": False,
        "benjamini_primary_metrics_only": True,
        "manual_quality_scores": [
            {"criteria_name": "Reviewed", "status": "PASSED", "criteria_description": "By two people", "score": 1, "weight": 0.5}
        ],
        "secondary_id_type": "stableID",
        "identifier_mapping_mode": "strictOneToOne",
        "identity_resolution_source": "logins",
        "assignment_source_name": "assignments",
        "assignment_source_experiment_name": "button",
        "assignment_source_filters": [
            {"condition": "in", "column": "country", "values": ["DE"]},
            {"condition": "is_true", "column": "live"},
        ],
        "is_analysis_only": False,
        "is_sidecar": False,
        "analysis_end_time": "2026-02-01",
        "scheduled_reload_hour": 3,
        "scheduled_reload_type": "full",
        "stratified_sampling": {"status": "pending", "metric": {"name": "revenue", "start_date": "2026-01-01", "end_date": "2026-01-31"}},
        "control_group_id": "control",
        "scheduled_reload_days": [1, 2],
        "turbo_mode": True,
        "auto_load_topline_impact": True,
        "default_rollup_window": -1,
        "pre_computed_user_dimensions": [{"name": "country"}, {"name": "plan", "property_source": "facts"}],
        "cure_covariates": [{"name": "revenue", "type": "sum"}],
        "external_events": [{"name": "Sale", "timestamp": 1767225600000}],
        "user_buckets": [0, 500],
        "enabled_non_prod_environments": ["staging"],
        "bayesian_priors": [{"metric": {"name": "revenue", "type": "sum"}, "prior_mean": 0.1, "prior_std_dev": 0.5}],
        "default_chance_to_beat_threshold": 0.95,
        "sprt_baseline_mode": "manual",
        "sprt_mde_settings": [
            {"metric_key": "revenue::sum", "group_settings": [{"group_key": "Test", "mde": 0.1, "mean": 5, "std_dev": 1.5}]}
        ],
        "default_sprt_mde": 0.05,
        "default_sprt_power_param": 0.8,
    },
    changed={
        "name": "Button colors",
        "description": "",
        "hypothesis": "Green sells more",
        "id_type": "stableID",
        "groups": [*GROUPS[:1], {"name": "Green", "size": 50, "parameter_values": {"color": "green"}, "disabled": False}],
        "allocation": 75.5,
        "lifecycle": "active",
        "targeting_gate_id": "",
        "primary_metrics": [{"name": "revenue", "type": "sum", "direction": "decrease"}],
        "secondary_metrics": [],
        "other_metrics": [],
        "primary_metric_tags": ["Growth"],
        "secondary_metric_tags": [],
        "links": [{"url": "https://example.com/buttons"}],
        "tags": ["Shop"],
        "target_apps": ["Web", "iOS"],
        "team": "Core",
        "creator_id": "u2",
        "creator_email": "two@example.com",
        "duration": 21,
        "allocation_duration": 8,
        "cohorted_analysis_duration": 6,
        "fixed_analysis_duration": 7,
        "cohorted_metrics_mature_after_end": False,
        "cohort_wait_until_end_to_include": True,
        "target_exposures": 2000,
        "analytics_type": "bayesian",
        "default_confidence_interval": "99",
        "sequential_testing": False,
        "bonferroni_correction": False,
        "bonferroni_correction_per_metric": True,
        "benjamini_hochberg_per_variant": False,
        "benjamini_hochberg_per_metric": True,
        "benjamini_primary_metrics_only": False,
        "manual_quality_scores": [],
        "secondary_id_type": "",
        "identifier_mapping_mode": "firstTouchOneToMany",
        "identity_resolution_source": "",
        "assignment_source_name": "others",
        "assignment_source_experiment_name": "buttons",
        "assignment_source_filters": [],
        "is_analysis_only": True,
        "is_sidecar": True,
        "analysis_end_time": "2026-03-01",
        "scheduled_reload_hour": 4,
        "scheduled_reload_type": "incremental",
        "stratified_sampling": {"status": "pending", "csv": {"original": "units.csv", "identifier": "f1"}},
        "control_group_id": "other",
        "scheduled_reload_days": [0],
        "turbo_mode": False,
        "auto_load_topline_impact": False,
        "default_rollup_window": 7,
        "pre_computed_user_dimensions": [],
        "cure_covariates": [],
        "external_events": [],
        "user_buckets": [999],
        "enabled_non_prod_environments": ["development", "staging"],
        "bayesian_priors": [],
        "default_chance_to_beat_threshold": 0.9,
        "sprt_baseline_mode": "in_experiment_control",
        "sprt_mde_settings": [],
        "default_sprt_mde": 0.1,
        "default_sprt_power_param": 0.9,
    },
    # Once it runs, its groups are fixed, so the console edits other properties.
    outside=("name", "description", "hypothesis", "tags", "primary_metrics", "scheduled_reload_hour"),
    immutable={"experiment_id": "other_button", "layer_id": "shop_window", "is_template": True},
)
SIDECAR = Life(
    statsig.Experiment,
    lambda made: {
        "name": "Sidecar page",
        "is_sidecar": True,
        "sidecar_editor_url": "https://example.com/",
        "sidecar_url_filters": [{"type": "contains", "value": "/shop"}],
        "sidecar_disable_auto_run": True,
        "sidecar_prerun_script": "ready()",
    },
    changed={
        "sidecar_editor_url": "https://example.com/shop",
        "sidecar_url_filters": [{"type": "path", "value": "/shop"}, {"type": "equals", "value": "https://example.com/"}],
        "sidecar_disable_auto_run": False,
        "sidecar_prerun_script": "",
    },
    name="sidecar",
)
DECIDED = Life(
    statsig.Experiment,
    lambda made: {"name": "Decided", "groups": GROUPS, "lifecycle": "active", "update_style": "full"},
    changed={"lifecycle": "decision_made", "decision_group": "Test", "decision_reason": "Red sold more", "remove_targeting": True},
    outside=(),
    name="decided",
)
SCHEDULED = Life(
    statsig.Experiment,
    lambda made: {"name": "Scheduled", "lifecycle": "scheduled", "scheduled_start": 4102444800000},
    changed={"lifecycle": "archived", "scheduled_start": 4102444800001, "archive_reason": "Called off"},
    outside=(),
    name="scheduled",
)
IN_LAYER = Life(
    statsig.Experiment,
    lambda made: {
        "name": "Window title",
        "layer_id": made["layer"].id,
        "groups": [{"name": name, "size": 50, "parameter_values": {"title": name}} for name in ("Plain", "Fancy")],
        "team_id": "t1",
    },
    changed={"team_id": "t2"},
    name="inlayer",
)


def group_overrides(made: Mapping[str, Any], one: str, other: str) -> dict[str, Any]:
    """Overrides for two groups, or variants."""
    return {
        "overrides": [
            {"type": "gate", "id": made["base"].id, "group_id": one},
            {"type": "segment", "id": made["audience"].id, "group_id": other, "environment": "development"},
        ],
        "user_id_overrides": [
            {"group_id": one, "ids": ["u1", "u2"]},
            {"group_id": other, "ids": ["c1"], "unit_type": "companyID", "environment": "staging"},
        ],
    }


def other_overrides(one: str, other: str) -> dict[str, Any]:
    """The overrides that those are changed to."""
    return {
        "overrides": [{"type": "gate", "id": "everybody_in", "group_id": other}],
        "user_id_overrides": [{"group_id": one, "ids": ["u3", "u2"]}, {"group_id": other, "ids": ["u9"]}],
    }


EXPERIMENT_OVERRIDES = Life(
    statsig.ExperimentOverrides,
    lambda made: {"experiment_id": made["experiment"].id, **group_overrides(made, "Control", "Test")},
    changed=other_overrides("Control", "Test"),
    immutable={"experiment_id": "decided"},
)
AUTOTUNE_OVERRIDES = Life(
    statsig.AutotuneOverrides,
    lambda made: {"autotune_id": made["autotune"].id, **group_overrides(made, "long", "short")},
    changed=other_overrides("long", "short"),
    immutable={"autotune_id": "whole_autotune"},
    after=("wholeautotune",),
)
# Objects with single overrides are not also managed by lists of overrides.
SPARE_LAYER = Life(statsig.Layer, lambda made: {"name": "Spare window", "id_type": "userID"}, name="sparelayer", outside=())
SPARE_AUTOTUNE = Life(
    statsig.Autotune,
    lambda made: {
        "name": "Spare autotune",
        "variants": [{"name": "long", "json": 1}, {"name": "short", "json": 2}],
        "success_event": "signup",
        "exploration_window": "24",
        "attribution_window": "1",
        "winner_threshold": "90%",
    },
    name="spareautotune",
)
GATE_USER = Life(
    statsig.GateUserOverride,
    lambda made: {"gate_id": made["wholegate"].id, "group": "pass", "user_id": "u1"},
    immutable={"group": "fail", "user_id": "u2", "gate_id": "another"},
)
EXPERIMENT_USER = Life(
    statsig.ExperimentUserOverride,
    lambda made: {
        "experiment_id": made["sidecar"].id, "group_id": "Test", "user_id": "c1", "unit_type": "companyID", "environment": "staging",
    },
    immutable={"group_id": "Control", "user_id": "c2", "unit_type": "userID", "environment": "development", "experiment_id": "another"},
)  # fmt: skip
EXPERIMENT_CONDITION = Life(
    statsig.ExperimentConditionOverride,
    lambda made: {
        "experiment_id": made["sidecar"].id, "group_id": "Test", "type": "gate", "name": made["base"].id, "environment": "staging",
    },
    immutable={"group_id": "Control", "type": "segment", "name": "other_gate", "environment": "development", "experiment_id": "another"},
)  # fmt: skip
AUTOTUNE_USER = Life(
    statsig.AutotuneUserOverride,
    lambda made: {
        "autotune_id": made["spareautotune"].id, "group_id": "long", "user_id": "c1", "unit_type": "companyID", "environment": "staging",
    },
    immutable={"group_id": "short", "user_id": "c2", "unit_type": "userID", "environment": "development", "autotune_id": "another"},
)  # fmt: skip
AUTOTUNE_CONDITION = Life(
    statsig.AutotuneConditionOverride,
    lambda made: {
        "autotune_id": made["spareautotune"].id, "group_id": "long", "type": "gate", "name": made["base"].id, "environment": "staging",
    },
    immutable={"group_id": "short", "type": "segment", "name": "other_gate", "environment": "development", "autotune_id": "another"},
)  # fmt: skip
LAYER_USER = Life(
    statsig.LayerUserOverride,
    lambda made: {
        "layer_id": made["sparelayer"].id, "experiment_name": "window_title", "group_name": "Fancy", "user_id": "c1",
        "id_type": "companyID", "environment": "staging",
    },
    immutable={
        "group_name": "Plain", "user_id": "c2", "id_type": "userID", "environment": "development", "experiment_name": "other_title",
        "layer_id": "another",
    },
)  # fmt: skip
LAYER_CONDITION = Life(
    statsig.LayerConditionOverride,
    lambda made: {
        "layer_id": made["sparelayer"].id, "experiment_name": "window_title", "group_name": "Fancy", "type": "gate",
        "name": made["base"].id, "environment": "staging",
    },
    immutable={
        "group_name": "Plain", "type": "segment", "name": "other_gate", "environment": "development", "experiment_name": "other_title",
        "layer_id": "another",
    },
)  # fmt: skip
LAYER_OVERRIDES = Life(
    statsig.LayerOverrides,
    lambda made: {
        "layer_id": made["layer"].id,
        "conditional_overrides": [
            {
                "type": "gate",
                "name": made["base"].id,
                "experiment_name": made["inlayer"].id,
                "group_name": "Plain",
                "environment": "staging",
            },
        ],
        "id_overrides": [
            {
                "group_name": "Fancy",
                "ids": ["u1", "u2"],
                "id_type": "userID",
                "environment": "staging",
                "experiment_name": made["inlayer"].id,
            },
        ],
    },
    changed={
        "conditional_overrides": [
            {"type": "segment", "name": "audience", "experiment_name": "window_title", "group_name": "Fancy"},
        ],
        "id_overrides": [{"group_name": "Fancy", "ids": ["u2", "u3"]}, {"group_name": "Plain", "ids": ["u4"]}],
    },
    after=("audience",),
    immutable={"layer_id": "sent_whole"},
)
AUTOTUNE = Life(
    statsig.Autotune,
    lambda made: {
        "name": "Best headline",
        "variants": [{"name": "long", "json": {"text": "A long one", "n": None}}, {"name": "short", "json": "Short", "size": 0.5}],
        "success_event": "signup",
        "exploration_window": "24hr",
        "attribution_window": "2",
        "winner_threshold": "95%",
        "id_type": "userID",
        "description": "Which headline is read",
        "success_event_value": "paid",
        "lifecycle": "setup",
        "attribution_window_unit": "hour",
        "exploration_window_rate": 0.5,
        "longterm_exploration_allocation": 0.1,
        "optimization_parameter": "occurrence",
        "higher_is_better": True,
        "is_contextual": True,
        "feature_list": ["country", "os"],
        "metadata_field": "amount",
        "value_column": "value",
        "metric_source_id": "orders",
        "linked_experiment_name": "Button color",
        "goal_rich_text": "<p>Read</p>",
        "decision_variant": "short",
        "decision_reason": "Read most",
        "remove_targeting": False,
    },
    changed={
        "variants": [{"name": "long", "json": [1, 2]}, {"name": "short", "json": 3}, {"name": "none", "json": {}}],
        "success_event": "purchase",
        "exploration_window": "48hrs",
        "attribution_window": "1hr",
        "winner_threshold": "99%",
        "description": "",
        "success_event_value": "",
        "lifecycle": "decided",
        "attribution_window_unit": "day",
        "exploration_window_rate": 0.25,
        "longterm_exploration_allocation": 0.2,
        "optimization_parameter": "value",
        "higher_is_better": False,
        "is_contextual": False,
        "feature_list": ["country"],
        "metadata_field": "price",
        "value_column": "price",
        "metric_source_id": "others",
        "linked_experiment_name": "Button colors",
        "goal_rich_text": "<p>Bought</p>",
    },
    outside=("description", "success_event", "exploration_window", "higher_is_better"),
    immutable={"name": "Worst headline", "id_type": "stableID"},
)
HOLDOUT = Life(
    statsig.Holdout,
    lambda made: {
        "name": "Held out",
        "description": "To see what it all brings",
        "id_type": "userID",
        "is_enabled": True,
        "is_global": False,
        "pass_percentage": 5,
        "gate_ids": [made["base"].id, made["flag"].id],
        "experiment_ids": [made["experiment"].id],
        "layer_ids": [made["layer"].id],
        "targeting_gate_id": made["base"].id,
        "monitoring_metrics": [{"name": "revenue", "type": "sum"}],
    },
    changed={
        "description": "",
        "is_enabled": False,
        "pass_percentage": 2.5,
        "gate_ids": ["single_rules"],
        "experiment_ids": [],
        "layer_ids": [],
        "targeting_gate_id": "",
        "monitoring_metrics": [],
    },
    immutable={"name": "Kept out", "id_type": "stableID", "team_id": "t1"},
)
GLOBAL = Life(
    statsig.Holdout,
    lambda made: {"name": "Global", "gate_ids": [made["base"].id], "update_style": "full"},
    changed={"is_global": True, "pass_percentage": 1},
    outside=("pass_percentage",),
    name="global",
)
HOLDOUT_OVERRIDES = Life(
    statsig.HoldoutOverrides,
    lambda made: {
        "holdout_id": made["holdout"].id,
        "passing_user_ids": ["u1"],
        "failing_user_ids": ["u2"],
        "passing_custom_ids": ["c1"],
        "failing_custom_ids": ["c2"],
        "environment_overrides": [{"environment": "staging", "unit_id": "userID", "passing_ids": ["u4"], "failing_ids": []}],
    },
    changed={
        "passing_user_ids": ["u2"],
        "failing_user_ids": [],
        "passing_custom_ids": ["c3"],
        "failing_custom_ids": ["c4"],
        "environment_overrides": [{"environment": "staging", "unit_id": "userID", "passing_ids": [], "failing_ids": ["u5"]}],
    },
    immutable={"holdout_id": "global"},
)
GATE_OVERRIDES = Life(
    statsig.GateOverrides,
    lambda made: {
        "gate_id": made["base"].id,
        "passing_user_ids": ["u1", "u2"],
        "failing_user_ids": ["u3"],
        "passing_custom_ids": ["c1"],
        "failing_custom_ids": ["c2"],
        "environment_overrides": [
            {"environment": "staging", "unit_id": "userID", "passing_ids": ["u4", "u5"], "failing_ids": ["u6"]},
            {"unit_id": "companyID", "passing_ids": ["c3"], "failing_ids": []},
        ],
    },
    changed={
        "passing_user_ids": ["u3", "u2"],
        "failing_user_ids": ["u1"],
        "passing_custom_ids": [],
        "failing_custom_ids": ["c1", "c4"],
        "environment_overrides": [{"environment": "staging", "unit_id": "userID", "passing_ids": ["u5"], "failing_ids": ["u7"]}],
    },
    immutable={"gate_id": "single_rules"},
)
GATE_RULE = Life(
    statsig.GateRule,
    lambda made: {
        "gate_id": made["flag"].id,
        "name": "Germans",
        "pass_percentage": 10,
        "conditions": [GERMANS],
        "environments": ["production", "staging"],
    },
    changed={
        "name": "All",
        "pass_percentage": 33.33,
        "conditions": [EVERYONE],
        "environments": [],
    },
    immutable={"gate_id": "everybody_in"},
)
CONFIG_RULE = Life(
    statsig.DynamicConfigRule,
    lambda made: {
        "dynamic_config_id": made["settings"].id,
        "name": "Germans",
        "pass_percentage": 100,
        "conditions": [GERMANS],
        "environments": ["production"],
        "return_value": {"max": 1, "none": None},
        "variants": [{"name": "a", "pass_percentage": 50, "return_value": {"max": 2}}, {"name": "b", "pass_percentage": 50}],
    },
    changed={
        "name": "All",
        "pass_percentage": 50,
        "conditions": [],
        "environments": [],
        "return_value": {"max": 1.5},
        "variants": [],
    },
    immutable={"dynamic_config_id": "spare_values"},
)
OTHER_SETTINGS = Life(
    statsig.DynamicConfig,
    lambda made: {
        "name": "Other values",
        "dynamic_config_id": "other_values",
        "default_value": {"a": 1},
        "schema": '{"type": "object"}',
        "rules": [{"name": "all", "conditions": [], "return_value": {"a": 2}}],
        "update_style": "full",
    },
    changed={"description": "Sent whole", "default_value": {"a": 3}, "lifecycle": "disabled"},
    name="othersettings",
)
WHOLE_GATE = Life(
    statsig.Gate,
    lambda made: {"name": "Whole gate", "lifecycle": "launched", "update_style": "full"},
    changed={"description": "Sent whole", "rules": [{"name": "all", "pass_percentage": 1, "conditions": [EVERYONE]}]},
    name="wholegate",
)
WHOLE_AUTOTUNE = Life(
    statsig.Autotune,
    lambda made: {
        "name": "Whole autotune",
        "variants": [{"name": "a", "json": 1}, {"name": "b", "json": 2}],
        "success_event": "signup",
        "exploration_window": "24",
        "attribution_window": "1",
        "winner_threshold": "90%",
        "update_style": "full",
    },
    changed={"winner_threshold": "80%"},
    name="wholeautotune",
)
ID_LIST = Life(
    statsig.SegmentIdList,
    lambda made: {"segment_id": made["audience"].id, "ids": [f"u{number}" for number in range(2500)]},
    changed={"ids": [f"u{number}" for number in range(100, 2600)]},
    immutable={"segment_id": "spare_audience"},
)
STORED_IDS = Life(
    statsig.SegmentUserStoreIds,
    lambda made: {"segment_id": made["stored"].id, "ids": [f"u{number}" for number in range(2500)], "version": 1},
    changed={"ids": [f"u{number}" for number in range(100, 2600)], "version": 2},
    outside=(),
    immutable={"segment_id": "spare_stored"},
)

EXPERIMENTS = (
    BASE, FLAG, SETTINGS, OTHER_SETTINGS, SPARE_SETTINGS, AUDIENCE, STORED, SPARE_AUDIENCE, SPARE_STORED, LAYER, FULL_LAYER, WHOLE_GATE,
    EXPERIMENT, SIDECAR, DECIDED, SCHEDULED, IN_LAYER, EXPERIMENT_OVERRIDES, LAYER_OVERRIDES, AUTOTUNE, WHOLE_AUTOTUNE, AUTOTUNE_OVERRIDES,
    HOLDOUT, GLOBAL, HOLDOUT_OVERRIDES, GATE_OVERRIDES, GATE_RULE, CONFIG_RULE, ID_LIST, STORED_IDS,
    SPARE_LAYER, SPARE_AUTOTUNE, GATE_USER, EXPERIMENT_USER, EXPERIMENT_CONDITION, AUTOTUNE_USER, AUTOTUNE_CONDITION, LAYER_USER,
    LAYER_CONDITION,
)  # fmt: skip
