"""The lookups of `experiment` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.experiment import (
    EXPERIMENT,
    EXPERIMENT_ALERTS,
    EXPERIMENT_CONTEXT,
    EXPERIMENT_CUMULATIVE_EXPOSURES,
    EXPERIMENT_DIAGNOSTICS_CHECKS,
    EXPERIMENT_DIMENSIONAL_EXPOSURES,
    EXPERIMENT_EXPOSURES,
    EXPERIMENT_METRIC_PULSE,
    EXPERIMENT_OVERRIDES,
    EXPERIMENT_PULSE_LOAD,
    EXPERIMENT_PULSE_LOAD_HISTORY,
    EXPERIMENT_PULSE_RESULTS,
    EXPERIMENT_SUMMARY_CHARTS,
    EXPERIMENT_VERSIONS,
    EXPERIMENTS,
)
from pulumi_statsig_console.results.cumulative_exposure import CumulativeExposureResult
from pulumi_statsig_console.results.dimensional_exposures import DimensionalExposuresResult
from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.experiment_alerts import ExperimentAlertsResult
from pulumi_statsig_console.results.experiment_context import ExperimentContextResult
from pulumi_statsig_console.results.experiment_diagnostics import ExperimentDiagnosticsResult
from pulumi_statsig_console.results.experiment_metric_pulse import ExperimentMetricPulseResult
from pulumi_statsig_console.results.experiment_overrides import ExperimentOverridesResult
from pulumi_statsig_console.results.experiment_pulse import ExperimentPulseResult
from pulumi_statsig_console.results.experiment_summary_charts import ExperimentSummaryChartsResult
from pulumi_statsig_console.results.exposure_count import ExposureCountResult
from pulumi_statsig_console.results.filters import DiagnosticsType, ExperimentStatus, Severity
from pulumi_statsig_console.results.pulse_load import PulseLoadResult
from pulumi_statsig_console.results.pulse_load_details import PulseLoadDetailsResult


def get_experiment_output(id: pulumi.Input[str], *, fields: pulumi.Input[Sequence[str]] | None = None) -> pulumi.Output[ExperimentResult]:
    """`get_experiment` as an Output."""
    return EXPERIMENT.output(**locals())


def get_experiments_output(
    *,
    layer_id: pulumi.Input[str] | None = None,
    id_type: pulumi.Input[str] | None = None,
    team_id: pulumi.Input[str] | None = None,
    status: pulumi.Input[ExperimentStatus | Sequence[ExperimentStatus]] | None = None,
    target_app_id: pulumi.Input[str] | None = None,
    created_start_date: pulumi.Input[str] | None = None,
    created_end_date: pulumi.Input[str] | None = None,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
    experiment_type: pulumi.Input[str | Sequence[str]] | None = None,
    fields: pulumi.Input[Sequence[str]] | None = None,
    ids: pulumi.Input[Sequence[str]] | None = None,
    stale: pulumi.Input[bool] | None = None,
) -> pulumi.Output[list[ExperimentResult]]:
    """`get_experiments` as an Output, the whole list."""
    return EXPERIMENTS.output(**locals())


def get_experiment_overrides_output(id: pulumi.Input[str]) -> pulumi.Output[ExperimentOverridesResult]:
    """`get_experiment_overrides` as an Output."""
    return EXPERIMENT_OVERRIDES.output(**locals())


def get_experiment_cumulative_exposures_output(id: pulumi.Input[str]) -> pulumi.Output[list[CumulativeExposureResult]]:
    """`get_experiment_cumulative_exposures` as an Output."""
    return EXPERIMENT_CUMULATIVE_EXPOSURES.output(**locals())


def get_experiment_pulse_results_output(
    id: pulumi.Input[str],
    control: pulumi.Input[str],
    test: pulumi.Input[str],
    *,
    cuped: pulumi.Input[bool] | None = None,
    confidence: pulumi.Input[float] | None = None,
    apply_bonferroni_per_variant: pulumi.Input[bool] | None = None,
    apply_bonferroni_per_metric: pulumi.Input[bool] | None = None,
    bonferroni_primary_metric_weight: pulumi.Input[float] | None = None,
    apply_benjamini_hochberg_per_metric: pulumi.Input[bool] | None = None,
    apply_benjamini_hochberg_per_variant: pulumi.Input[bool] | None = None,
    date: pulumi.Input[str] | None = None,
    benjamini_across_all_test_groups: pulumi.Input[bool] | None = None,
    benjamini_primary_metrics_only: pulumi.Input[bool] | None = None,
) -> pulumi.Output[ExperimentPulseResult]:
    """`get_experiment_pulse_results` as an Output."""
    return EXPERIMENT_PULSE_RESULTS.output(**locals())


def get_experiment_pulse_load_history_output(id: pulumi.Input[str]) -> pulumi.Output[list[PulseLoadResult]]:
    """`get_experiment_pulse_load_history` as an Output, the whole list."""
    return EXPERIMENT_PULSE_LOAD_HISTORY.output(**locals())


def get_experiment_exposures_output(experiment_name: pulumi.Input[str]) -> pulumi.Output[ExposureCountResult]:
    """`get_experiment_exposures` as an Output."""
    return EXPERIMENT_EXPOSURES.output(**locals())


def get_experiment_alerts_output(id: pulumi.Input[str]) -> pulumi.Output[ExperimentAlertsResult]:
    """`get_experiment_alerts` as an Output."""
    return EXPERIMENT_ALERTS.output(**locals())


def get_experiment_context_output(id: pulumi.Input[str]) -> pulumi.Output[ExperimentContextResult]:
    """`get_experiment_context` as an Output."""
    return EXPERIMENT_CONTEXT.output(**locals())


def get_experiment_diagnostics_checks_output(
    id: pulumi.Input[str],
    *,
    end_date: pulumi.Input[str] | None = None,
    last_days: pulumi.Input[int] | None = None,
    start_date: pulumi.Input[str] | None = None,
    type: pulumi.Input[DiagnosticsType] | None = None,
) -> pulumi.Output[ExperimentDiagnosticsResult]:
    """`get_experiment_diagnostics_checks` as an Output."""
    return EXPERIMENT_DIAGNOSTICS_CHECKS.output(**locals())


def get_experiment_dimensional_exposures_output(
    id: pulumi.Input[str],
    *,
    dimension_type: pulumi.Input[str | Sequence[str]] | None = None,
    severity: pulumi.Input[Severity] | None = None,
) -> pulumi.Output[DimensionalExposuresResult]:
    """`get_experiment_dimensional_exposures` as an Output."""
    return EXPERIMENT_DIMENSIONAL_EXPOSURES.output(**locals())


def get_experiment_pulse_load_output(id: pulumi.Input[str], dag_id: pulumi.Input[str]) -> pulumi.Output[PulseLoadDetailsResult]:
    """`get_experiment_pulse_load` as an Output."""
    return EXPERIMENT_PULSE_LOAD.output(**locals())


def get_experiment_metric_pulse_output(
    id: pulumi.Input[str],
    control: pulumi.Input[str],
    metric_id: pulumi.Input[str],
    test: pulumi.Input[str],
    *,
    apply_benjamini_hochberg_per_metric: pulumi.Input[bool] | None = None,
    apply_benjamini_hochberg_per_variant: pulumi.Input[bool] | None = None,
    apply_bonferroni_per_metric: pulumi.Input[bool] | None = None,
    apply_bonferroni_per_variant: pulumi.Input[bool] | None = None,
    benjamini_across_all_test_groups: pulumi.Input[bool] | None = None,
    benjamini_primary_metrics_only: pulumi.Input[bool] | None = None,
    bonferroni_primary_metric_weight: pulumi.Input[float] | None = None,
    confidence: pulumi.Input[float] | None = None,
    cuped: pulumi.Input[bool] | None = None,
    date: pulumi.Input[str] | None = None,
) -> pulumi.Output[ExperimentMetricPulseResult]:
    """`get_experiment_metric_pulse` as an Output."""
    return EXPERIMENT_METRIC_PULSE.output(**locals())


def get_experiment_summary_charts_output(
    id: pulumi.Input[str], *, control: pulumi.Input[str] | None = None, test: pulumi.Input[str] | None = None
) -> pulumi.Output[ExperimentSummaryChartsResult]:
    """`get_experiment_summary_charts` as an Output."""
    return EXPERIMENT_SUMMARY_CHARTS.output(**locals())


def get_experiment_versions_output(
    id: pulumi.Input[str], *, end_date: pulumi.Input[str] | None = None, start_date: pulumi.Input[str] | None = None
) -> pulumi.Output[list[ExperimentResult]]:
    """`get_experiment_versions` as an Output, the whole list."""
    return EXPERIMENT_VERSIONS.output(**locals())
