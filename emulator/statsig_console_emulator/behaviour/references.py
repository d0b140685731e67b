"""The objects that refer to a gate, and earlier versions of gates, configs and experiments."""

from __future__ import annotations

from typing import Any

from statsig_console_emulator import collection
from statsig_console_emulator.behaviour.dynamic_configs import DYNAMIC_CONFIGS
from statsig_console_emulator.behaviour.experiments import EXPERIMENTS, show_listed
from statsig_console_emulator.behaviour.gates import GATES
from statsig_console_emulator.calls import Call, Document, Page
from statsig_console_emulator.dates import day_of
from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.links import GATE_CONDITIONS, condition_targets
from statsig_console_emulator.registry import operation


@operation("GET /gates/{id}/gate_references")
def gates_that_ask(call: Call) -> Page:
    gate = collection.find(call, GATES)["id"]
    found = [other for other in call.project.all(GATES.name) if gate in condition_targets(other, GATE_CONDITIONS)]
    return collection.page_of(call, "Gate references listed successfully.", found)


@operation("GET /gates/{id}/dynamic_config_references")
def configs_that_ask(call: Call) -> Page:
    gate = collection.find(call, GATES)["id"]
    found = [config for config in call.project.all(DYNAMIC_CONFIGS.name) if gate in condition_targets(config, GATE_CONDITIONS)]
    return collection.page_of(call, "Dynamic Config references listed successfully.", found)


@operation("GET /gates/{id}/experiment_references")
def experiments_that_ask(call: Call) -> Page:
    """Experiments whose targeting gate or overrides name the gate."""
    gate = collection.find(call, GATES)["id"]
    found = [experiment for experiment in call.project.all(EXPERIMENTS.name) if gate in _gates_of(call, experiment)]
    return collection.page_of(call, "Experiment references listed successfully.", [show_listed(call, experiment) for experiment in found])


def _gates_of(call: Call, experiment: Document) -> set[Any]:
    overrides = (call.project.get("experiment_overrides", experiment["id"]) or {}).get("overrides", [])
    return {experiment.get("targetingGateID"), *(entry["id"] for entry in overrides if entry["type"] == "gate")}


@operation(*(f"GET /{kind.name}/{{id}}/versions" for kind in (GATES, DYNAMIC_CONFIGS, EXPERIMENTS)))
def list_versions(call: Call) -> Page:
    """The object now and before each write; only the versions of some days, if the query has dates."""
    kind = KINDS[call.operation.path.split("/")[1]]
    document = collection.find(call, kind)
    versions = [document, *call.project.versions(kind.name, document["id"])]
    first, last = call.query.get("startDate", ""), call.query.get("endDate", "9999")
    found = [version for version in versions if first <= day_of(version["lastModifiedTime"]) <= last]
    return collection.page_of(call, f"{kind.label} versions listed successfully.", [kind.show(call, version) for version in found])
