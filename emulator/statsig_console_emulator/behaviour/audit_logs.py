"""The audit log, read: filtered, sorted, paged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console_emulator import audit, collection
from statsig_console_emulator.calls import Call, Document, Page
from statsig_console_emulator.dates import day_of
from statsig_console_emulator.kinds import HIDDEN
from statsig_console_emulator.registry import operation


@operation("GET /audit_logs")
def list_entries(call: Call) -> Page:
    """Entries about one object (`id` is its name) or all, newest first; `latestID` ends the list before that entry."""
    query = call.query
    entries = [entry for entry in call.project.all(audit.KIND) if _wanted(query, entry)]
    if "latestID" in query:
        ids = [entry["id"] for entry in entries]
        entries = entries[: ids.index(query["latestID"])] if query["latestID"] in ids else entries
    key = query.get("sortKey", "time")
    if key in ("time", "date"):
        entries.sort(key=lambda entry: entry[HIDDEN]["time"])
    else:
        entries.sort(key=lambda entry: str(entry[key]))
    if query.get("sortOrder", "desc") == "desc":
        entries.reverse()
    return collection.page_of(call, "Audit logs listed successfully.", entries)


def _wanted(query: Mapping[str, Any], entry: Document) -> bool:
    actions = {query["actionType"]} if "actionType" in query else set(query.get("actionTypes", []))
    time = entry[HIDDEN]["time"]
    day = day_of(time)
    return (
        query.get("id", entry["name"]) == entry["name"]
        and (not actions or entry["actionType"] in actions)
        and (not query.get("tags") or not set(query["tags"]).isdisjoint(entry["tags"]))
        and query.get("startDate", day)[:10] <= day <= query.get("endDate", day)[:10]
        and int(query.get("startTime", time)) <= time <= int(query.get("endTime", time))
    )
