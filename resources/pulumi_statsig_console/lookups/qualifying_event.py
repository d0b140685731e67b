"""Lookups: qualifying events of warehouse-native projects."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.metric_source import MetricSourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_QUALIFYING_EVENT = Lookup("get_qualifying_event", operation("GET /experiments/qualifying_events/{name}"), MetricSourceResult)


def get_qualifying_event(name: str) -> MetricSourceResult:
    """The qualifying event with this name; it looks like a metric source.

    API: GET /experiments/qualifying_events/{name}. Raises `NotFound` when there is none.

    Args:
        name: The source's name, which stands for an ID here.
    """
    return _QUALIFYING_EVENT(name=name)


def get_qualifying_event_output(name: pulumi.Input[str]) -> pulumi.Output[MetricSourceResult]:
    """`get_qualifying_event` as an Output."""
    return _QUALIFYING_EVENT.output(name=name)


_QUALIFYING_EVENTS = ListLookup("get_qualifying_events", operation("GET /experiments/qualifying_events"), MetricSourceResult)


def get_qualifying_events() -> Pages[MetricSourceResult]:
    """The qualifying events.

    API: GET /experiments/qualifying_events.
    """
    return _QUALIFYING_EVENTS()


def get_qualifying_events_output() -> pulumi.Output[list[MetricSourceResult]]:
    """`get_qualifying_events` as an Output, the whole list."""
    return _QUALIFYING_EVENTS.output()
