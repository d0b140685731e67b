"""The lookups of `event` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.event import EVENT_METRICS, EVENTS, LOGGED_EVENTS, LOGS
from pulumi_statsig_console.results.event import EventResult
from pulumi_statsig_console.results.filters import LogSource
from pulumi_statsig_console.results.log_entry import LogEntryResult
from pulumi_statsig_console.results.metric import MetricResult


def get_events_output() -> pulumi.Output[list[EventResult]]:
    """`get_events` as an Output, the whole list."""
    return EVENTS.output()


def get_logged_events_output(event_name: pulumi.Input[str]) -> pulumi.Output[list[EventResult]]:
    """`get_logged_events` as an Output, the whole list."""
    return LOGGED_EVENTS.output(**locals())


def get_event_metrics_output(event_name: pulumi.Input[str]) -> pulumi.Output[list[MetricResult]]:
    """`get_event_metrics` as an Output, the whole list."""
    return EVENT_METRICS.output(**locals())


def get_logs_output(
    *,
    query: pulumi.Input[str] | None = None,
    source: pulumi.Input[LogSource] | None = None,
    columns: pulumi.Input[str] | None = None,
    start_ts: pulumi.Input[int] | None = None,
    end_ts: pulumi.Input[int] | None = None,
) -> pulumi.Output[list[LogEntryResult]]:
    """`get_logs` as an Output, the whole list."""
    return LOGS.output(**locals())
