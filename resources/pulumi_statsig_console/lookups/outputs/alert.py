"""The lookups of `alert` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.alert import ALERT, ALERT_EVENT, ALERT_EVENTS, ALERTS
from pulumi_statsig_console.results.alert import AlertResult
from pulumi_statsig_console.results.alert_event import AlertEventResult
from pulumi_statsig_console.results.listed_alert import ListedAlertResult


def get_alerts_output(
    *,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
) -> pulumi.Output[list[ListedAlertResult]]:
    """`get_alerts` as an Output, the whole list."""
    return ALERTS.output(**locals())


def get_alert_output(id: pulumi.Input[str]) -> pulumi.Output[AlertResult]:
    """`get_alert` as an Output."""
    return ALERT.output(**locals())


def get_alert_events_output(id: pulumi.Input[str]) -> pulumi.Output[list[AlertEventResult]]:
    """`get_alert_events` as an Output, the whole list."""
    return ALERT_EVENTS.output(**locals())


def get_alert_event_output(id: pulumi.Input[str], event_id: pulumi.Input[str]) -> pulumi.Output[AlertEventResult]:
    """`get_alert_event` as an Output."""
    return ALERT_EVENT.output(**locals())
