"""Metrics: named by name and type, updated by a POST that changes only the given fields, archived without a trace in reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS, show_listed
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.dates import DAY
from statsig_console_emulator.documents import objects_in, texts_in
from statsig_console_emulator.errors import invalid_field, not_found
from statsig_console_emulator.kinds import HIDDEN, KINDS, Kind
from statsig_console_emulator.registry import operation, timer

# Type of a cloud metric → the least number of elements that lists must have together.
DEMANDS: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]] = {
    **dict.fromkeys(("sum", "mean", "event_count_custom"), ((1, ("unitTypes",)), (1, ("metricEvents",)))),
    "ratio": ((2, ("metricEvents", "metricComponentMetrics")),),
    "event_user": ((1, ("metricEvents",)),),
    "funnel": ((2, ("funnelEventList",)),),
    **dict.fromkeys(("composite", "composite_sum"), ((1, ("metricComponentMetrics",)),)),
}


def _metric_id(call: Call, given: Document) -> str:
    return f"{given['name']}::{given['type']}"


def prepare(call: Call, before: Document | None, metric: Document, given: Document) -> None:
    if isinstance(metric.get("tags"), str):
        metric["tags"] = [metric["tags"]]
    if "tags" in given:
        _check_tags(call, metric)
    if metric["type"] == "user_warehouse" and not call.project.warehouse_native:
        raise invalid_field("type", "Metrics of type user_warehouse are only available for Warehouse Native projects.")
    if not call.options.incomplete_metrics:
        _check_complete(before, metric, given)
    if given.get("name") and before:
        metric["id"] = f"{given['name']}::{metric['type']}"
    if "owner" in given and given["owner"] is None:
        metric.pop("owner", None)
    elif "owner" in given:
        metric["owner"] = _owner(call, given["owner"])
    metric["lineage"] = {
        "events": [event["name"] for event in objects_in(metric, "metricEvents")],
        "metrics": [f"{found['name']}::{found['type']}" for found in objects_in(metric, "metricComponentMetrics")],
    }


def _check_complete(before: Document | None, metric: Document, given: Document) -> None:
    """Raises `ApiError` 400 for a metric that could not be computed. Fields that an update leaves out are not checked."""
    for least, lists in DEMANDS.get(metric["type"], ()):
        count = sum(len(metric.get(name) or []) for name in lists)
        if count < least and (before is None or not given.keys().isdisjoint(lists)):
            raise invalid_field(lists[0], f"Metrics of type {metric['type']} need at least {least} of {' and '.join(lists)}")
    if metric["type"] == "event_user" and before is None and not any(objects_in(each, "criteria") for each in metric["metricEvents"]):
        raise invalid_field("metricEvents", "Metrics of type event_user need criteria")


def _check_tags(call: Call, metric: Document) -> None:
    unknown = [tag for tag in texts_in(metric, "tags") if not call.project.with_field("tags", "name", tag)]
    if unknown:
        raise invalid_field("tags", f"Tag(s) not found: [{', '.join(unknown)}]")


def _owner(call: Call, given: Document) -> Document:
    """An owner, completed from the user with its email; documents of 2025 call that field `email`."""
    email = given.get("ownerEmail") or given.get("email")
    user = call.project.get("users", email or "") or {}
    name = given.get("ownerName") or f"{user.get('firstName', '')} {user.get('lastName', '')}".strip()
    found = {"ownerID": given.get("ownerID"), "ownerType": given.get("ownerType", "USER"), "ownerEmail": email, "ownerName": name}
    return {key: value for key, value in found.items() if value is not None}


def _hidden(call: Call, wanted: str, metric: Document) -> bool:
    return wanted == "true" or not metric.get("isHidden")


def _named(call: Call, wanted: str, metric: Document) -> bool:
    return wanted.lower() in metric["id"].lower()


def _tagged(call: Call, wanted: list[str], metric: Document) -> bool:
    """Whether a metric has one of these tags. Queries name tags by ID, unlike bodies."""
    tags = [call.project.get("tags", tag) or {} for tag in wanted]
    return not {tag.get("name") for tag in tags}.isdisjoint(metric["tags"])


METRICS = collection.offer(
    Kind(
        name="metrics",
        label="Metric",
        listed="/metrics/list",
        created="/metrics",
        item="/metrics/{id}",
        page="metrics",
        identify=_metric_id,
        missing="Metric not found",
        partial_post=True,
        defaults={
            "lineage": {"events": [], "metrics": []},
            "description": "",
            "directionality": "increase",
            "tags": [],
            "isPermanent": False,
            "isVerified": False,
            "isReadOnly": False,
            "isHidden": False,
            "team": None,
            "teamID": None,
        },
        audit={
            "create": "custom_metric_definition_create",
            "update": "metric_edit_definition",
            "delete": "delete_metric",
            "schedule_archive": "schedule_archive_metric",
            "cancel_archive": "cancel_archive_metric",
            "unarchive": "unarchive_metric",
        },
        filters={"showHiddenMetrics": _hidden, "filters": _named, "tags": _tagged},
        prepare=prepare,
    )
)


@operation("GET /metrics/{name}/{type}")
def read_by_name(call: Call) -> Reply:
    metric = collection.find(call, METRICS, f"{call.path['name']}::{call.path['type']}")
    return Reply("Metric read successfully.", metric)


@operation(*(f"PUT /metrics/{{id}}/{verb}" for verb in ("schedule_archive", "cancel_archive", "unarchive")))
def archive(call: Call) -> Reply:
    """Archival takes effect a day after the request and can be cancelled until then. No field of a metric shows it."""
    verb = call.operation.path.rsplit("/", 1)[1]
    metric = collection.find(call, METRICS)
    call.project.unschedule("archive_metric", metric["id"])
    if verb == "schedule_archive":
        call.project.schedule(call.now + DAY, "archive_metric", metric["id"])
    archived = metric[HIDDEN].get("archived", False) and verb == "schedule_archive"
    collection.store_change(call, METRICS, metric, {HIDDEN: metric[HIDDEN] | {"archived": archived}}, verb)
    return Reply(f"Metric {verb} successful.")


@timer("archive_metric")
def archive_by_itself(call: Call) -> None:
    metric = call.project.get(METRICS.name, call.path["target"])
    if metric is not None:
        collection.store_change(call, METRICS, metric, {HIDDEN: metric[HIDDEN] | {"archived": True}}, "schedule_archive")


@operation("POST /metrics/{id}/reload", warehouse_only=True)
def reload(call: Call) -> Reply:
    collection.find(call, METRICS)
    return Reply("Metric is loading.")


@operation("GET /metrics/{id}/experiments")
def list_experiments(call: Call) -> Page:
    """Experiments that measure the metric; the query filters like the list of experiments."""
    metric = collection.find(call, METRICS)
    filters = {name: value for name, value in call.query.items() if name in EXPERIMENTS.filters}
    found = [
        show_listed(call, experiment)
        for experiment in call.project.all(EXPERIMENTS.name)
        if metric["id"] in measured(experiment) and collection.matches(call, EXPERIMENTS, filters, experiment)
    ]
    return collection.page_of(call, "Experiments listed successfully.", found)


def measured(experiment: Document) -> set[str]:
    """IDs of the metrics that an experiment lists."""
    lists = ("primaryMetrics", "secondaryMetrics", "otherMetrics")
    return {f"{metric['name']}::{metric['type']}" for name in lists for metric in objects_in(experiment, name)}


@operation("GET /metrics/metric_source/{name}/metrics", warehouse_only=True)
def list_metrics_of_source(call: Call) -> Page:
    source = call.path["name"]
    if not call.project.has("metric_source", source):
        raise not_found(KINDS["metric_source"].missing)
    found = [metric for metric in call.project.all("metrics") if source in _sources(metric)]
    return collection.page_of(call, "Metrics listed successfully.", found)


def _sources(metric: Document) -> set[Any]:
    native: Document = metric.get("warehouseNative") or {}
    steps = [step.get("metricSourceName") for step in objects_in(native, "funnelEvents")]
    return {native.get("metricSourceName"), native.get("denominatorMetricSourceName"), *steps}


@operation("GET /events/{eventName}/metrics")
def list_metrics_of_event(call: Call) -> Page:
    found = [metric for metric in call.project.all("metrics") if call.path["eventName"] in metric["lineage"]["events"]]
    return collection.page_of(call, "Metrics listed successfully.", found)
