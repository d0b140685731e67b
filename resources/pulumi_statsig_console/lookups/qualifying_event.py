"""Lookups: qualifying events of warehouse-native projects."""

from __future__ import annotations

from pulumi_statsig_console.results.metric_source import MetricSourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

QUALIFYING_EVENT = Lookup("get_qualifying_event", operation("GET /experiments/qualifying_events/{name}"), MetricSourceResult)


def get_qualifying_event(name: str) -> MetricSourceResult:
    """The qualifying event with this name; it looks like a metric source.

    API: GET /experiments/qualifying_events/{name}. Raises `NotFound` when there is none.

    Args:
        name: The source's name, which is its ID here.
    """
    return QUALIFYING_EVENT(**locals())


QUALIFYING_EVENTS = ListLookup("get_qualifying_events", operation("GET /experiments/qualifying_events"), MetricSourceResult)


def get_qualifying_events() -> Pages[MetricSourceResult]:
    """The qualifying events.

    API: GET /experiments/qualifying_events.
    """
    return QUALIFYING_EVENTS()
