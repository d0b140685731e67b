"""Release pipelines and their triggers. Triggers start with a held-back rule change (see `pipelines`), never through the API."""

from __future__ import annotations

import copy

from statsig_console_emulator import collection, pipelines
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.dates import day_of
from statsig_console_emulator.documents import objects_in
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import HIDDEN, Kind, equals, server_made
from statsig_console_emulator.pipelines import OVER, TRIGGERS
from statsig_console_emulator.registry import operation
from statsig_console_emulator.rules import check_conditions

FILTERS = {name: equals(name) for name in ("releasePipelineID", "gateID", "dynamicConfigID", "status")}


def prepare(call: Call, before: Document | None, pipeline: Document, given: Document) -> None:
    if before and any(t["releasePipelineID"] == before["id"] and t["status"] not in OVER for t in call.project.all(TRIGGERS)):
        raise refused("Release pipelines with active rollouts cannot be modified")
    if pipeline.get("triggerNotice") is None:
        pipeline.pop("triggerNotice", None)
    old = objects_in(before or {}, "phases")
    known = {phase["id"] for phase in old}
    rules = {rule["id"] for phase in old for rule in objects_in(phase, "rules")}
    for phase in pipeline["phases"]:
        check_conditions(call, phase["rules"], "phases")
        phase["id"] = phase["id"] if phase.get("id") in known else call.sources.token()
        for rule in phase["rules"]:
            rule["id"] = rule["id"] if rule.get("id") in rules else call.sources.token()
            rule.setdefault("environments", None)


collection.offer(
    Kind(
        name=pipelines.PIPELINES,
        label="Release Pipeline",
        listed="/release_pipelines",
        created="/release_pipelines",
        item="/release_pipelines/{id}",
        identify=server_made,
        missing="Release pipeline not found.",
        partial_post=True,
        defaults={"phases": []},
        audit={"create": "release_pipeline_create", "update": "release_pipeline_update", "delete": "release_pipeline_delete"},
        prepare=prepare,
    )
)


@operation("GET /release_pipeline_triggers")
def list_triggers(call: Call) -> Page:
    return collection.page_of(
        call, "Triggers listed successfully.", [found for found in call.project.all(TRIGGERS) if _wanted(call, found)]
    )


def _wanted(call: Call, trigger: Document) -> bool:
    query = call.query
    if not all(FILTERS[name](call, value, trigger) for name, value in query.items() if name in FILTERS):
        return False
    created = day_of(trigger["createdTime"])
    within: bool = query.get("startDate", created)[:10] <= created <= query.get("endDate", created)[:10]
    return within


def _trigger(call: Call) -> Document:
    trigger = call.project.get(TRIGGERS, call.path["id"])
    if trigger is None:
        raise not_found("Release pipeline trigger not found.")
    return trigger


@operation("GET /release_pipeline_triggers/{id}")
def read_trigger(call: Call) -> Reply:
    return Reply("Trigger read successfully.", _trigger(call))


def _running(call: Call) -> Document:
    """The trigger. Raises `ApiError` 400 if it is over, or if the caller names another phase than the current one."""
    trigger = copy.deepcopy(_trigger(call))
    if trigger["status"] in OVER:
        raise refused(f"Release pipeline trigger is already {trigger['status'].lower()}")
    if call.body is not None and call.body["phaseID"] != trigger["currentPhaseID"]:
        raise refused("The provided phase is not the current phase")
    return trigger


def _phase(trigger: Document) -> Document:
    phases: list[Document] = trigger[HIDDEN]["phases"]
    return next(phase for phase in phases if phase["id"] == trigger["currentPhaseID"])


def _moved(call: Call, trigger: Document, action: str, phase: str) -> Reply:
    pipelines.note(call, trigger, action, phase)
    call.project.put(TRIGGERS, trigger["id"], trigger)
    return Reply("Trigger updated successfully.", trigger)


@operation("PUT /release_pipeline_triggers/{id}/approve")
def approve(call: Call) -> Reply:
    """Starts the current phase, which waits for a review."""
    trigger = _running(call)
    if trigger["status"] != "WAITING_FOR_REVIEW":
        raise refused("The current phase does not wait for a review")
    pipelines.enter(call, trigger, _phase(trigger), approved=True)
    return _moved(call, trigger, "APPROVED_FOR", trigger["currentPhaseID"])


@operation("PUT /release_pipeline_triggers/{id}/pause")
def pause(call: Call) -> Reply:
    """Stops the clock of the current phase."""
    trigger = _running(call)
    if trigger["status"] != "IN_PROGRESS":
        raise refused("Only a release pipeline trigger in progress can be paused")
    call.project.unschedule("phase", trigger["id"])
    trigger |= {"status": "PAUSED", "currentPhaseEndTime": None}
    return _moved(call, trigger, "PAUSED", trigger["currentPhaseID"])


@operation("PUT /release_pipeline_triggers/{id}/unpause")
def unpause(call: Call) -> Reply:
    """Lets the clock of the current phase run again, from its start."""
    trigger = _running(call)
    if trigger["status"] != "PAUSED":
        raise refused("Only a paused release pipeline trigger can be unpaused")
    pipelines.enter(call, trigger, _phase(trigger), approved=True)
    return _moved(call, trigger, "UNPAUSED", trigger["currentPhaseID"])


@operation("PUT /release_pipeline_triggers/{id}/skip")
def skip(call: Call) -> Reply:
    """Goes on to the next phase at once."""
    trigger = _running(call)
    phase = trigger["currentPhaseID"]
    pipelines.advance(call, trigger)
    return _moved(call, trigger, "SKIPPED", phase)


@operation("PUT /release_pipeline_triggers/{id}/rollout")
def roll_out(call: Call) -> Reply:
    """Lets the held-back rules take effect for everybody at once."""
    trigger = _running(call)
    phase = trigger["currentPhaseID"]
    pipelines.complete(call, trigger)
    return _moved(call, trigger, "FULL_ROLL_OUT", phase)


@operation("PUT /release_pipeline_triggers/{id}/abort")
def abort(call: Call) -> Reply:
    """Drops the held-back rules; there is no way back."""
    trigger = _running(call)
    pipelines.end(call, trigger, "ABORTED", "ABORTED")
    return Reply("Trigger updated successfully.", trigger)
