"""Results: pulse, exposures, metric values. Made up, but the same on every call, and only for objects of the project."""

from __future__ import annotations

from statsig_console_emulator import collection, made_up, rules
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS, RUNNING
from statsig_console_emulator.behaviour.gates import GATES
from statsig_console_emulator.behaviour.holdouts import HOLDOUTS
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.dates import DAY, day_of, days, iso
from statsig_console_emulator.documents import objects_in
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.registry import operation

LOADS = "pulse_loads"
MAX_DAYS = 90
DAILY_UNITS = 5000
# How long a computation of results takes.
LOAD_MS = 60_000


def lift(metric: Document, test: str, control: str, units: float) -> Document:
    """The line of one metric in a pulse table."""
    about = (metric["name"], test, control)
    mean = made_up.around(10, 0.8, *about, "mean")
    change = made_up.around(0.02, 2, *about, "change")
    interval = made_up.around(0.03, 0.3, *about, "interval")
    return {
        "metricID": f"{metric['name']}::{metric['type']}",
        "metricName": metric["name"],
        "directionality": metric.get("direction", "increase"),
        "absoluteChange": round(mean * change, 4),
        "confidenceIntervalDelta": round(mean * interval, 4),
        "percentChange": round(100 * change, 4),
        "percentConfidenceIntervalDelta": round(100 * interval, 4),
        "testMean": round(mean * (1 + change), 4),
        "controlMean": mean,
        "testStd": round(mean / 10, 4),
        "controlStd": round(mean / 10, 4),
        "testUnits": int(units),
        "controlUnits": int(units),
        "pValue": round(made_up.share(*about, "p"), 4),
    }


def exposures(group: Document, experiment: Document, day: str) -> int:
    expected = DAILY_UNITS * experiment["allocation"] / 100 * group["size"] / 100
    return round(made_up.around(expected, 0.05, experiment["id"], group["name"], day))


def days_running(call: Call, experiment: Document) -> list[str]:
    if experiment["status"] == "setup" or not experiment["startTime"]:
        return []
    return days(day_of(experiment["startTime"]), day_of(experiment["endTime"] or call.now), MAX_DAYS)


@operation("GET /experiments/{id}/cumulative_exposures")
def cumulative_exposures(call: Call) -> Reply:
    experiment = collection.find(call, EXPERIMENTS)
    result: list[Document] = []
    for group in experiment["groups"]:
        total = 0
        points: list[Document] = []
        for day in days_running(call, experiment):
            total += exposures(group, experiment, day)
            points.append({"date": day, "exposures": total})
        result.append({"groupID": group["id"], "groupName": group["name"], "results": points})
    return Reply("Cumulative exposures read successfully.", result)


@operation("GET /experiments/{id}/pulse_results")
def experiment_pulse(call: Call) -> Reply:
    """Test against control for the experiment's metrics; nothing for groups it does not have."""
    experiment = collection.find(call, EXPERIMENTS)
    groups = {group["id"]: group for group in experiment["groups"]}
    test, control = (groups.get(call.query[name]) for name in ("test", "control"))
    if test is None or control is None:
        raise not_found("Group not found.")
    units = sum(exposures(test, experiment, day) for day in days_running(call, experiment))
    lines = {
        name: [lift(metric, test["name"], control["name"], units) for metric in objects_in(experiment, name)]
        for name in ("primaryMetrics", "secondaryMetrics", "otherMetrics")
    }
    return Reply("Pulse results read successfully.", {"ds": call.query.get("date") or day_of(call.now - DAY), **lines})


@operation("GET /holdouts/{id}/pulse_results")
def holdout_pulse(call: Call) -> Reply:
    holdout = collection.find(call, HOLDOUTS)
    lines = [lift(metric, holdout["id"], "holdout", DAILY_UNITS) for metric in holdout["monitoringMetrics"]]
    return Reply("Pulse results read successfully.", {"ds": day_of(call.now - DAY), "monitoringMetrics": lines})


@operation("GET /gates/{id}/rules/{ruleID}/pulse_results")
def gate_pulse(call: Call) -> Reply:
    gate = collection.find(call, GATES, call.path["id"])
    rule = rules.named(gate["rules"], call.path["ruleID"])
    units = DAILY_UNITS * rule["passPercentage"] / 100
    lines = [lift(metric, rule["baseID"], "control", units) for metric in gate["monitoringMetrics"]]
    return Reply("Pulse results read successfully.", {"ds": day_of(call.now - DAY), "monitoringMetrics": lines})


@operation("POST /experiments/{id}/load_pulse", warehouse_only=True)
def load_experiment_pulse(call: Call) -> Reply:
    experiment = collection.find(call, EXPERIMENTS)
    if experiment["status"] not in RUNNING:
        raise refused("Experiment has not yet started")
    _load(call, f"experiments/{experiment['id']}", {**call.query, **call.body}, experiment["startTime"])
    return Reply("Experiment is loading.")


