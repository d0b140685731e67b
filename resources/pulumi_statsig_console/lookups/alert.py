"""Lookups: topline alerts."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.results.alert import AlertResult
from pulumi_statsig_console.results.alert_event import AlertEventResult
from pulumi_statsig_console.results.listed_alert import ListedAlertResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_ALERTS = ListLookup("get_alerts", operation("GET /alerts"), ListedAlertResult)


def get_alerts(
    *, creator_name: str | None = None, creator_id: str | None = None, tags: str | Sequence[str] | None = None
) -> Pages[ListedAlertResult]:
    """The topline alerts, filtered.

    API: GET /alerts.

    Args:
        creator_name: Only those that a person of this name has made.
        creator_id: Only those that the user with this ID has made.
        tags: Only those that have this tag, or one of these, by name.
    """
    return _ALERTS(creator_name=creator_name, creator_id=creator_id, tags=tags)


def get_alerts_output(
    *,
    creator_name: pulumi.Input[str] | None = None,
    creator_id: pulumi.Input[str] | None = None,
    tags: pulumi.Input[str | Sequence[str]] | None = None,
) -> pulumi.Output[list[ListedAlertResult]]:
    """`get_alerts` as an Output, the whole list."""
    return _ALERTS.output(creator_name=creator_name, creator_id=creator_id, tags=tags)


_ALERT = Lookup("get_alert", operation("GET /alerts/{id}"), AlertResult)


def get_alert(id: str) -> AlertResult:
    """The topline alert with this id, with its thresholds, subscribers and active mutes.

    API: GET /alerts/{id}. Raises `NotFound` when there is none.

    Args:
        id: The alert's ID, as `get_alerts` tells it.
    """
    return _ALERT(id=id)


def get_alert_output(id: pulumi.Input[str]) -> pulumi.Output[AlertResult]:
    """`get_alert` as an Output."""
    return _ALERT.output(id=id)


_ALERT_EVENTS = ListLookup("get_alert_events", operation("GET /alerts/{id}/events"), AlertEventResult)


def get_alert_events(id: str) -> Pages[AlertEventResult]:
    """What a topline alert has raised, warned of and resolved.

    API: GET /alerts/{id}/events. Raises `NotFound` when there is none.

    Args:
        id: The alert's ID, as `get_alerts` tells it.
    """
    return _ALERT_EVENTS(id=id)


def get_alert_events_output(id: pulumi.Input[str]) -> pulumi.Output[list[AlertEventResult]]:
    """`get_alert_events` as an Output, the whole list."""
    return _ALERT_EVENTS.output(id=id)


_ALERT_EVENT = Lookup("get_alert_event", operation("GET /alerts/{id}/events/{eventId}"), AlertEventResult, wire={"event_id": "eventId"})


def get_alert_event(id: str, event_id: str) -> AlertEventResult:
    """One event of a topline alert.

    API: GET /alerts/{id}/events/{eventId}. Raises `NotFound` when there is none.

    Args:
        id: The alert's ID, as `get_alerts` tells it.
        event_id: The ID of the event, as `get_alert_events` tells it.
    """
    return _ALERT_EVENT(id=id, event_id=event_id)


def get_alert_event_output(id: pulumi.Input[str], event_id: pulumi.Input[str]) -> pulumi.Output[AlertEventResult]:
    """`get_alert_event` as an Output."""
    return _ALERT_EVENT.output(id=id, event_id=event_id)
