"""Experiments: groups, the layer each one lives in, and what may change once it runs. The status machine is in `experiment_lifecycle`."""

from __future__ import annotations

import copy

from statsig_console_emulator import collection, rules
from statsig_console_emulator.calls import Call, Document
from statsig_console_emulator.dates import DAY, day_of
from statsig_console_emulator.errors import invalid_field, refused
from statsig_console_emulator.kinds import BY_CREATOR, HIDDEN, KINDS, Kind, equals, in_target_app, permalink

STALE_AFTER = 30 * DAY
GROUPS: list[Document] = [{"name": name, "size": 50, "parameterValues": {}} for name in ("Control", "Test")]
RUNNING: tuple[str, ...] = ("active", "experiment_stopped", "assignment_stopped")
FINISHED: tuple[str, ...] = ("decision_made", "abandoned", "archived")
COPIED = ("sidecarURLFilters", "sidecarDisableAutoRun", "sidecarPrerunScript")
# Names that no parameter may have: the experiment has fields for them.
SIDECAR = ("sidecarEditorURL", "sidecarExperimentName", *COPIED)
# Fields of a group that must not change while the experiment runs.
SUBSTANCE = ("name", "size", "parameterValues")


def implicit_layer(experiment: str) -> str:
    """The layer that an experiment without a layer gets for itself."""
    return f"statsig::{experiment}_layer"


def prepare(call: Call, before: Document | None, experiment: Document, given: Document) -> None:
    if before is None:
        _settle_layer(call, experiment)
    elif before["status"] == "archived" and experiment["status"] == "archived":
        raise refused("Experiment is archived")
    if given.get("groups") == []:
        raise invalid_field("groups", "Array must contain at least 1 element(s)")
    if before is None or "groups" in given:
        experiment["groups"] = _written_groups(call, before["groups"] if before else [], experiment["groups"])
        _check_parameters(call, experiment)
    gone = {group["id"] for group in before["groups"]} - {group["id"] for group in experiment["groups"]} if before else set[str]()
    if not experiment.get("controlGroupID") or experiment["controlGroupID"] in gone:
        experiment["controlGroupID"] = experiment["groups"][0]["id"] if experiment["groups"] else None
    for group in experiment["groups"]:
        group["isControl"] = group["id"] == experiment["controlGroupID"]
    if before and before["status"] in RUNNING:
        _check_running(before, experiment)
    _follow_status(call, before, experiment)
    if experiment.get("isAnalysisOnly") is None:
        experiment.pop("isAnalysisOnly", None)


def _settle_layer(call: Call, experiment: Document) -> None:
    layer = experiment.get("layerID")
    if layer and not call.project.has("layers", layer):
        raise invalid_field("layerID", "Layer not found.")
    experiment[HIDDEN]["implicitLayer"] = not layer
    experiment["layerID"] = layer or implicit_layer(experiment["id"])


def _check_parameters(call: Call, experiment: Document) -> None:
    """Groups of an experiment in an explicit layer may set only the layer's parameters."""
    layer = call.project.get("layers", experiment["layerID"])
    if layer is None or experiment[HIDDEN].get("implicitLayer"):
        return
    known = {parameter["name"] for parameter in layer["parameters"]}
    unknown = {name: None for group in experiment["groups"] for name in group.get("parameterValues") or {} if name not in known}
    if unknown:
        raise invalid_field("groups", f"Parameter(s) not found in layer: [{', '.join(unknown)}]")


def _written_groups(call: Call, before: list[Document], given: list[Document]) -> list[Document]:
    """The groups with IDs: a group keeps the ID it names or, by its name, the one it had."""
    ids = {group["name"]: group["id"] for group in before}
    known = set(ids.values())
    groups: list[Document] = []
    for group in copy.deepcopy(given):
        wanted = group.get("id")
        group["id"] = wanted if wanted in known else ids.get(group["name"]) or call.sources.token()
        group.setdefault("description", "")
        group["parameterValues"] = rules.without(group.get("parameterValues") or {}, SIDECAR)
        groups.append(group)
    names = [group["name"] for group in groups]
    if len(set(names)) < len(names):
        raise invalid_field("groups", "Duplicate group name(s) given")
    return groups


def _check_running(before: Document, experiment: Document) -> None:
    """Groups of a running experiment stay; its allocation only rises."""
    old, new = ([{name: group.get(name) for name in SUBSTANCE} for group in found["groups"]] for found in (before, experiment))
    if old != new:
        raise invalid_field("groups", "Groups cannot be changed after the experiment has started")
    if experiment["allocation"] < before["allocation"]:
        raise invalid_field("allocation", "Allocation cannot be lowered after the experiment has started")


def _follow_status(call: Call, before: Document | None, experiment: Document) -> None:
    """Sets the times that belong to a status, however it was reached."""
    status = experiment["status"]
    if before and status == before["status"]:
        return
    if status == "setup":
        experiment |= {"startTime": None, "endTime": None, "decisionTime": None, "decisionReason": None, "launchedGroupID": None}
        return
    experiment["startTime"] = experiment.get("startTime") or call.now
    if status in FINISHED:
        experiment["endTime"] = experiment.get("endTime") or call.now
    if status in ("decision_made", "abandoned"):
        experiment["decisionTime"] = call.now


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    """The implicit layer is made and removed with the experiment."""
    document = after or before or {}
    if after is None:
        call.project.remove("experiment_overrides", document["id"])
        call.project.unschedule("start", document["id"])
    if not document[HIDDEN].get("implicitLayer"):
        return
    if after is None:
        call.project.remove("layers", document["layerID"])
    elif before is None:
        call.project.put("layers", document["layerID"], _implicit_layer(call, document))


