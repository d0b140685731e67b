"""Lookups: logged events."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.event import EventResult
from pulumi_statsig_console.results.metric import MetricResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Pages

_EVENTS = ListLookup("get_events", operation("GET /events"), EventResult)


def get_events() -> Pages[EventResult]:
    """The events that were logged lately.

    API: GET /events.
    """
    return _EVENTS()


def get_events_output() -> pulumi.Output[list[EventResult]]:
    """`get_events` as an Output, the whole list."""
    return _EVENTS.output()


_LOGGED_EVENTS = ListLookup("get_logged_events", operation("GET /events/{eventName}"), EventResult)


def get_logged_events(event_name: str) -> Pages[EventResult]:
    """What was logged lately under one event's name.

    API: GET /events/{eventName}. Raises `NotFound` when there is none.
    """
    return _LOGGED_EVENTS(event_name=event_name)


def get_logged_events_output(event_name: pulumi.Input[str]) -> pulumi.Output[list[EventResult]]:
    """`get_logged_events` as an Output, the whole list."""
    return _LOGGED_EVENTS.output(event_name=event_name)


_EVENT_METRICS = ListLookup("get_event_metrics", operation("GET /events/{eventName}/metrics"), MetricResult)


def get_event_metrics(event_name: str) -> Pages[MetricResult]:
    """The metrics that count an event.

    API: GET /events/{eventName}/metrics. Raises `NotFound` when there is none.
    """
    return _EVENT_METRICS(event_name=event_name)


def get_event_metrics_output(event_name: pulumi.Input[str]) -> pulumi.Output[list[MetricResult]]:
    """`get_event_metrics` as an Output, the whole list."""
    return _EVENT_METRICS.output(event_name=event_name)
