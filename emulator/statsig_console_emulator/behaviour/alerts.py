"""Topline alerts: made with a name, tuned by updates, muted for a while. Nothing here measures, so seeds bring what was raised."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.errors import not_found
from statsig_console_emulator.kinds import BY_CREATOR, Kind, server_made
from statsig_console_emulator.registry import operation

EVENTS = "alert_events"
# The end of a mute without an end: the last day of the year 9999.
NEVER = 253_402_214_400_000


def prepare(call: Call, before: Document | None, alert: Document, given: Document) -> None:
    """Tags are written with ID and name, and read by name."""
    alert["tags"] = [tag["name"] if isinstance(tag, dict) else tag for tag in alert["tags"]]
    alert["companyID"] = alert["companyID"] or call.project.id


def show(call: Call, alert: Document) -> Document:
    """An alert with those mutes that are not over."""
    return alert | {"activeMuteSchedules": [mute for mute in alert["activeMuteSchedules"] if mute["end"] > call.now]}


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
    alert, groups = collection.find(call, ALERTS), call.body.get("groupBys", [])
    end = call.now + 1000 * call.body["durationSeconds"] if "durationSeconds" in call.body else NEVER
    schedules = [*_others(alert, groups), {"start": call.now, "end": end, "groupBys": groups}]
    changed = collection.store_change(call, ALERTS, alert, {"activeMuteSchedules": schedules}, "update")
    return Reply("Alert muted successfully.", show(call, changed))


@operation("POST /alerts/{id}/unmute")
def unmute(call: Call) -> Reply:
    """Takes back the mute of the same groups; without groups, that of the whole alert."""
    alert = collection.find(call, ALERTS)
    schedules = _others(alert, call.body.get("groupBys", []))
    changed = collection.store_change(call, ALERTS, alert, {"activeMuteSchedules": schedules}, "update")
    return Reply("Alert unmuted successfully.", show(call, changed))


def _others(alert: Document, groups: list[Document]) -> list[Document]:
    return [schedule for schedule in alert["activeMuteSchedules"] if schedule["groupBys"] != groups]
