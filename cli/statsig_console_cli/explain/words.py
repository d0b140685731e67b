"""Words: what people call properties and kinds, and which of them decide what users get. Data alone."""

from __future__ import annotations


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


SERVED = _each(
    """Autotune AutotuneConditionOverride AutotuneMakeDecision AutotuneOverrides AutotuneReset AutotuneScheduleStart AutotuneStart
    AutotuneUserOverride DynamicConfig DynamicConfigAddRules DynamicConfigChangeRuleNamed DynamicConfigChangeRules
    DynamicConfigDeleteRuleNamed DynamicConfigRule Experiment ExperimentAbandon ExperimentArchive ExperimentConditionOverride
    ExperimentDeferDecision ExperimentDisableGroups ExperimentEnableGroups ExperimentMakeDecision ExperimentOverrides ExperimentReset
    ExperimentRestartAsNew ExperimentScheduleStart ExperimentStart ExperimentUnarchive ExperimentUserOverride Gate GateAddRules
    GateChangeRules GateOverrides GateRule GateUserOverride Holdout HoldoutOverrides Layer LayerConditionOverride LayerOverrides
    LayerUserOverride ParamStore Prompt PromptVersion ReleasePipelineTriggerRollout ReleasePipelineTriggerSkip Segment SegmentIdList
    SegmentUserStoreIds"""
)
"""The kinds that decide what users get."""

BESIDE = _each(
    """analysis_end_time analysis_start_time analytics_type archive_reason benjamini_hochberg_per_metric benjamini_hochberg_per_variant
    benjamini_primary_metrics_only bonferroni_correction bonferroni_correction_per_metric cohort_wait_until_end_to_include
    cohorted_analysis_duration cohorted_metrics_mature_after_end creator_email creator_id decision_reason default_confidence_interval
    description duration fixed_analysis_duration hypothesis links manual_quality_scores measure_metric_lifts monitoring_metrics name
    other_metrics owner primary_metric_tags primary_metrics release_pipeline_id review_settings scheduled_reload_hour
    scheduled_reload_type schema schema_json5 secondary_metric_tags secondary_metrics sequential_testing tags target_apps target_exposures
    team team_id type unarchive_reason"""
)
"""The properties of these kinds whose changes users do not feel."""

NAMES = {
    "allocation": "allocation",
    "dynamic_configs": "dynamic configs",
    "id_type": "unit",
    "ids": "IDs",
    "lifecycle": "status",
    "pass_percentage": "rollout",
    "passing_user_ids": "users who always pass",
    "failing_user_ids": "users who never pass",
    "passing_custom_ids": "IDs that always pass",
    "failing_custom_ids": "IDs that never pass",
    "passing_ids": "IDs that always pass",
    "failing_ids": "IDs that never pass",
    "return_value": "value",
    "sql": "SQL",
    "target_value": "value",
    "user_id_overrides": "overrides by ID",
}
"""What people call a property, if that is not its name with spaces."""

ACRONYMS = {"id": "ID", "ids": "IDs", "api": "API", "url": "URL", "sql": "SQL", "json": "JSON", "json5": "JSON5", "pst": "PST"}

ITEMS = {
    "rules": "rule",
    "variants": "variant",
    "groups": "group",
    "phases": "phase",
    "parameters": "parameter",
    "environments": "environment",
}
"""The word for one element of a list, if that is not "entry"."""

WHERE = ("environments", "environment")
"""The properties that say in which environments an object applies."""

IDENTITIES = ("name", "key", "id", "criteria_name", "statsig_unit_id", "title")
"""The members that identify an element of a list: the first that it has, or else all single values together."""

SUBJECTS = {
    "app_version": "app version",
    "browser_name": "browser",
    "browser_version": "browser version",
    "device_model": "device",
    "environment_tier": "environment",
    "fails_gate": "user fails gate",
    "fails_segment": "user is not in segment",
    "ip_address": "IP address",
    "os_name": "OS",
    "os_version": "OS version",
    "passes_gate": "user passes gate",
    "passes_segment": "user is in segment",
    "public": "everyone",
    "target_app": "target app",
    "unit_id": "unit ID",
    "url": "URL",
    "user_id": "user ID",
}
"""What a condition of a rule is about, if that is not its type with spaces."""

OPERATORS = {
    "any": "is any of",
    "none": "is none of",
    "any_case_sensitive": "is exactly any of",
    "none_case_sensitive": "is exactly none of",
    "str_contains_any": "contains",
    "str_contains_none": "does not contain",
    "str_starts_with_any": "starts with",
    "str_ends_with_any": "ends with",
    "str_matches": "matches",
    "regex": "matches",
    "gt": ">",
    "gte": "≥",
    "lt": "<",
    "lte": "≤",
    "eq": "=",
    "neq": "≠",
    "version_gt": ">",
    "version_gte": "≥",
    "version_lt": "<",
    "version_lte": "≤",
    "version_eq": "=",
    "version_neq": "≠",
    "before": "is before",
    "after": "is after",
    "on": "is on",
    "is_null": "is missing",
    "is_not_null": "is there",
}
"""The words for an operator of a condition."""


def called(name: str) -> str:
    """What people call a property."""
    return NAMES.get(name) or " ".join(ACRONYMS.get(word, word) for word in name.removeprefix("is_").split("_"))


def kind_called(label: str) -> str:
    """What people call a kind: ``DynamicConfig`` is a dynamic config."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in label).strip()
    return " ".join(ACRONYMS.get(word, word) for word in spaced.split())


def counted(number: int, item: str) -> str:
    """``1 rule``, ``2 rules``, ``3 entries``."""
    plural = f"{item[:-1]}ies" if item.endswith("y") else f"{item}s"
    return f"{number} {item if number == 1 else plural}"
