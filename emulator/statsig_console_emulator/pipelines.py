"""Release pipelines at work: a rule change of a gate or config with a pipeline is held back and released phase by phase.

Reads show the old rules until the last phase is over. This API does not show what a phase does to users in between.
"""

from __future__ import annotations

from .calls import Call, Document
from .kinds import HIDDEN, Kind
from .registry import timer

PIPELINES = "release_pipelines"
TRIGGERS = "release_pipeline_triggers"
OVER = {"COMPLETED", "ABORTED"}


def hold_back(call: Call, kind: Kind, before: Document | None, document: Document) -> None:
    """If the object has a pipeline with phases, starts a trigger instead of letting changed rules take effect."""
    if before is None or not document.get("releasePipelineID") or document["rules"] == before["rules"]:
        return
    pipeline = call.project.get(PIPELINES, document["releasePipelineID"])
    if pipeline is None or not pipeline["phases"]:
        return
    for running in call.project.all(TRIGGERS):
        if running["status"] not in OVER and running[HIDDEN]["object"] == [kind.name, document["id"]]:
            end(call, running, "ABORTED", "ABORTED")
    _start(call, kind, pipeline, document)
    document["rules"] = before["rules"]


def _start(call: Call, kind: Kind, pipeline: Document, document: Document) -> None:
    trigger: Document = {
        "id": call.sources.token(),
        "releasePipelineID": pipeline["id"],
        "actions": [],
        "creatorID": call.actor.id,
        "createdTime": call.now,
        "description": "",
        {"gates": "gateID"}.get(kind.name, "dynamicConfigID"): document["id"],
        "status": "IN_PROGRESS",
        HIDDEN: {"object": [kind.name, document["id"]], "rules": document["rules"], "phases": pipeline["phases"]},
    }
    enter(call, trigger, pipeline["phases"][0], approved=False)
    note(call, trigger, "STARTED", pipeline["phases"][0]["id"])
    call.project.put(TRIGGERS, trigger["id"], trigger)


def note(call: Call, trigger: Document, action: str, phase: str) -> None:
    """Adds to the trigger's history of actions."""
    trigger["actions"] = [
        *trigger["actions"],
        {"type": action, "timeMs": call.now, "phaseID": phase, "actorID": call.actor.id, "actorName": call.actor.name},
    ]
    trigger |= {"lastModifierID": call.actor.id, "lastModifierName": call.actor.name}


def enter(call: Call, trigger: Document, phase: Document, *, approved: bool) -> None:
    """Makes a phase the current one. A phase that needs a review waits for it; any other starts to run."""
    call.project.unschedule("phase", trigger["id"])
    waiting = phase["requiredReview"] and not approved
    ends = None if waiting else call.now + int(phase["timeIntervalMs"])
    trigger |= {
        "status": "WAITING_FOR_REVIEW" if waiting else "IN_PROGRESS",
        "currentPhase": phase["name"],
        "currentPhaseID": phase["id"],
        "currentPhaseEndTime": ends,
    }
    if ends is not None:
        call.project.schedule(ends, "phase", trigger["id"])


def advance(call: Call, trigger: Document) -> None:
    """Goes on to the next phase; after the last one the rules take effect."""
    phases: list[Document] = trigger[HIDDEN]["phases"]
    names = [phase["id"] for phase in phases]
    following = names.index(trigger["currentPhaseID"]) + 1
    if following < len(phases):
        enter(call, trigger, phases[following], approved=False)
    else:
        complete(call, trigger)


def complete(call: Call, trigger: Document) -> None:
    """Lets the held-back rules take effect."""
    kind, key = trigger[HIDDEN]["object"]
    document = call.project.get(kind, key)
    if document is not None:
        call.project.add_version(kind, key, document["version"], document)
        document |= {"rules": trigger[HIDDEN]["rules"], "version": document["version"] + 1, "lastModifiedTime": call.now}
        call.project.put(kind, key, document)
    end(call, trigger, "COMPLETED", None)


def end(call: Call, trigger: Document, status: str, action: str | None) -> None:
    """Puts the trigger into a final status and stores it."""
    call.project.unschedule("phase", trigger["id"])
    if action:
        note(call, trigger, action, trigger["currentPhaseID"])
    trigger |= {"status": status, "currentPhase": None, "currentPhaseID": None, "currentPhaseEndTime": None}
    call.project.put(TRIGGERS, trigger["id"], trigger)


@timer("phase")
def phase_is_over(call: Call) -> None:
    trigger = call.project.get(TRIGGERS, call.path["target"])
    if trigger is not None and trigger["status"] == "IN_PROGRESS":
        advance(call, trigger)
        call.project.put(TRIGGERS, trigger["id"], trigger)
