"""Dashboards: made with or without widgets; updates add widgets or replace all. No operation deletes or renames a dashboard.

Times are in seconds.
"""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid_field, not_found, refused
from statsig_console_emulator.kinds import Kind, server_made
from statsig_console_emulator.made_up import share
from statsig_console_emulator.registry import operation

FIRST_STEP = 10_000
"""The most users in the first step of a funnel."""


def named_like(call: Call, wanted: str, dashboard: Document) -> bool:
    """Dashboards with the wanted text in their names."""
    return wanted.lower() in dashboard["name"].lower()


def prepare(call: Call, before: Document | None, dashboard: Document, given: Document) -> None:
    """Each widget gets an ID, and each filter a list of values."""
    dashboard["created_time"] = before["created_time"] if before else call.now // 1000
    dashboard["modified_time"] = call.now // 1000
    for number, widget in enumerate(dashboard["widgets"]):
        widget.setdefault("id", call.sources.token())
        query = widget.get("query", {})
        if widget["type"] == "timeseries" and ("source" in query) == ("sources" in query):
            raise invalid_field(f"widgets.{number}.query", "Exactly one of source and sources is required")
        for events in (query.get("steps", []), query.get("sources", []), [query["source"]] if "source" in query else []):
            for event in events:
                for each in event.get("filters", []):
                    each.setdefault("values", [])


def show(call: Call, dashboard: Document) -> Document:
    """A dashboard as a read answers it."""
    return {name: dashboard[name] for name in ("id", "name", "description", "defaults", "widgets") if name in dashboard}


def show_listed(call: Call, dashboard: Document) -> Document:
    """A dashboard as lists have it, with the number of its widgets."""
    listed = ("id", "name", "description", "defaults", "created_time", "modified_time")
    return {name: dashboard[name] for name in listed if name in dashboard} | {"widget_count": len(dashboard["widgets"])}


DASHBOARDS = collection.offer(
    Kind(
        name="dashboards",
        label="Dashboard",
        listed="/dashboards",
        item="/dashboards/{id}",
        identify=server_made,
        missing="Dashboard not found.",
        audited=False,
        defaults={"name": "", "description": "", "widgets": [], "created_time": 0, "modified_time": 0},
        audit={"create": "dashboard_create", "update": "dashboard_update"},
        filters={"search": named_like},
        prepare=prepare,
        show=show,
        show_listed=show_listed,
    )
)


@operation("POST /dashboards")
def create(call: Call) -> Reply:
    """The answer has only the dashboard's ID and address."""
    made = collection.store_new(call, DASHBOARDS, call.body)
    address = f"https://console.statsig.com/{call.project.id}/dashboards/{made['id']}"
    return Reply("Dashboard Created Successfully", {"id": made["id"], "dashboard_url": address})


@operation("POST /dashboards/{id}/widgets")
def add_widgets(call: Call) -> Reply:
    dashboard = collection.find(call, DASHBOARDS)
    return _written(call, dashboard, dashboard["widgets"], "Dashboard Widgets Added Successfully")


@operation("PUT /dashboards/{id}/widgets")
def replace_widgets(call: Call) -> Reply:
    return _written(call, collection.find(call, DASHBOARDS), [], "Dashboard Widgets Replaced Successfully")


def _written(call: Call, dashboard: Document, kept: list[Document], message: str) -> Reply:
    """Puts the caller's widgets after those that are kept, and answers the IDs of the new ones."""
    changes = {"widgets": [*kept, *call.body["widgets"]]}
    changes |= {name: call.body[name] for name in ("defaults", "max_cols") if name in call.body}
    changed = collection.store_change(call, DASHBOARDS, dashboard, changes, "update")
    return Reply(message, {"ids": [widget["id"] for widget in changed["widgets"][len(kept) :]]})


@operation("GET /dashboards/{id}/widgets/{widgetId}/results")
def read_results(call: Call) -> Reply:
    """The results of a funnel. Other widgets have no results in this API yet."""
    dashboard = collection.find(call, DASHBOARDS, call.path["id"])
    widget = next((each for each in dashboard["widgets"] if each["id"] == call.path["widgetId"]), None)
    if widget is None:
        raise not_found("Widget not found.")
    if widget["type"] != "funnel":
        raise refused("Results are only available for funnel widgets")
    steps: list[Document] = []
    for rank, step in enumerate(widget["query"]["steps"]):
        before = steps[-1]["count"] if steps else FIRST_STEP
        count = int(before * (0.3 + 0.7 * share(widget["query"], rank)))
        first = steps[0]["count"] if steps else count
        steps.append(
            {
                "name": step["event_name"],
                "rank": rank,
                "count": count,
                "conversion_rate": round(count / first, 4) if first else None,
                "previous_step_conversion_rate": round(count / before, 4) if steps and before else None,
            }
        )
    dataset = {"key": "all", "label": None, "group": None, "cohort": None, "steps": steps}
    return Reply("Widget results read successfully.", {"id": widget["id"], "type": "funnel", "funnel": {"datasets": [dataset]}})
