"""Topline alerts: made with a name, tuned by updates, muted for a while. Nothing is measured here, so alert events come from seeds.

Mutes are in seconds, and one that ends at 0 has no end.
"""

from __future__ import annotations

import json
from string import ascii_uppercase

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.errors import invalid_field, not_found
from statsig_console_emulator.kinds import BY_CREATOR, Kind, server_made
from statsig_console_emulator.registry import operation

EVENTS = "alert_events"
# The fields that null removes; 0 removes the delay.
CLEARED = ("warningThreshold", "formula", "renotificationConditions")
# The fields that bodies have and answers do not.
WRITTEN = ("definitionMetricsJson", "groupBys", "teamID")


def prepare(call: Call, before: Document | None, alert: Document, given: Document) -> None:
    """Tags are written with ID and name, and read by name. Metrics are named by letters, which formulas refer to."""
    alert["tags"] = [tag["name"] if isinstance(tag, dict) else tag for tag in alert["tags"]]
    alert["companyID"] = alert["companyID"] or call.project.id
    alert["evaluationDelayMs"] = alert.get("evaluationDelayMs") or None
    for name in CLEARED:
        if name in alert and alert[name] is None:
            del alert[name]
    if "definitionMetricsJson" in given:
        alert["metrics"] = dict(zip(ascii_uppercase, map(_metric, given["definitionMetricsJson"]), strict=False))
    if "definitionMetricsJson" in given or "groupBys" in given:
        alert["metricGroupBys"] = {name: alert.get("groupBys", []) for name in alert["metrics"]}


def _metric(text: str) -> Document:
    """A metric's definition. Raises `ApiError` 400 if it is no JSON object."""
    try:
        metric = json.loads(text)
    except ValueError:
        metric = None
    if not isinstance(metric, dict):
        raise invalid_field("definitionMetricsJson", "Each entry must be the JSON text of an object")
    return metric


def show(call: Call, alert: Document) -> Document:
    """An alert, without the mutes that are over."""
    shown = {name: value for name, value in alert.items() if name not in WRITTEN}
    return shown | {"activeMuteSchedules": [mute for mute in alert["activeMuteSchedules"] if not _is_over(call, mute)]}


def _is_over(call: Call, mute: Document) -> bool:
    return bool(0 < mute["end"] * 1000 <= call.now)


ALERTS = collection.offer(
    Kind(
        name="alerts",
        label="Alert",
        listed="/alerts",
        created="/alerts",
        item="/alerts/{id}",
        identify=server_made,
        missing="Alert not found.",
        defaults={
            "name": "",
            "alertType": "threshold",
            "metrics": {},
            "metricGroupBys": {},
            "message": "",
            "companyID": "",
            "priority": "P3",
            "status": "stable",
            "lastTriggeredTime": None,
            "alertThreshold": 0,
            "windowMs": 3_600_000,
            "condition": "greater",
            "tags": [],
            "subscribers": [],
            "team": None,
            "teamID": None,
            "activeMuteSchedules": [],
        },
        audit={"create": "topline_alert_create", "update": "topline_alert_update", "delete": "topline_alert_delete"},
        filters=BY_CREATOR,
        prepare=prepare,
        show=show,
    )
)
collection.offer(
    Kind(
        name=EVENTS,
        label="Alert event",
        audited=False,
        defaults={"alert": "", "createdTime": 0, "eventType": "raise", "message": "", "multiAlertGroupBys": {}, "reason": "", "title": ""},
    )
)


@operation("GET /alerts/{id}/events")
def list_events(call: Call) -> Page:
    return collection.page_of(call, "Alert events listed successfully.", _events(call))


@operation("GET /alerts/{id}/events/{eventId}")
def read_event(call: Call) -> Reply:
    found = next((event for event in _events(call) if event["id"] == call.path["eventId"]), None)
    if found is None:
        raise not_found("Alert event not found.")
    return Reply("Alert event read successfully.", found)


def _events(call: Call) -> list[Document]:
    alert = collection.find(call, ALERTS, call.path["id"])
    return [event for event in call.project.all(EVENTS) if event["alert"] == alert["id"]]


@operation("POST /alerts/{id}/mute")
def mute(call: Call) -> Reply:
    """Mutes for some seconds or for good, in place of an earlier mute of the same groups."""
    alert, now = collection.find(call, ALERTS), call.now // 1000
    end = now + call.body["durationSeconds"] if "durationSeconds" in call.body else 0
    new = {"start": now, "end": end, "groupBys": call.body.get("groupBys", [])}
    changed = collection.store_change(call, ALERTS, alert, {"activeMuteSchedules": [*_others(call, alert), new]}, "update")
    return Reply("Alert muted successfully.", show(call, changed))


@operation("POST /alerts/{id}/unmute")
def unmute(call: Call) -> Reply:
    """Takes back the mute of the same groups; without groups, that of the whole alert."""
    alert = collection.find(call, ALERTS)
    changed = collection.store_change(call, ALERTS, alert, {"activeMuteSchedules": _others(call, alert)}, "update")
    return Reply("Alert unmuted successfully.", show(call, changed))


def _others(call: Call, alert: Document) -> list[Document]:
    """The mutes without those that the caller means: the one that it names, or else all of the same groups."""
    named, groups = call.body.get("currentSchedule"), call.body.get("groupBys", [])

    def meant(schedule: Document) -> bool:
        return bool(schedule == named) if named else bool(schedule["groupBys"] == groups)

    return [schedule for schedule in alert["activeMuteSchedules"] if not meant(schedule)]