def _implicit_layer(call: Call, experiment: Document) -> Document:
    audit = ("creatorID", "creatorName", "creatorEmail", "createdTime")
    modifier = ("lastModifierID", "lastModifierName", "lastModifierEmail", "lastModifiedTime")
    return {
        "id": experiment["layerID"],
        "name": experiment["layerID"],
        "description": "",
        "idType": experiment["idType"],
        **{name: experiment[name] for name in (*audit, *modifier)},
        "tags": [],
        "targetApps": [],
        "holdoutIDs": [],
        "team": None,
        "version": 1,
        "isImplicitLayer": True,
        "parameters": [],
        "targeting_gate_parameter_values": [],
        "holdout_parameter_values": [],
        **permalink(KINDS["layers"], call.project.id, experiment["layerID"]),
        HIDDEN: {},
    }


def is_stale(call: Call, experiment: Document) -> bool:
    """Whether an experiment that runs or is decided has not been changed for 30 days."""
    return experiment["status"] in ("active", "decision_made") and call.now - experiment["lastModifiedTime"] >= STALE_AFTER


def show(call: Call, experiment: Document) -> Document:
    """An experiment as a single read has it: without an implicit layer, unless the option says that reads have it."""
    shown = show_listed(call, experiment)
    return shown | {"layerID": experiment["layerID"]} if call.options.implicit_layers_read else shown


def show_listed(call: Call, experiment: Document) -> Document:
    """An experiment as lists and the answer to a create have it: without an implicit layer."""
    shown = experiment | {
        "isStale": is_stale(call, experiment),
        "groups": [_shown_group(experiment, each) for each in experiment["groups"]],
    }
    return shown | ({"layerID": None} if experiment[HIDDEN].get("implicitLayer") else {})


def _shown_group(experiment: Document, group: Document) -> Document:
    """A group; that of a sidecar experiment has fields of the experiment among its parameters."""
    if not experiment.get("isSidecar"):
        return group
    copies = {name: experiment.get(name) for name in COPIED} | {"sidecarExperimentName": experiment["id"]}
    return group | {"parameterValues": group["parameterValues"] | {name: value for name, value in copies.items() if value is not None}}


def _stale_alone(call: Call, wanted: bool, experiment: Document) -> bool:
    return not wanted or is_stale(call, experiment)


def _created_since(call: Call, wanted: str, experiment: Document) -> bool:
    return day_of(experiment["createdTime"]) >= wanted[:10]


def _created_until(call: Call, wanted: str, experiment: Document) -> bool:
    return day_of(experiment["createdTime"]) <= wanted[:10]


EXPERIMENTS = collection.offer(
    Kind(
        name="experiments",
        label="Experiment",
        listed="/experiments",
        created="/experiments",
        item="/experiments/{id}",
        page="experiments",
        missing="Experiment not found.",
        defaults={
            "description": "",
            "idType": "userID",
            "hypothesis": "",
            "groups": GROUPS,
            "allocation": 100,
            "duration": 14,
            "status": "setup",
            "experimentType": "BASE",
            "isStale": False,
            "primaryMetricTags": [],
            "secondaryMetricTags": [],
            "primaryMetrics": [],
            "secondaryMetrics": [],
            "targetApps": [],
            "holdoutIDs": [],
            "tags": [],
            "team": None,
            "teamID": None,
            "targetingGateID": "",
            "bonferroniCorrection": False,
            "defaultConfidenceInterval": "95",
            "launchedGroupID": None,
            "startTime": None,
            "endTime": None,
            "decisionTime": None,
            "decisionReason": None,
            "healthChecks": [],
            "healthCheckStatus": "PASSED",
            "inlineTargetingRulesJSON": "{}",
            "enabledNonProdEnvironments": [],
            "sequentialTesting": False,
            "powerAnalyses": [],
        },
        history=True,
        audit={
            "create": "experiment_create",
            "update": "experiment_edit",
            "delete": "experiment_delete",
            "start": "experiment_start",
            "make_decision": "experiment_decision_make",
            "abandon": "experiment_abandon",
            "reset": "experiment_restart",
            "archive": "archive_experiment",
            "unarchive": "unarchive_experiment",
            "disable_groups": "experiment_group_disable",
        },
        filters={
            **BY_CREATOR,
            **{name: equals(name) for name in ("layerID", "idType", "teamID", "status", "experimentType")},
            "targetAppID": in_target_app,
            "ids": lambda call, wanted, experiment: experiment["id"] in wanted,
            "createdStartDate": _created_since,
            "createdEndDate": _created_until,
            "stale": _stale_alone,
        },
        prepare=prepare,
        follow=follow,
        show=show,
        show_listed=show_listed,
    )
)
