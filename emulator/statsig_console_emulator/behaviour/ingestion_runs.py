"""Ingestion runs and statuses, made up from the project's sources and backfills."""

from __future__ import annotations

from collections.abc import Callable

from statsig_console_emulator import made_up
from statsig_console_emulator.behaviour.ingestion import ONE_NAME, SOURCES
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.collection import place
from statsig_console_emulator.dates import day_of, days, iso
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import HIDDEN
from statsig_console_emulator.registry import operation

RUNS = "ingestion_runs"
RUNS_PER_PAGE = 10
MAX_DAYS = 90
EVENTS = ("page_view", "purchase", "sign_up")
# Share of deviation from the source's own count above which the API calls it a difference.
THRESHOLD = 0.05
# How long after its start a run reaches each status.
STEPS = ((0, "BACKFILL_REQUESTED"), (60_000, "IMPORT_STARTED"), (120_000, "ROWS_INSERTED"), (180_000, "IMPORT_SUCCESSFUL"))


def _sources(call: Call, dataset: str | None = None) -> list[Document]:
    found = call.project.all(SOURCES)
    wanted = ONE_NAME.get(dataset or "", dataset)
    return [source for source in found if wanted is None or source[HIDDEN]["dataset"] == wanted]


@operation("POST /ingestion/backfill")
def backfill(call: Call) -> Reply:
    """Starts a run over days of sources; all sources of the type and dataset when none is named."""
    body = call.body
    wanted = body.get("source")
    names = [source["data"]["source_name"] for source in _sources(call, body["dataset"]) if source["type"] == body["type"]]
    if wanted:
        names = [wanted] if isinstance(wanted, str) else list(wanted)
    dates = days(body["datestamp_start"], body["datestamp_end"], MAX_DAYS)
    if not dates:
        raise refused("Invalid request. Please check the request input and try again.")
    run: Document = {"runID": call.sources.uuid(), "sources": names, "dateStamps": dates, HIDDEN: {"started": call.now}}
    call.project.put(RUNS, run["runID"], run)
    return Reply("Backfill started successfully.", {"runID": run["runID"]})


def _shown(call: Call, run: Document) -> Document:
    """The run with the statuses that it has reached by now."""
    started = run[HIDDEN]["started"]
    history = [
        {"statusTimestamp": iso(started + delay), "status": status} for delay, status in STEPS if started + delay <= call.now or not delay
    ]
    latest = history[-1]
    per_date = [{"dateStamp": day, "statuses": history} for day in run["dateStamps"]]
    return {
        "runID": run["runID"],
        "latestStatus": latest["status"],
        "lastUpdatedAt": latest["statusTimestamp"],
        "createdAt": iso(started),
        "trigger": "backfill",
        "sources": run["sources"],
        "dateStamps": run["dateStamps"],
        "runHistory": history,
        "granularHistory": [
            {"source": source, "latestSourceStatus": latest["status"], "statusByDate": per_date} for source in run["sources"]
        ],
    }


@operation("GET /ingestion/runs")
def list_runs(call: Call) -> Page:
    number, _ = place(call)
    runs = call.project.slice(RUNS, (number - 1) * RUNS_PER_PAGE, RUNS_PER_PAGE)
    return Page("Runs listed successfully.", [_shown(call, run) for run in runs], number, RUNS_PER_PAGE, call.project.count(RUNS))


@operation("GET /ingestion/runs/{id}")
def read_run(call: Call) -> Reply:
    run = call.project.get(RUNS, call.path["id"])
    if run is None:
        raise not_found(f"runID {call.path['id']} not found")
    return Reply("Run read successfully.", _shown(call, run))


@operation("GET /ingestion/status")
def list_statuses(call: Call) -> Page:
    """One entry per source and day on which it existed and was enabled."""
    query = call.query
    entries = [
        _status(call, source, day)
        for source in _sources(call, query.get("dataset"))
        for day in days(query["startDate"], query["endDate"], MAX_DAYS)
        if day_of(source[HIDDEN]["created"]) <= day <= day_of(call.now) and source["enabled"]
    ]
    wanted = {query["status"]} if "status" in query else set(query.get("statuses", []))
    name = query.get("source")
    found = [
        entry
        for entry in entries
        if (not wanted or entry["status"] in wanted) and (name is None or name in (entry["source_name"], entry["ingestion_source"]))
    ]
    number, limit = place(call)
    return Page("Ingestion statuses listed successfully.", found[(number - 1) * limit : number * limit], number, limit, len(found))


def _status(call: Call, source: Document, day: str) -> Document:
    rows = 1000 + made_up.count(100_000, source["id"], day)
    return {
        "ds": f"{day}T00:00:00.000Z",
        "ingestion_dataset": source[HIDDEN]["dataset"],
        "ingestion_source": source["type"],
        "source_name": source["data"]["source_name"],
        "message": f"Imported {rows} rows",
        "status": "IMPORT_SUCCESSFUL",
        "rowCount": rows,
        "metricCount": made_up.count(20, source["id"]),
        "timestamp": f"{day}T11:00:00.000Z",
    }


@operation("GET /ingestion/events/count")
def count_events(call: Call) -> Reply:
    """Events per day; with an event's name one flat entry per day and source, else one entry per day with a list of its events."""
    return _by_day(call, "Event counts read successfully.", _counted)


@operation("GET /ingestion/events/delta")
def compare_events(call: Call) -> Reply:
    """Events per day as counted here and at the source."""
    return _by_day(call, "Event deltas read successfully.", _compared)


def _by_day(call: Call, message: str, measure: Callable[[Document, str, str], Document]) -> Reply:
    query = call.query
    sources = [source for source in _sources(call, "Events") if query.get("source_name") in (None, source["data"]["source_name"])]
    dates = days(query["start_date"], query["end_date"], MAX_DAYS)
    if "event_name" in query:
        return Reply(message, [{"date": day, **measure(source, query["event_name"], day)} for day in dates for source in sources])
    return Reply(message, [{"date": day, "events": [measure(source, name, day) for source in sources for name in EVENTS]} for day in dates])


def _counted(source: Document, event: str, day: str) -> Document:
    count = 1000 + made_up.count(50_000, source["id"], event, day)
    return {"event": event, "count": count, "last_updated_time": f"{day}T11:00:00.000Z"}


def _compared(source: Document, event: str, day: str) -> Document:
    counted = _counted(source, event, day)
    external = round(made_up.around(counted["count"], 0.02, "external", source["id"], event, day))
    return {
        "source": source["data"]["source_name"],
        "event": event,
        "internal_count": counted["count"],
        "external_count": external,
        "has_diff": abs(external - counted["count"]) > THRESHOLD * counted["count"],
        "threshold": THRESHOLD,
        "last_updated_time": counted["last_updated_time"],
    }
