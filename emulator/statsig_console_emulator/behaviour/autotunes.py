"""Autotunes: variants, windows that read back in another spelling, start, decision and reset."""

from __future__ import annotations

import copy

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import not_found, refused
from statsig_console_emulator.kinds import Kind
from statsig_console_emulator.registry import operation, timer


def _window(text: str) -> str:
    """A number of hours in the API's own spelling: `1hr`, `24hrs`."""
    hours = text.rstrip("hrs")
    return "1hr" if hours == "1" else f"{hours}hrs"


def prepare(call: Call, before: Document | None, autotune: Document, given: Document) -> None:
    for name in ("explorationWindow", "attributionWindow"):
        autotune[name] = _window(autotune[name])
    if before is None or "variants" in given:
        ids = {variant["name"]: variant["id"] for variant in before["variants"]} if before else {}
        autotune["variants"] = [variant | {"id": ids.get(variant["name"]) or call.sources.token()} for variant in given["variants"]]
    autotune.setdefault("name", autotune["id"])


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    if after is None and before is not None:
        call.project.remove("autotune_overrides", before["id"])


AUTOTUNES = collection.offer(
    Kind(
        name="autotunes",
        label="Autotune Experiment",
        listed="/autotunes",
        created="/autotunes",
        item="/autotunes/{id}",
        missing="Autotune Experiment not found.",
        defaults={
            "description": "",
            "idType": "userID",
            "successEventValue": "",
            "attributionWindowUnit": "hour",
            "higherIsBetter": True,
            "isContextual": False,
            "tags": [],
            "targetApps": [],
            "holdoutIDs": [],
            "team": None,
            "isStarted": False,
            "winner": None,
        },
        audit={
            "create": "autotune_experiment_create",
            "update": "autotune_experiment_edit",
            "delete": "autotune_experiment_delete",
        },
        prepare=prepare,
        follow=follow,
    )
)


@operation("PUT /autotunes/{id}/start")
def start(call: Call) -> Reply:
    autotune = collection.find(call, AUTOTUNES)
    if autotune["winner"]:
        raise refused("Autotune experiment has already finished")
    if autotune["isStarted"]:
        raise refused("Autotune experiment has already started")
    collection.store_change(call, AUTOTUNES, autotune, {"isStarted": True}, "start")
    return Reply("Autotune Experiment started successfully.")


@operation("POST /autotunes/{id}/schedule_start")
def schedule_start(call: Call) -> Reply:
    """Starts the autotune by itself later; a second call moves the time. No read shows it."""
    autotune = collection.find(call, AUTOTUNES)
    if autotune["isStarted"]:
        raise refused("Autotune experiment has already started")
    call.project.unschedule("start_autotune", autotune["id"])
    call.project.schedule(int(call.body["scheduledTime"]), "start_autotune", autotune["id"])
    return Reply("Autotune Experiment start scheduled successfully.")


@timer("start_autotune")
def start_by_itself(call: Call) -> None:
    autotune = call.project.get(AUTOTUNES.name, call.path["target"])
    if autotune is not None and not autotune["isStarted"]:
        collection.store_change(call, AUTOTUNES, autotune, {"isStarted": True}, "start")


@operation("PUT /autotunes/{id}/make_decision")
def make_decision(call: Call) -> Reply:
    """Makes a variant the winner; it is named by ID or by name."""
    autotune = collection.find(call, AUTOTUNES)
    _check_started(autotune)
    if autotune["winner"]:
        raise refused("Autotune experiment has already finished")
    variant = next((found for found in autotune["variants"] if call.body["id"] in (found["id"], found["name"])), None)
    if variant is None:
        raise not_found("Variant not found.")
    winner = {name: copy.copy(variant[name]) for name in ("id", "name")}
    collection.store_change(call, AUTOTUNES, autotune, {"winner": winner}, "make_decision")
    return Reply("Autotune Experiment decision made successfully.")


@operation("PUT /autotunes/{id}/reset")
def reset(call: Call) -> Reply:
    """Takes a finished autotune back to the time before its start."""
    autotune = collection.find(call, AUTOTUNES)
    _check_started(autotune)
    if not autotune["winner"]:
        raise refused("Autotune experiment has not yet finished")
    collection.store_change(call, AUTOTUNES, autotune, {"isStarted": False, "winner": None}, "reset")
    return Reply("Autotune Experiment reset successfully.")


def _check_started(autotune: Document) -> None:
    if not autotune["isStarted"]:
        raise refused("Autotune experiment has not yet started")
