"""Overrides of experiments and autotunes: which group (or variant) a gate, a segment or a unit gets.

Experiments are written with `id` and read with `name`; autotunes say `id` both times.
"""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.autotunes import AUTOTUNES
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid_field
from statsig_console_emulator.kinds import Kind
from statsig_console_emulator.registry import operation

PATHS = ("/experiments/{id}/overrides", "/autotunes/{id}/overrides")
PLACES = {EXPERIMENTS.name: "experiment_overrides", AUTOTUNES.name: "autotune_overrides"}
MAX_OVERRIDES = 1000
MAX_IDS = 1000


def _kind(call: Call) -> Kind:
    return EXPERIMENTS if call.operation.path.startswith("/experiments/") else AUTOTUNES


def _owner(call: Call) -> Document:
    return collection.find(call, _kind(call), call.path["id"])


def _stored(call: Call) -> Document:
    return call.project.get(PLACES[_kind(call).name], _owner(call)["id"]) or {"overrides": [], "userIDOverrides": []}


def _saved(call: Call, overrides: Document) -> Reply:
    if len(overrides["overrides"]) > MAX_OVERRIDES:
        raise invalid_field("overrides", f"Array must contain at most {MAX_OVERRIDES} element(s)")
    if any(len(entry["ids"]) > MAX_IDS for entry in overrides["userIDOverrides"]):
        raise invalid_field("userIDOverrides", f"Array must contain at most {MAX_IDS} element(s)")
    kind = _kind(call)
    call.project.put(PLACES[kind.name], _owner(call)["id"], overrides)
    return _shown(call, overrides, f"{kind.label} Overrides updated successfully.")


def _shown(call: Call, overrides: Document, message: str) -> Reply:
    """The answer of an operation. Experiments have the gate or segment as `name` in answers, and as `id` in writes."""
    if _kind(call) is AUTOTUNES:
        return Reply(message, overrides)
    shown = [{"name" if name == "id" else name: value for name, value in entry.items()} for entry in overrides["overrides"]]
    return Reply(message, overrides | {"overrides": shown})


def _group(entry: Document) -> tuple[object, ...]:
    return entry["groupID"], entry.get("environment"), entry.get("unitType")


def _same(one: Document, other: Document) -> bool:
    return all(one.get(name) == other.get(name) for name in ("type", "id", "environment"))


@operation(*(f"GET {path}" for path in PATHS))
def read(call: Call) -> Reply:
    return _shown(call, _stored(call), f"{_kind(call).label} Overrides read successfully.")


@operation(*(f"POST {path}" for path in PATHS))
def replace(call: Call) -> Reply:
    _stored(call)
    return _saved(call, call.body)


@operation(*(f"PATCH {path}" for path in PATHS))
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


def _remove(call: Call) -> Reply:
    """Removes the listed overrides and leaves the rest; without a body, all of them."""
    stored = _stored(call)
    if call.body is None or not call.options.override_deletes_heed_bodies:
        return _saved(call, {"overrides": [], "userIDOverrides": []})
    kept = [entry for entry in stored["overrides"] if not any(_same(entry, other) for other in call.body["overrides"])]
    users: list[Document] = []
    for entry in stored["userIDOverrides"]:
        gone = {found for other in call.body["userIDOverrides"] if _group(other) == _group(entry) for found in other["ids"]}
        users.append({**entry, "ids": [found for found in entry["ids"] if found not in gone]})
    return _saved(call, {"overrides": kept, "userIDOverrides": [entry for entry in users if entry["ids"]]})


for path in PATHS:
    operation(f"DELETE {path}", body_of=f"POST {path}")(_remove)


@operation(*(f"DELETE {path}/conditional/{{type}}/{{name}}" for path in PATHS))
def remove_conditional(call: Call) -> Reply:
    """Takes out one gate or segment; without an environment, the override for all environments."""
    stored, wanted = _stored(call), {"environment": None, **call.query, "type": call.path["type"], "id": call.path["name"]}

    def meant(entry: Document) -> bool:
        return all(entry.get(name) == wanted[name] for name in ("type", "id", "groupID", "environment"))

    return _saved(call, stored | {"overrides": [entry for entry in stored["overrides"] if not meant(entry)]})


@operation(*(f"DELETE {path}/userID/{{userID}}" for path in PATHS))
def remove_unit(call: Call) -> Reply:
    """Takes one ID out of one bucket, whose unit type is the owner's by default."""
    stored, own = _stored(call), _owner(call)["idType"]
    wanted = call.query["groupID"], call.query.get("environment"), call.query.get("unitType") or own
    users: list[Document] = []
    for entry in stored["userIDOverrides"]:
        bucket = entry["groupID"], entry.get("environment"), entry.get("unitType") or own
        gone = {call.path["userID"]} if bucket == wanted else set[str]()
        users.append({**entry, "ids": [found for found in entry["ids"] if found not in gone]})
    return _saved(call, stored | {"userIDOverrides": [entry for entry in users if entry["ids"]]})
