"""Lookups: metric sources of warehouse-native projects."""

from __future__ import annotations

from pulumi_statsig_console.results.metric import MetricResult
from pulumi_statsig_console.results.metric_source import MetricSourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

METRIC_SOURCE = Lookup("get_metric_source", operation("GET /metrics/metric_source/{name}"), MetricSourceResult)


def get_metric_source(name: str) -> MetricSourceResult:
    """The metric source with this name.

    API: GET /metrics/metric_source/{name}. Raises `NotFound` when there is none.

    Args:
        name: The source's name, which is its ID here.
    """
    return METRIC_SOURCE(**locals())


METRIC_SOURCES = ListLookup("get_metric_sources", operation("GET /metrics/metric_source/list"), MetricSourceResult)


def get_metric_sources() -> Pages[MetricSourceResult]:
    """The metric sources.

    API: GET /metrics/metric_source/list.
    """
    return METRIC_SOURCES()


METRIC_SOURCE_METRICS = ListLookup("get_metric_source_metrics", operation("GET /metrics/metric_source/{name}/metrics"), MetricResult)


def get_metric_source_metrics(name: str) -> Pages[MetricResult]:
    """The metrics that read from a metric source.

    API: GET /metrics/metric_source/{name}/metrics. Raises `NotFound` when there is none.

    Args:
        name: The source's name, which is its ID here.
    """
    return METRIC_SOURCE_METRICS(**locals())
