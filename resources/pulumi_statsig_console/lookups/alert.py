"""Lookups: topline alerts."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.alert import AlertResult
from pulumi_statsig_console.results.alert_event import AlertEventResult
from pulumi_statsig_console.results.listed_alert import ListedAlertResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

ALERTS = ListLookup("get_alerts", operation("GET /alerts"), ListedAlertResult)


def get_alerts(
    *, creator_name: str | None = None, creator_id: str | None = None, tags: str | Sequence[str] | None = None
) -> Pages[ListedAlertResult]:
    """The topline alerts, filtered.

    API: GET /alerts.

    Args:
        creator_name: Only those made by a person of this name.
        creator_id: Only those made by the user with this ID.
        tags: Only those with this tag, or with one of these, by name.
    """
    return ALERTS(**locals())


ALERT = Lookup("get_alert", operation("GET /alerts/{id}"), AlertResult)


def get_alert(id: str) -> AlertResult:
    """The topline alert with this id, with its thresholds, subscribers and active mutes.

    API: GET /alerts/{id}. Raises `NotFound` when there is none.

    Args:
        id: The alert's ID, from `get_alerts`.
    """
    return ALERT(**locals())


ALERT_EVENTS = ListLookup("get_alert_events", operation("GET /alerts/{id}/events"), AlertEventResult)


def get_alert_events(id: str) -> Pages[AlertEventResult]:
    """What a topline alert has raised, warned of and resolved.

    API: GET /alerts/{id}/events. Raises `NotFound` when there is none.

    Args:
        id: The alert's ID, from `get_alerts`.
    """
    return ALERT_EVENTS(**locals())


ALERT_EVENT = Lookup("get_alert_event", operation("GET /alerts/{id}/events/{eventId}"), AlertEventResult, wire={"event_id": "eventId"})


def get_alert_event(id: str, event_id: str) -> AlertEventResult:
    """One event of a topline alert.

    API: GET /alerts/{id}/events/{eventId}. Raises `NotFound` when there is none.

    Args:
        id: The alert's ID, from `get_alerts`.
        event_id: The ID of the event, from `get_alert_events`.
    """
    return ALERT_EVENT(**locals())
