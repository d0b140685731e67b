"""The lookups of `gate` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.gate import (
    GATE,
    GATE_CHECKS,
    GATE_DYNAMIC_CONFIG_REFERENCES,
    GATE_EXPERIMENT_REFERENCES,
    GATE_OVERRIDES,
    GATE_REFERENCES,
    GATE_RULE_PULSE_LOAD_HISTORY,
    GATE_RULE_PULSE_RESULTS,
    GATE_RULES,
    GATE_VERSIONS,
    GATES,
)
from pulumi_statsig_console.results.dynamic_config import DynamicConfigResult
from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.filters import GateType, GateTypeReason, Share
from pulumi_statsig_console.results.gate import GateResult
from pulumi_statsig_console.results.gate_checks import GateChecksResult
from pulumi_statsig_console.results.gate_pulse import GatePulseResult
from pulumi_statsig_console.results.overrides import OverridesResult
from pulumi_statsig_console.results.pulse_load import PulseLoadResult
from pulumi_statsig_console.results.shared import TargetingRuleResult


def get_gate_output(id: pulumi.Input[str], *, include_archive_metadata: pulumi.Input[bool] | None = None) -> pulumi.Output[GateResult]:
    """`get_gate` as an Output."""
    return GATE.output(**locals())


def get_gates_output(
    *,
    id_type: pulumi.Input[str | Sequence[str]] | None = None,
    type: pulumi.Input[GateType] | None = None,
    type_reason: pulumi.Input[GateTypeReason] | None = None,
    pass_rate: pulumi.Input[Share | Sequence[Share]] | None = None,
    rollout_rate: pulumi.Input[Share | Sequence[Share]] | None = None,
    release_pipeline_id: pulumi.Input[str] | None = None,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
    include_archive_metadata: pulumi.Input[bool] | None = None,
    include_archived: pulumi.Input[bool] | None = None,
    store_0100_exposures: pulumi.Input[bool] | None = None,
    target_app_id: pulumi.Input[str] | None = None,
    team_id: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[GateResult]]:
    """`get_gates` as an Output, the whole list."""
    return GATES.output(**locals())


def get_gate_rules_output(id: pulumi.Input[str]) -> pulumi.Output[list[TargetingRuleResult]]:
    """`get_gate_rules` as an Output."""
    return GATE_RULES.output(**locals())


def get_gate_overrides_output(id: pulumi.Input[str]) -> pulumi.Output[OverridesResult]:
    """`get_gate_overrides` as an Output."""
    return GATE_OVERRIDES.output(**locals())


def get_gate_versions_output(
    id: pulumi.Input[str], *, end_date: pulumi.Input[str] | None = None, start_date: pulumi.Input[str] | None = None
) -> pulumi.Output[list[GateResult]]:
    """`get_gate_versions` as an Output, the whole list."""
    return GATE_VERSIONS.output(**locals())


def get_gate_references_output(id: pulumi.Input[str]) -> pulumi.Output[list[GateResult]]:
    """`get_gate_references` as an Output, the whole list."""
    return GATE_REFERENCES.output(**locals())


def get_gate_experiment_references_output(id: pulumi.Input[str]) -> pulumi.Output[list[ExperimentResult]]:
    """`get_gate_experiment_references` as an Output, the whole list."""
    return GATE_EXPERIMENT_REFERENCES.output(**locals())


def get_gate_dynamic_config_references_output(id: pulumi.Input[str]) -> pulumi.Output[list[DynamicConfigResult]]:
    """`get_gate_dynamic_config_references` as an Output, the whole list."""
    return GATE_DYNAMIC_CONFIG_REFERENCES.output(**locals())


def get_gate_rule_pulse_results_output(
    id: pulumi.Input[str],
    rule_id: pulumi.Input[str],
    *,
    cuped: pulumi.Input[bool] | None = None,
    confidence: pulumi.Input[float] | None = None,
) -> pulumi.Output[GatePulseResult]:
    """`get_gate_rule_pulse_results` as an Output."""
    return GATE_RULE_PULSE_RESULTS.output(**locals())


def get_gate_rule_pulse_load_history_output(id: pulumi.Input[str], rule_id: pulumi.Input[str]) -> pulumi.Output[list[PulseLoadResult]]:
    """`get_gate_rule_pulse_load_history` as an Output, the whole list."""
    return GATE_RULE_PULSE_LOAD_HISTORY.output(**locals())


def get_gate_checks_output(id: pulumi.Input[str]) -> pulumi.Output[GateChecksResult]:
    """`get_gate_checks` as an Output."""
    return GATE_CHECKS.output(**locals())
