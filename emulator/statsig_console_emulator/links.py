"""The references between a project's objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .documents import Document, is_list, objects_in
from .store import ProjectStore

GATE_CONDITIONS = frozenset({"passes_gate", "fails_gate"})
SEGMENT_CONDITIONS = frozenset({"passes_segment", "fails_segment"})
MEMBERS = {"gateIDs": "gates", "experimentIDs": "experiments", "layerIDs": "layers"}
STORE_REFERENCES = {
    "gate_name": "gates",
    "config_name": "dynamic_configs",
    "experiment_name": "experiments",
    "layer_name": "layers",
}


@dataclass(frozen=True)
class Link:
    """A reference from one object to another; `how` is its verb."""

    source_kind: str
    source: str
    how: str
    target_kind: str
    target: str


def condition_targets(document: Document, types: frozenset[str]) -> Iterator[Any]:
    """The targets of a gate's, config's or segment's conditions of these types."""
    for rule in objects_in(document, "rules"):
        for condition in objects_in(rule, "conditions"):
            if condition["type"] in types:
                targets = condition.get("targetValue")
                yield from targets if is_list(targets) else [targets]


def links(project: ProjectStore) -> list[Link]:
    """Every reference between the project's objects, whether or not its target exists."""
    return [link for kind, find in FINDERS.items() for document in project.all(kind) for link in find(kind, document)]


def _of_rules(kind: str, document: Document) -> Iterator[Link]:
    for types, target_kind in ((GATE_CONDITIONS, "gates"), (SEGMENT_CONDITIONS, "segments")):
        for target in dict.fromkeys(map(str, condition_targets(document, types))):
            yield Link(kind, document["id"], "asks", target_kind, target)
    if document.get("releasePipelineID"):
        yield Link(kind, document["id"], "is released by", "release_pipelines", document["releasePipelineID"])


def _of_experiment(kind: str, experiment: Document) -> Iterator[Link]:
    if experiment.get("targetingGateID"):
        yield Link(kind, experiment["id"], "is targeted by", "gates", experiment["targetingGateID"])
    if not (experiment.get("layerID") or "statsig::").startswith("statsig::"):
        yield Link(kind, experiment["id"], "is in", "layers", experiment["layerID"])
    for name in ("primaryMetrics", "secondaryMetrics"):
        for metric in objects_in(experiment, name):
            yield Link(kind, experiment["id"], "measures", "metrics", f"{metric['name']}::{metric['type']}")


def _of_holdout(kind: str, holdout: Document) -> Iterator[Link]:
    for name, target_kind in MEMBERS.items():
        for target in holdout[name]:
            yield Link(kind, holdout["id"], "holds out", target_kind, target)


def _of_param_store(kind: str, store: Document) -> Iterator[Link]:
    for parameter in store["parameters"]:
        for name, target_kind in STORE_REFERENCES.items():
            if name in parameter:
                yield Link(kind, store["name"], "reads", target_kind, parameter[name])


FINDERS = {
    "gates": _of_rules,
    "dynamic_configs": _of_rules,
    "segments": _of_rules,
    "experiments": _of_experiment,
    "holdouts": _of_holdout,
    "param_stores": _of_param_store,
}
