"""The lookups of `qualifying_event` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.qualifying_event import QUALIFYING_EVENT, QUALIFYING_EVENTS
from pulumi_statsig_console.results.metric_source import MetricSourceResult


def get_qualifying_event_output(name: pulumi.Input[str]) -> pulumi.Output[MetricSourceResult]:
    """`get_qualifying_event` as an Output."""
    return QUALIFYING_EVENT.output(**locals())


def get_qualifying_events_output() -> pulumi.Output[list[MetricSourceResult]]:
    """`get_qualifying_events` as an Output, the whole list."""
    return QUALIFYING_EVENTS.output()
