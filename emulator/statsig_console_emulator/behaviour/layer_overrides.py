"""Overrides of layers: gates and segments by condition, IDs by group."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.layers import LAYERS
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.registry import operation

PATH = "/layers/{id}/overrides"
PLACE = "layer_overrides"


def _stored(call: Call) -> Document:
    layer = collection.find(call, LAYERS, call.path["id"])
    return call.project.get(PLACE, layer["id"]) or {"conditionalOverrides": [], "idOverrides": []}


def _saved(call: Call, conditional: list[Document], ids: list[Document]) -> Reply:
    overrides: Document = {"conditionalOverrides": conditional, "idOverrides": ids}
    call.project.put(PLACE, call.path["id"], overrides)
    return Reply("Layer Overrides updated successfully.", overrides)


def _group(entry: Document) -> tuple[object, ...]:
    return tuple(entry.get(name) for name in ("groupName", "idType", "environment", "experimentName"))


@operation(f"GET {PATH}")
def read(call: Call) -> Reply:
    return Reply("Layer Overrides read successfully.", _stored(call))


@operation(f"POST {PATH}")
def replace(call: Call) -> Reply:
    _stored(call)
    return _saved(call, call.body["conditionalOverrides"], call.body["idOverrides"])


@operation(f"PATCH {PATH}")
def add(call: Call) -> Reply:
    """Adds overrides and IDs that are not there yet."""
    stored = _stored(call)
    conditional = [*stored["conditionalOverrides"]]
    conditional += [entry for entry in call.body["conditionalOverrides"] if entry not in conditional]
    ids = [dict(entry) for entry in stored["idOverrides"]]
    for entry in call.body["idOverrides"]:
        same = next((other for other in ids if _group(other) == _group(entry)), None)
        if same is None:
            ids.append(entry)
        else:
            same["ids"] = list(dict.fromkeys([*same["ids"], *entry["ids"]]))
    return _saved(call, conditional, ids)


@operation(f"DELETE {PATH}", body_of=f"POST {PATH}")
def remove(call: Call) -> Reply:
    """Removes the listed overrides and leaves the rest; without a body, all of them."""
    stored = _stored(call)
    if call.body is None or not call.options.override_deletes_heed_bodies:
        return _saved(call, [], [])
    conditional = [entry for entry in stored["conditionalOverrides"] if entry not in call.body["conditionalOverrides"]]
    ids: list[Document] = []
    for entry in stored["idOverrides"]:
        gone = {found for other in call.body["idOverrides"] if _group(other) == _group(entry) for found in other["ids"]}
        ids.append({**entry, "ids": [found for found in entry["ids"] if found not in gone]})
    return _saved(call, conditional, [entry for entry in ids if entry["ids"]])


@operation(f"DELETE {PATH}/conditional/{{type}}/{{name}}")
def remove_conditional(call: Call) -> Reply:
    """Takes out one gate or segment; without an environment, the override for all environments."""
    stored, wanted = _stored(call), {"environment": None, **call.query, **{name: call.path[name] for name in ("type", "name")}}

    def meant(entry: Document) -> bool:
        return all(entry.get(name) == wanted[name] for name in ("type", "name", "experimentName", "groupName", "environment"))

    return _saved(call, [entry for entry in stored["conditionalOverrides"] if not meant(entry)], stored["idOverrides"])


@operation(f"DELETE {PATH}/userID/{{userID}}")
def remove_unit(call: Call) -> Reply:
    """Takes one ID out of one bucket, whose unit type is the experiment's by default."""
    stored = _stored(call)
    own = (call.project.get("experiments", call.query["experimentName"]) or {}).get("idType")
    wanted = {"environment": None, **call.query, "idType": call.query.get("idType") or own}
    ids: list[Document] = []
    for entry in stored["idOverrides"]:
        bucket = {**entry, "idType": entry.get("idType") or own}
        meant = all(bucket.get(name) == wanted[name] for name in ("groupName", "experimentName", "idType", "environment"))
        ids.append({**entry, "ids": [found for found in entry["ids"] if not (meant and found == call.path["userID"])]})
    return _saved(call, stored["conditionalOverrides"], [entry for entry in ids if entry["ids"]])
