"""More about experiments, gates and metrics: checks, alerts, charts, SQL statements, and all overrides.

Numbers are made up, as in `results`; everything else comes from the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from statsig_console_emulator import collection, made_up
from statsig_console_emulator.behaviour import results
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS
from statsig_console_emulator.behaviour.gates import GATES
from statsig_console_emulator.behaviour.metrics import METRICS
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.dates import DAY, day_of
from statsig_console_emulator.documents import objects_in
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import HIDDEN, KINDS
from statsig_console_emulator.registry import operation

SECTIONS = {"primaryMetrics": "Primary metrics", "secondaryMetrics": "Secondary metrics", "otherMetrics": "Other metrics"}
# The countries of users, with the share of each.
COUNTRIES = {"US": 0.6, "DE": 0.25, "JP": 0.15}
# Kind → where its overrides are kept.
OVERRIDDEN = {
    "gates": "gate_overrides",
    "holdouts": "holdout_overrides",
    "experiments": "experiment_overrides",
    "autotunes": "autotune_overrides",
    "layers": "layer_overrides",
}
OF_USERS = ("passingUserIDs", "failingUserIDs")
ID_LISTS = (*OF_USERS, "passingCustomIDs", "failingCustomIDs", "passingIDs", "failingIDs", "ids")


@operation("GET /experiments/{id}/context")
def context(call: Call) -> Reply:
    """An introduction to the experiment, as a text."""
    experiment = collection.find(call, EXPERIMENTS)
    lines = [f"# {experiment['name']}", experiment["description"], f"Hypothesis: {experiment.get('hypothesis') or 'none'}"]
    lines.append(f"Status: {experiment['status']}, {experiment['allocation']} % of {experiment['idType']}")
    lines += [f"- {group['name']}: {group['size']} %" for group in experiment["groups"]]
    return Reply("Experiment context read successfully.", {"experimentID": experiment["id"], "context": "\n".join(filter(None, lines))})


@operation("GET /experiments/{id}/diagnostics_checks")
def diagnostics(call: Call) -> Reply:
    """How many checks, or units, each group had by day: of the last days, or between two."""
    experiment, query = collection.find(call, EXPERIMENTS), call.query
    end = query.get("endDate") or day_of(call.now)
    ago = 0 if "startDate" in query or "endDate" in query else query.get("lastDays", 7) - 1
    start = query.get("startDate") or (end if "endDate" in query else day_of(call.now - ago * DAY))
    sort = query.get("type", "daily_cumulative_checks")
    per_unit = 3 if sort == "daily_cumulative_checks" else 1
    data = [
        {
            "date": day,
            "results": [
                {"group_id": group["id"], "group_name": group["name"], "count": per_unit * results.exposures(group, experiment, day)}
                for group in experiment["groups"]
            ],
        }
        for day in results.days_running(call, experiment)
        if start[:10] <= day <= end[:10]
    ]
    about = {"experimentName": experiment["name"], "startDate": start, "endDate": end, "type": sort, "unit_id_type": experiment["idType"]}
    return Reply("Diagnostics checks read successfully.", about | {"is_realtime": False, "data": data})


@operation("GET /experiments/{id}/dimensional_exposures")
def dimensional_exposures(call: Call) -> Reply:
    """Whether the groups are as large as designed among users of each country; empty before the start."""
    experiment, wanted = collection.find(call, EXPERIMENTS), call.query.get("dimension_type", "country")
    running = results.days_running(call, experiment)
    units = sum(results.exposures(group, experiment, day) for group in experiment["groups"] for day in running)
    values: list[Document] = []
    for country, share in COUNTRIES.items():
        p_value = made_up.share("srm", experiment["id"], country)
        severity = "failure" if p_value < 0.001 else "warning" if p_value < 0.01 else "pass"
        if severity == call.query.get("severity", severity):
            values.append({"dimension_value": country, "severity": severity, "srm_pvalue": p_value, "unit_count": round(units * share)})
    asked = "country" in (wanted if isinstance(wanted, list) else [wanted])
    found = [{"dimension_type": "country", "dimension_values": values}] if running and asked else []
    return Reply("Dimensional exposures read successfully.", {"ds": running[-1] if running else None, "dimensions": found})


@operation("GET /experiments/{id}/alerts")
def experiment_alerts(call: Call) -> Reply:
    """Metric → the status of its guardrail in each test group; a resolved alert has the reason as its comment."""
    experiment = collection.find(call, EXPERIMENTS)
    groups = experiment["groups"]
    alerts: Document = {}
    for metric in objects_in(experiment, "primaryMetrics") if groups and results.days_running(call, experiment) else []:
        name = f"{metric['name']}::{metric['type']}"
        resolved = call.project.get("resolved_alerts", f"experiments/{experiment['id']}/{name}") or {}
        arms = [
            {
                "groupID": group["id"],
                "groupName": group["name"],
                "status": "OK",
                "percentChange": results.lift(metric, group["name"], groups[0]["name"], 0)["percentChange"],
            }
            for group in groups[1:]
        ]
        alerts[name] = {"status": "OK", "arms": arms, "comment": resolved.get(HIDDEN, {}).get("reasoning")}
    return Reply("Experiment alerts read successfully.", {"alerts": alerts})


@operation("GET /experiments/{id}/summary_charts")
def summary_charts(call: Call) -> Reply:
    """A chart for each sort of metrics that the experiment has and each test group asked for, against the control."""
    experiment = collection.find(call, EXPERIMENTS)
    groups = experiment["groups"]
    asked_control, asked_test = call.query.get("control"), call.query.get("test", "*")
    control = next((group for group in groups if asked_control in (None, group["id"])), None)
    tests = [group for group in groups[1:] if asked_test in ("*", group["id"])]
    if control is None or not tests:
        raise not_found("Group not found.")
    sections: list[Document] = []
    for name, label in SECTIONS.items():
        charts = [_chart(call, experiment, objects_in(experiment, name), control, test) for test in tests if experiment.get(name)]
        if charts:
            sections.append({"sectionLabel": label, "charts": charts})
    return Reply("Experiment summary charts read successfully.", {"experimentID": experiment["id"], "sections": sections})


def _chart(call: Call, experiment: Document, metrics: list[Document], control: Document, test: Document) -> Document:
    units = sum(results.exposures(test, experiment, day) for day in results.days_running(call, experiment))
    lines = [results.lift(metric, test["name"], control["name"], units) for metric in metrics]
    return {"chartSource": "experiment", "control": control["id"], "test": test["id"], "display": "cumulative", "metrics": lines}


@operation("GET /experiments/{id}/pulse_metric_result")
def pulse_of_metric(call: Call) -> Reply:
    """One metric in one test group against the control, by the users' country."""
    experiment = collection.find(call, EXPERIMENTS)
    groups = {group["id"]: group for group in experiment["groups"]}
    test, control = (groups.get(call.query[name]) for name in ("test", "control"))
    metric = METRICS.lookup(call, METRICS, call.query["metricID"])
    if test is None or control is None or metric is None:
        raise not_found("Metric not found" if metric is None else "Group not found.")
    units = sum(results.exposures(test, experiment, day) for day in results.days_running(call, experiment))
    found = [
        {
            "dimension": "country",
            "dimension_value": country,
            "metric": results.lift(metric, f"{test['name']} {country}", control["name"], units * share),
        }
        for country, share in COUNTRIES.items()
    ]
    return Reply("Pulse results read successfully.", {"ds": call.query.get("date") or day_of(call.now - DAY), "dimensionResults": found})


