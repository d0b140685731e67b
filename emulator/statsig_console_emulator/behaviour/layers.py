"""Layers: typed parameters with defaults, and the experiments that share them."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS, show_listed
from statsig_console_emulator.calls import Call, Document, Page
from statsig_console_emulator.errors import invalid_field, refused
from statsig_console_emulator.kinds import Kind
from statsig_console_emulator.registry import operation

JSON_TYPES = {"string": str, "number": int | float, "boolean": bool, "object": dict, "array": list}


def prepare(call: Call, before: Document | None, layer: Document, given: Document) -> None:
    layer.setdefault("name", layer["id"])
    for parameter in given.get("parameters", []):
        value, wanted = parameter["defaultValue"], parameter["type"]
        if not isinstance(value, JSON_TYPES[wanted]) or (wanted == "number" and isinstance(value, bool)):
            raise invalid_field("parameters", f"The default value of {parameter['name']} must be of type {wanted}")
    if before and call.operation.name == "POST /layers/{id}":
        kept = {parameter["name"] for parameter in layer["parameters"]}
        dropped = [parameter["name"] for parameter in before["parameters"] if parameter["name"] not in kept]
        if dropped:
            raise invalid_field("parameters", f"Parameter(s) missing: [{', '.join(dropped)}]")


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    if after is None and before is not None:
        if any(experiment["layerID"] == before["id"] for experiment in call.project.all(EXPERIMENTS.name)):
            raise refused("Layer cannot be deleted with experiments still on it")
        call.project.remove("layer_overrides", before["id"])


LAYERS = collection.offer(
    Kind(
        name="layers",
        label="Layer",
        listed="/layers",
        created="/layers",
        item="/layers/{id}",
        page="layers",
        missing="Layer not found.",
        duplicate="Layer name is already in use",
        defaults={
            "description": "",
            "isImplicitLayer": False,
            "parameters": [],
            "targeting_gate_parameter_values": [],
            "holdout_parameter_values": [],
            "tags": [],
            "targetApps": [],
            "holdoutIDs": [],
            "team": None,
        },
        audit={"create": "layer_create", "update": "layer_edit", "delete": "layer_delete"},
        prepare=prepare,
        follow=follow,
    )
)


@operation("GET /layers/{id}/experiments")
def list_experiments(call: Call) -> Page:
    layer = collection.find(call, LAYERS)
    found = [experiment for experiment in call.project.all(EXPERIMENTS.name) if experiment["layerID"] == layer["id"]]
    return collection.page_of(call, "Experiments listed successfully.", [show_listed(call, experiment) for experiment in found])