@operation("POST /gates/{id}/load_pulse", warehouse_only=True)
def load_gate_pulse(call: Call) -> Reply:
    gate = collection.find(call, GATES)
    rule = rules.named(gate["rules"], call.body["ruleId"])
    _load(call, f"gates/{gate['id']}/{rule['baseID']}", call.body, gate["createdTime"])
    return Reply("Gate is loading.")


def _load(call: Call, about: str, wanted: Document, since: int) -> None:
    load: Document = {
        "dagID": call.sources.token(),
        "creatorName": call.actor.name,
        "createdTime": call.now,
        "finishedTime": call.now + LOAD_MS,
        "finishedState": "success",
        "startDs": day_of(since),
        "endDs": day_of(call.now),
        "reloadType": wanted.get("refresh", "full"),
        "turboMode": wanted.get("turboMode", False),
        "_": {"about": about},
    }
    call.project.put(LOADS, load["dagID"], load)


@operation("GET /experiments/{id}/pulse_load_history", warehouse_only=True)
def experiment_loads(call: Call) -> Page:
    return _loads(call, f"experiments/{collection.find(call, EXPERIMENTS)['id']}")


@operation("GET /gates/{id}/rules/{ruleID}/pulse_load_history", warehouse_only=True)
def gate_loads(call: Call) -> Page:
    gate = collection.find(call, GATES, call.path["id"])
    return _loads(call, f"gates/{gate['id']}/{rules.named(gate['rules'], call.path['ruleID'])['baseID']}")


def _loads(call: Call, about: str) -> Page:
    found = [shown_load(call, load) for load in call.project.all(LOADS) if load["_"]["about"] == about]
    return collection.page_of(call, "Pulse load history listed successfully.", found)


def shown_load(call: Call, load: Document) -> Document:
    """A computation as answers show it: without its end while it is under way."""
    return load if load["finishedTime"] <= call.now else {name: value for name, value in load.items() if not name.startswith("finished")}


def checks(call: Call, kind: str, name: str) -> Document:
    per_day = made_up.count(10_000, "checks", kind, name) if call.project.has(kind, name) else 0
    return {"id": name, "pastDay": per_day, "past7Days": 7 * per_day}


@operation("GET /exposure_count")
def exposure_count(call: Call) -> Reply:
    kinds = {"gates": "gates", "experiments": "experiments", "dynamicConfigs": "dynamic_configs"}
    counts = {name: [checks(call, kind, wanted) for wanted in call.query.get(name, [])] for name, kind in kinds.items()}
    return Reply("Exposure count fetched successfully.", counts)


@operation("GET /experiments/{experimentName}/exposures")
def experiment_exposures(call: Call) -> Reply:
    """The older form of `exposure_count`, for one experiment and without an envelope."""
    experiment = collection.find(call, EXPERIMENTS)
    return Reply("", {"gates": [], "experiments": [checks(call, "experiments", experiment["id"])], "dynamicConfigs": []}, bare=True)


def _value(metric: Document, date: str) -> Document:
    value = made_up.around(1000, 0.5, metric["id"], date)
    return {"value": value, "numerator": value, "denominator": 1, "unitType": "userID", "inputRows": round(value)}


@operation("GET /metrics")
def metric_values(call: Call) -> Page:
    """Values of one metric on one day, one entry per unit type."""
    metric = call.project.get("metrics", call.query["id"])
    if metric is None:
        raise refused(f"No metric found for the given id, recieved: {call.query['id']}")
    if not days(call.query["date"], call.query["date"], 1):
        raise refused(f"No metric data found for the given date, recieved: {call.query['date']}")
    found = _value(metric, call.query["date"])
    names = {"unitType": "unit_type", "inputRows": "row_count"}
    values = [{names.get(name, name): value for name, value in found.items()} | {"unit_type": unit} for unit in ("userID", "stableID")]
    return Page("Metric values read successfully.", values, 1, len(values), len(values))


@operation("GET /metrics/values")
def all_metric_values(call: Call) -> Page:
    """Values of every metric (of a name and type, where given) on one day."""
    query = call.query
    found = [
        {
            **_value(metric, query["date"]),
            "metricName": metric["name"],
            "displayName": metric["name"],
            "metricType": metric["type"],
        }
        for metric in call.project.all("metrics")
        if query.get("metricName", metric["name"]) == metric["name"] and query.get("metricType", metric["type"]) == metric["type"]
    ]
    return collection.page_of(call, "Metric values listed successfully.", found)


@operation("GET /reports")
def report(call: Call) -> Reply:
    if not days(call.query["date"], call.query["date"], 1) or call.query["date"][:10] > day_of(call.now):
        raise refused("Data is not available")
    name = f"{call.query['type']}-{call.query['date'][:10]}.csv"
    return Reply("Report URL generated successfully", {"url": f"https://reports.invalid/{call.project.id}/{name}?at={iso(call.now)}"})