def _load(call: Call) -> Document:
    experiment = collection.find(call, EXPERIMENTS, call.path["id"])
    load = call.project.get(results.LOADS, call.path["dagID"])
    if load is None or load[HIDDEN]["about"] != f"experiments/{experiment['id']}":
        raise not_found("Pulse load not found.")
    return results.shown_load(call, load)


@operation("GET /experiments/{id}/pulse_load_history/{dagID}", warehouse_only=True)
def details_of_load(call: Call) -> Reply:
    """The jobs of a load: one for the exposures, one for each metric source. Their SQL is unknown here."""
    load = _load(call)
    times = {"startTime": load["createdTime"], "endTime": load.get("finishedTime")}
    jobs: list[Document] = [
        {"jobType": sort, "jobIDs": [made_up.identifier(load["dagID"], sort)], "sql": None, **times} for sort in ("exposures", "metrics")
    ]
    return Reply("Pulse load read successfully.", {"dagID": load["dagID"], "jobs": jobs})


@operation("POST /experiments/{id}/pulse_load_history/{dagID}/cancel", warehouse_only=True)
def cancel_load(call: Call) -> Reply:
    """Ends a computation that is under way."""
    load = _load(call)
    if "finishedTime" in load:
        raise refused("Pulse load has already finished")
    call.project.put(results.LOADS, load["dagID"], load | {"finishedTime": call.now, "finishedState": "cancelled"})
    return Reply("Pulse load cancelled successfully.")


