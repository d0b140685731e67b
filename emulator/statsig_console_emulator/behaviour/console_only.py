"""Data that this API does not create: logged events, usage, alerts. Events come from seeds."""

from __future__ import annotations

from statsig_console_emulator import collection, made_up
from statsig_console_emulator.calls import Call, Document, Page, Reply, Stretch, Text
from statsig_console_emulator.dates import DAY, day_of, days, iso, milliseconds
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import HIDDEN, Kind
from statsig_console_emulator.registry import operation

EVENTS = "events"
MAX_DAYS = 366
HOUR = 3_600_000
# The most log lines in one answer, and the farthest place that a cursor leads to.
MOST_LINES = 1000
FARTHEST = 100_000


# No operation creates events. Seeds do, and may leave out the fields with defaults.
collection.offer(
    Kind(name=EVENTS, label="Event", audited=False, defaults={"timestamp": "2026-01-01", "source": "seed", "value": "", "userID": ""})
)


@operation("GET /events")
def list_events(call: Call) -> Page:
    """Logged events, the latest first."""
    return collection.page_of(call, "Events listed successfully.", call.project.all(EVENTS))


@operation("GET /events/{eventName}")
def list_events_of_name(call: Call) -> Page:
    found = [event for event in call.project.all(EVENTS) if event["name"] == call.path["eventName"]]
    return collection.page_of(call, "Events listed successfully.", found)


@operation("GET /logs")
def list_logs(call: Call) -> Stretch:
    """Events as log lines, the latest first; by default of the last hour. There are neither logs nor spans here."""
    query = call.query
    if query.get("query", "").startswith("#"):
        raise refused('query must not start with "#"')
    end = query.get("end_ts", call.now)
    start = query.get("start_ts", end - HOUR)
    columns = [name.strip() for name in query["columns"].split(",")] if "columns" in query else []
    lines: list[Document] = []
    for event in call.project.all(EVENTS) if query.get("source", "logs") == "events" else []:
        time = milliseconds(event["timestamp"])
        if start <= time <= end and query.get("query", "") in event["name"]:
            line = {
                "id": event["id"],
                "timestamp": iso(time),
                "event_name": event["name"],
                "user_id": event["userID"] or None,
                "value": event["value"] or None,
                "sdk_type": event["source"],
                "sdk_version": None,
            }
            lines.append(line | ({"fields": {name: line.get(name) for name in columns}} if columns else {}))
    lines.sort(key=lambda line: (line["timestamp"], line["id"]), reverse=True)
    first, limit = _place(query.get("after")), min(query.get("limit", 100), MOST_LINES)
    following = str(first + limit) if first + limit < len(lines) else None
    return Stretch("Logs listed successfully.", lines[first : first + limit], following, {"columns": columns} if columns else {})


def _place(cursor: str | None) -> int:
    """The place that a cursor leads to. Raises `ApiError` 400 if it is no cursor, or leads too far."""
    if cursor is None:
        return 0
    if not cursor.isdecimal() or len(cursor) > 6 or int(cursor) > FARTHEST:
        raise refused("Invalid cursor")
    return int(cursor)


@operation("POST /experiments/{id}/alerts/{metricId}/resolve", "POST /gates/{id}/alerts/{metricId}/resolve")
def resolve_alert(call: Call) -> Reply:
    """Resolves a metric's guardrail alert; any metric of the project may have one."""
    kind = call.operation.path.split("/")[1]
    owner = call.project.get(kind, call.path["id"])
    if owner is None:
        raise not_found("Experiment not found." if kind == "experiments" else "Gate not found.")
    if not call.project.has("metrics", call.path["metricId"]):
        raise not_found("Metric not found")
    resolved = {"resolvedAt": call.now // 1000, HIDDEN: {"reasoning": call.body.get("reasoning")}}
    call.project.put("resolved_alerts", f"{kind}/{owner['id']}/{call.path['metricId']}", resolved)
    return Reply("Alert resolved successfully.", resolved)


@operation("GET /project/usage_billing/report")
def usage_report(call: Call) -> Text:
    """One line per day between start and end (milliseconds), not before the project was made."""
    end = call.query["end"]
    if end < call.project.created:
        raise refused("Data is not available")
    start = max(call.query.get("start", 0), call.project.created, min(end, call.now) - MAX_DAYS * DAY)
    lines = [f"{day},{made_up.count(100_000, call.project.id, day)}" for day in days(day_of(start), day_of(min(end, call.now)), MAX_DAYS)]
    return Text("text/csv", "\n".join(["date,billable_events", *lines]) + "\n")


@operation("POST /change_validation")
def validate_change(call: Call) -> Reply:
    """The verdict of a pre-commit hook on a review."""
    call.project.put("change_validations", call.body["reviewID"], call.body)
    return Reply("Change validation received.")


@operation("PATCH /change_validation/message")
def message_of_validation(call: Call) -> Reply:
    known = call.project.get("change_validations", call.body["reviewID"]) or {}
    call.project.put("change_validations", call.body["reviewID"], known | call.body)
    return Reply("Change validation updated.")
