"""The lookups of `metric_source` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.metric_source import METRIC_SOURCE, METRIC_SOURCE_METRICS, METRIC_SOURCES
from pulumi_statsig_console.results.metric import MetricResult
from pulumi_statsig_console.results.metric_source import MetricSourceResult


def get_metric_source_output(name: pulumi.Input[str]) -> pulumi.Output[MetricSourceResult]:
    """`get_metric_source` as an Output."""
    return METRIC_SOURCE.output(**locals())


def get_metric_sources_output() -> pulumi.Output[list[MetricSourceResult]]:
    """`get_metric_sources` as an Output, the whole list."""
    return METRIC_SOURCES.output()


def get_metric_source_metrics_output(name: pulumi.Input[str]) -> pulumi.Output[list[MetricResult]]:
    """`get_metric_source_metrics` as an Output, the whole list."""
    return METRIC_SOURCE_METRICS.output(**locals())
