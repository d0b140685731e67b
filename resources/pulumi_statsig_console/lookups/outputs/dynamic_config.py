"""The lookups of `dynamic_config` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.dynamic_config import (
    DYNAMIC_CONFIG,
    DYNAMIC_CONFIG_RULE,
    DYNAMIC_CONFIG_RULES,
    DYNAMIC_CONFIG_VERSIONS,
    DYNAMIC_CONFIGS,
)
from pulumi_statsig_console.results.dynamic_config import DynamicConfigResult
from pulumi_statsig_console.results.filters import DynamicConfigType, DynamicConfigTypeReason
from pulumi_statsig_console.results.rule import RuleResult


def get_dynamic_config_output(id: pulumi.Input[str]) -> pulumi.Output[DynamicConfigResult]:
    """`get_dynamic_config` as an Output."""
    return DYNAMIC_CONFIG.output(**locals())


def get_dynamic_configs_output(
    *,
    release_pipeline_id: pulumi.Input[str] | None = None,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
    target_app_id: pulumi.Input[str] | None = None,
    team_id: pulumi.Input[str] | None = None,
    type: pulumi.Input[DynamicConfigType] | None = None,
    type_reason: pulumi.Input[DynamicConfigTypeReason] | None = None,
) -> pulumi.Output[list[DynamicConfigResult]]:
    """`get_dynamic_configs` as an Output, the whole list."""
    return DYNAMIC_CONFIGS.output(**locals())


def get_dynamic_config_rule_output(id: pulumi.Input[str], rule_id: pulumi.Input[str]) -> pulumi.Output[RuleResult]:
    """`get_dynamic_config_rule` as an Output."""
    return DYNAMIC_CONFIG_RULE.output(**locals())


def get_dynamic_config_rules_output(id: pulumi.Input[str]) -> pulumi.Output[list[RuleResult]]:
    """`get_dynamic_config_rules` as an Output."""
    return DYNAMIC_CONFIG_RULES.output(**locals())


def get_dynamic_config_versions_output(
    id: pulumi.Input[str], *, end_date: pulumi.Input[str] | None = None, start_date: pulumi.Input[str] | None = None
) -> pulumi.Output[list[DynamicConfigResult]]:
    """`get_dynamic_config_versions` as an Output, the whole list."""
    return DYNAMIC_CONFIG_VERSIONS.output(**locals())
