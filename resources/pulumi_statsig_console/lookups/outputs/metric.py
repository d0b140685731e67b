"""The lookups of `metric` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.metric import (
    METRIC,
    METRIC_BY_NAME,
    METRIC_EXPERIMENTS,
    METRIC_SQL,
    METRIC_VALUE,
    METRIC_VALUES,
    METRICS,
)
from pulumi_statsig_console.results.experiment import ExperimentResult
from pulumi_statsig_console.results.filters import ExperimentStatus
from pulumi_statsig_console.results.metric import MetricResult
from pulumi_statsig_console.results.metric_day import MetricDayResult
from pulumi_statsig_console.results.metric_sql import MetricSqlResult
from pulumi_statsig_console.results.metric_value import MetricValueResult


def get_metric_output(id: pulumi.Input[str]) -> pulumi.Output[MetricResult]:
    """`get_metric` as an Output."""
    return METRIC.output(**locals())


def get_metric_by_name_output(name: pulumi.Input[str], type: pulumi.Input[str]) -> pulumi.Output[MetricResult]:
    """`get_metric_by_name` as an Output."""
    return METRIC_BY_NAME.output(**locals())


def get_metrics_output(
    *,
    show_hidden_metrics: pulumi.Input[bool] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
    filters: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[MetricResult]]:
    """`get_metrics` as an Output, the whole list."""
    return METRICS.output(**locals())


def get_metric_experiments_output(
    id: pulumi.Input[str],
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
    """`get_metric_experiments` as an Output, the whole list."""
    return METRIC_EXPERIMENTS.output(**locals())


def get_metric_value_output(id: pulumi.Input[str], date: pulumi.Input[str]) -> pulumi.Output[list[MetricDayResult]]:
    """`get_metric_value` as an Output."""
    return METRIC_VALUE.output(**locals())


def get_metric_values_output(
    date: pulumi.Input[str], *, metric_name: pulumi.Input[str] | None = None, metric_type: pulumi.Input[str] | None = None
) -> pulumi.Output[list[MetricValueResult]]:
    """`get_metric_values` as an Output, the whole list."""
    return METRIC_VALUES.output(**locals())


def get_metric_sql_output(id: pulumi.Input[str]) -> pulumi.Output[list[MetricSqlResult]]:
    """`get_metric_sql` as an Output."""
    return METRIC_SQL.output(**locals())