@operation("POST /experiments/{id}/code_cleanup", "POST /gates/{id}/code_cleanup")
def clean_up(call: Call) -> Reply:
    """Asks for a flag to be removed from the code: an experiment with a decision, or any gate. No read shows it."""
    kind = KINDS[call.operation.path.split("/")[1]]
    document = collection.find(call, kind)
    if kind is EXPERIMENTS and document["status"] != "decision_made":
        raise refused("Experiment has not yet finished")
    call.project.put("code_cleanups", f"{kind.name}/{document['id']}", {"at": call.now})
    return Reply("Code cleanup started successfully.")


@operation("GET /gates/{id}/checks")
def gate_checks(call: Call) -> Reply:
    """Whether the gate was checked in production in the last 7 days."""
    gate = collection.find(call, GATES)
    return Reply(
        "Gate checks read successfully.",
        {"has_production_checks_in_last_7_days": results.checks(call, GATES.name, gate["id"])["pastDay"] > 0},
    )


@operation("GET /metrics/{id}/sql", warehouse_only=True)
def metric_sql(call: Call) -> Reply:
    """The statement that computes a metric from its source, by unit type."""
    metric = collection.find(call, METRICS)
    native: Document = metric.get("warehouseNative") or {}
    source = call.project.get("metric_source", native.get("metricSourceName", "")) or {}
    units = [mapping["statsigUnitID"] for mapping in objects_in(source, "idTypeMapping")] or metric.get("unitTypes") or ["userID"]
    rows = source.get("sql") or f"SELECT * FROM {source.get('tableName') or 'events'}"
    value = f"{native.get('aggregation', 'count')}({native.get('valueColumn') or '*'})"
    sql = [{"idType": unit, "sql": f"SELECT {unit}, {value} FROM ({rows}) GROUP BY {unit}"} for unit in units]
    return Reply("Metric SQL read successfully.", sql)


@operation("GET /overrides")
def all_overrides(call: Call) -> Reply:
    """All overrides of the project, or those that name a user ID of the type `idType`, in either spelling."""
    wanted, unit = call.query.get("userId"), _unit(call.query.get("idType", "userID"))
    found: dict[str, list[Document]] = {}
    for name, place in OVERRIDDEN.items():
        found[name] = []
        for document in call.project.all(name):
            overrides = call.project.get(place, document["id"])
            own = _unit(document.get("idType") or "userID")
            if overrides and any(map(bool, overrides.values())) and (wanted is None or (unit, wanted) in _ids(overrides, own)):
                found[name].append({"id": document["id"], "name": document["name"], **_shown(overrides)})
    return Reply("Overrides listed successfully.", found)


def _unit(name: str) -> str:
    """A unit type in one spelling: `company_id` is `companyID`."""
    return name.replace("_", "").lower()


def _ids(value: Any, own: str) -> Iterator[tuple[str, str]]:
    """Each ID in overrides, with its unit type: that of the entry or the list, or else the object's own."""
    if isinstance(value, list):
        for item in value:
            yield from _ids(item, own)
    elif isinstance(value, dict):
        given = value.get("unitType") or value.get("unitID") or value.get("idType")
        for name, each in value.items():
            if name in ID_LISTS:
                unit = "userid" if name in OF_USERS else _unit(given) if given else own
                yield from ((unit, id_) for id_ in each)
            else:
                yield from _ids(each, own)


def _shown(overrides: Document) -> Document:
    return {name: value for name, value in overrides.items() if name != HIDDEN}


@operation("PUT /experiments/{id}/defer_decision")
def defer_decision(call: Call) -> Reply:
    """Ends the exposure of a running experiment and leaves the decision for later."""
    experiment = collection.find(call, EXPERIMENTS)
    if experiment["status"] != "active":
        raise refused("Experiment has not yet started" if experiment["status"] == "setup" else "Experiment has already finished")
    changes = {"status": "experiment_stopped", "decisionReason": call.body.get("stopReason")}
    collection.store_change(call, EXPERIMENTS, experiment, changes, "update")
    return Reply("Experiment decision deferred successfully.")
