"""Overrides of experiments: which group a gate, a segment or a unit gets. Written with `id`, read with `name`."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid_field
from statsig_console_emulator.registry import operation

PATH = "/experiments/{id}/overrides"
PLACE = "experiment_overrides"
MAX_OVERRIDES = 1000
MAX_IDS = 1000


def _stored(call: Call) -> Document:
    experiment = collection.find(call, EXPERIMENTS)
    return call.project.get(PLACE, experiment["id"]) or {"overrides": [], "userIDOverrides": []}


def _saved(call: Call, overrides: Document) -> Reply:
    if len(overrides["overrides"]) > MAX_OVERRIDES:
        raise invalid_field("overrides", f"Array must contain at most {MAX_OVERRIDES} element(s)")
    if any(len(entry["ids"]) > MAX_IDS for entry in overrides["userIDOverrides"]):
        raise invalid_field("userIDOverrides", f"Array must contain at most {MAX_IDS} element(s)")
    call.project.put(PLACE, collection.target(call), overrides)
    return _shown(overrides, "Experiment Overrides updated successfully.")


def _shown(overrides: Document, message: str) -> Reply:
    """Reads name the gate or segment by `name`, where writes say `id`."""
    shown = [{"name" if name == "id" else name: value for name, value in entry.items()} for entry in overrides["overrides"]]
    return Reply(message, overrides | {"overrides": shown})


def _group(entry: Document) -> tuple[object, ...]:
    return entry["groupID"], entry.get("environment"), entry.get("unitType")


def _same(one: Document, other: Document) -> bool:
    return all(one.get(name) == other.get(name) for name in ("type", "id", "environment"))


@operation(f"GET {PATH}")
def read(call: Call) -> Reply:
    return _shown(_stored(call), "Experiment Overrides read successfully.")


@operation(f"POST {PATH}")
def replace(call: Call) -> Reply:
    _stored(call)
    return _saved(call, call.body)


@operation(f"PATCH {PATH}")
def add(call: Call) -> Reply:
    """Adds overrides; a gate, segment or ID that had another group gets the new one."""
    stored, given = _stored(call), call.body
    kept = [entry for entry in stored["overrides"] if not any(_same(entry, other) for other in given["overrides"])]
    users = [dict(entry) for entry in stored["userIDOverrides"]]
    for entry in given["userIDOverrides"]:
        for other in users:
            if (other.get("environment"), other.get("unitType")) == (entry.get("environment"), entry.get("unitType")):
                other["ids"] = [found for found in other["ids"] if found not in entry["ids"]]
        same = next((other for other in users if _group(other) == _group(entry)), None)
        if same is None:
            users.append({**entry, "ids": list(dict.fromkeys(entry["ids"]))})
        else:
            same["ids"] = list(dict.fromkeys([*same["ids"], *entry["ids"]]))
    return _saved(call, {"overrides": [*kept, *given["overrides"]], "userIDOverrides": [entry for entry in users if entry["ids"]]})


@operation(f"DELETE {PATH}", body_of=f"POST {PATH}")
def remove(call: Call) -> Reply:
    """Removes the listed overrides and leaves the rest; without a body, all of them."""
    stored = _stored(call)
    if call.body is None:
        return _saved(call, {"overrides": [], "userIDOverrides": []})
    kept = [entry for entry in stored["overrides"] if not any(_same(entry, other) for other in call.body["overrides"])]
    users: list[Document] = []
    for entry in stored["userIDOverrides"]:
        gone = {found for other in call.body["userIDOverrides"] if _group(other) == _group(entry) for found in other["ids"]}
        users.append({**entry, "ids": [found for found in entry["ids"] if found not in gone]})
    return _saved(call, {"overrides": kept, "userIDOverrides": [entry for entry in users if entry["ids"]]})
