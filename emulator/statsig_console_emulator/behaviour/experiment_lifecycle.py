"""The life of an experiment: setup, active, decided or abandoned, archived, and the calls that move it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS, FINISHED, RUNNING
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import HIDDEN
from statsig_console_emulator.registry import operation, timer

NOT_STARTED = "Experiment has not yet started"
STARTED = "Experiment has already started"
NOT_FINISHED = "Experiment has not yet finished"
OVER = "Experiment has already finished"

# Call → the message by status, for each status in which the call is refused.
REFUSALS: Mapping[str, Mapping[str, str]] = {
    "start": dict.fromkeys(RUNNING, STARTED) | dict.fromkeys(FINISHED, OVER),
    "schedule_start": dict.fromkeys(RUNNING, STARTED) | dict.fromkeys(FINISHED, OVER),
    "make_decision": {"setup": NOT_STARTED} | dict.fromkeys(FINISHED, OVER),
    "abandon": {
        "setup": NOT_STARTED,
        "abandoned": "Experiment {id} is already abandoned",
        "decision_made": OVER,
        "archived": OVER,
    },
    "reset": {"setup": NOT_STARTED},
    "archive": dict.fromkeys(RUNNING, NOT_FINISHED) | {"archived": "Experiment is already archived"},
    "unarchive": dict.fromkeys(("setup", *RUNNING, "decision_made", "abandoned"), "Experiment is not archived"),
    "restart_as_new": {"setup": NOT_STARTED},
    "enable_groups": {"setup": NOT_STARTED} | dict.fromkeys(FINISHED, OVER),
    "disable_groups": {"setup": NOT_STARTED} | dict.fromkeys(FINISHED, OVER),
}


def _ready(call: Call) -> tuple[Document, str]:
    """The experiment and the call's verb. Raises the API's 400 when the experiment's state forbids it."""
    verb = call.operation.path.rsplit("/", 1)[1]
    experiment = collection.find(call, EXPERIMENTS)
    text = REFUSALS[verb].get(experiment["status"])
    if text:
        raise refused(text.format(id=experiment["id"]))
    return experiment, verb


def _move(call: Call, experiment: Document, changes: Document, verb: str, message: str) -> Reply:
    collection.store_change(call, EXPERIMENTS, experiment, changes, verb)
    return Reply(message)


@operation("PUT /experiments/{id}/start")
def start(call: Call) -> Reply:
    experiment, verb = _ready(call)
    call.project.unschedule("start", experiment["id"])
    ends = {"analysisEndTime": call.body["analysisEndTime"]} if "analysisEndTime" in call.body else {}
    return _move(call, experiment, {"status": "active", **ends}, verb, "Experiment started successfully.")


@operation("POST /experiments/{id}/schedule_start")
def schedule_start(call: Call) -> Reply:
    """Starts the experiment by itself later; a second call moves the time. No read shows it."""
    experiment, _ = _ready(call)
    call.project.unschedule("start", experiment["id"])
    call.project.schedule(int(call.body["scheduledTime"]), "start", experiment["id"])
    return Reply("Experiment start scheduled successfully.")


@timer("start")
def start_by_itself(call: Call) -> None:
    experiment = call.project.get(EXPERIMENTS.name, call.path["target"])
    if experiment is not None and experiment["status"] == "setup":
        collection.store_change(call, EXPERIMENTS, experiment, {"status": "active"}, "start")


@operation("PUT /experiments/{id}/make_decision")
def make_decision(call: Call) -> Reply:
    """Ships a group. In a layer its values become the layer's defaults, unless the experiment's targeting stays."""
    experiment, verb = _ready(call)
    group = next((found for found in experiment["groups"] if found["id"] == call.body["id"]), None)
    if group is None:
        raise not_found("Group not found.")
    if call.body.get("removeTargeting") or not experiment.get("targetingGateID"):
        _ship_to_layer(call, experiment, group)
    targeting = {"targetingGateID": ""} if call.body.get("removeTargeting") else {}
    changes = {"status": "decision_made", "launchedGroupID": group["id"], "decisionReason": call.body["decisionReason"], **targeting}
    return _move(call, experiment, changes, verb, "Experiment decision made successfully.")


def _ship_to_layer(call: Call, experiment: Document, group: Document) -> None:
    layer = call.project.get("layers", experiment["layerID"])
    if layer is None or layer["isImplicitLayer"]:
        return
    for parameter in layer["parameters"]:
        if parameter["name"] in group["parameterValues"]:
            parameter["defaultValue"] = group["parameterValues"][parameter["name"]]
    call.project.put("layers", layer["id"], layer)


@operation("PUT /experiments/{id}/abandon")
def abandon(call: Call) -> Reply:
    experiment, verb = _ready(call)
    changes = {"status": "abandoned", "decisionReason": call.body["decisionReason"]}
    return _move(call, experiment, changes, verb, "Experiment abandoned successfully.")


@operation("PUT /experiments/{id}/reset")
def reset(call: Call) -> Reply:
    """Back to setup, as if never started."""
    experiment, verb = _ready(call)
    return _move(call, experiment, {"status": "setup"}, verb, "Experiment reset successfully.")


@operation("PUT /experiments/{id}/archive")
def archive(call: Call) -> Reply:
    experiment, verb = _ready(call)
    hidden = {HIDDEN: experiment[HIDDEN] | {"statusBefore": experiment["status"]}}
    return _move(call, experiment, {"status": "archived", **hidden}, verb, "Experiment archived successfully.")


@operation("PUT /experiments/{id}/unarchive")
def unarchive(call: Call) -> Reply:
    """Back to the status from before it was archived."""
    experiment, verb = _ready(call)
    changes: Document = {"status": experiment[HIDDEN].get("statusBefore", "setup")}
    return _move(call, experiment, changes, verb, "Experiment unarchived successfully.")


# What a restarted experiment does not take over from the old one.
OWN: Mapping[str, Any] = {"status": "setup", "decisionReason": None, "launchedGroupID": None}
LEFT_BEHIND = {"id", "layerID", "version", "holdoutIDs", "startTime", "endTime", "decisionTime", HIDDEN}


@operation("POST /experiments/{id}/restart_as_new")
def restart_as_new(call: Call) -> Reply:
    """A new experiment in setup with the old one's design and the given name."""
    experiment, _ = _ready(call)
    design = {name: value for name, value in experiment.items() if name not in LEFT_BEHIND and not name.startswith(("creator", "lastMod"))}
    layer = {} if experiment[HIDDEN].get("implicitLayer") else {"layerID": experiment["layerID"]}
    groups = [{name: value for name, value in group.items() if name != "id"} for group in experiment["groups"]]
    given = {**design, **OWN, **layer, "groups": groups, "name": call.body["name"]}
    created = collection.store_new(call, EXPERIMENTS, given)
    return Reply("Experiment restarted successfully.", created)


@operation("POST /experiments/{id}/enable_groups", "POST /experiments/{id}/disable_groups")
def switch_groups(call: Call) -> Reply:
    """Turns groups of a running experiment on or off, by name."""
    experiment, verb = _ready(call)
    wanted = set(call.body["group_names"])
    unknown = wanted - {group["name"] for group in experiment["groups"]}
    if unknown:
        raise refused(f"Group(s) not found: [{', '.join(sorted(unknown))}]")
    groups = [group | {"disabled": verb == "disable_groups"} if group["name"] in wanted else group for group in experiment["groups"]]
    changed = collection.store_change(call, EXPERIMENTS, experiment, {"groups": groups}, verb)
    return Reply("Experiment groups updated successfully.", changed)
