"""Lookups: logged events."""

from __future__ import annotations

from pulumi_statsig_console.results.event import EventResult
from pulumi_statsig_console.results.filters import LogSource
from pulumi_statsig_console.results.log_entry import LogEntryResult
from pulumi_statsig_console.results.metric import MetricResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Pages

EVENTS = ListLookup("get_events", operation("GET /events"), EventResult)


def get_events() -> Pages[EventResult]:
    """The events that were logged lately.

    API: GET /events.
    """
    return EVENTS()


LOGGED_EVENTS = ListLookup("get_logged_events", operation("GET /events/{eventName}"), EventResult)


def get_logged_events(event_name: str) -> Pages[EventResult]:
    """What was logged lately under one event's name.

    API: GET /events/{eventName}. Raises `NotFound` when there is none.

    Args:
        event_name: The name of the event, as code logs it.
    """
    return LOGGED_EVENTS(**locals())


EVENT_METRICS = ListLookup("get_event_metrics", operation("GET /events/{eventName}/metrics"), MetricResult)


def get_event_metrics(event_name: str) -> Pages[MetricResult]:
    """The metrics that count an event.

    API: GET /events/{eventName}/metrics. Raises `NotFound` when there is none.

    Args:
        event_name: The name of the event, as code logs it.
    """
    return EVENT_METRICS(**locals())


LOGS = ListLookup("get_logs", operation("GET /logs"), LogEntryResult, snake_case=True, after="after")


def get_logs(
    *,
    query: str | None = None,
    source: LogSource | None = None,
    columns: str | None = None,
    start_ts: int | None = None,
    end_ts: int | None = None,
) -> Pages[LogEntryResult]:
    """Lines of logs, events or spans, the latest first: of the last hour, or between two times in ms since 1970.

    `columns` are names with commas between them; their values are then in the `fields` of each line.

    API: GET /logs.

    Args:
        query: What to look for, in the query language of the logs explorer. Left out, all lines are found.
        source: What is looked through: logs, events or spans.
        columns: The names of the columns to answer, with commas between them; their values are in `fields`.
        start_ts: The earliest time, in ms since 1970. Left out, it is an hour ago.
        end_ts: The latest time, in ms since 1970. Left out, it is now.
    """
    return LOGS(**locals())
