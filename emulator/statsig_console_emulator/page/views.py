"""What the page shows, as plain values: nothing here knows HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote

from statsig_console_emulator.dates import moment
from statsig_console_emulator.documents import Document, is_list, objects_in
from statsig_console_emulator.journal import Entry
from statsig_console_emulator.kinds import HIDDEN, KINDS
from statsig_console_emulator.links import Link, links
from statsig_console_emulator.store import ProjectStore, fingerprint

# A section shows so many objects; the API's lists have the rest.
SHOWN = 200


@dataclass(frozen=True)
class Bar:
    """A share of a whole, 0–100, from `start` on."""

    label: str
    share: float
    start: float = 0


@dataclass(frozen=True)
class Row:
    """One object in a section. `name` addresses its page; keys have none."""

    name: str
    title: str
    status: str = ""
    facts: Sequence[str] = ()
    bars: Sequence[Bar] = ()
    stacked: bool = False


@dataclass(frozen=True)
class Section:
    kind: str
    title: str
    rows: Sequence[Row]
    total: int


@dataclass(frozen=True)
class LogLine:
    """One request in words."""

    number: int
    time: str
    method: str
    path: str
    status: int
    milliseconds: float
    fault: str
    level: str = field(default="ok")

    def describe(self) -> dict[str, Any]:
        return asdict(self)


def readable_time(milliseconds: float | None) -> str:
    return moment(milliseconds).strftime("%Y-%m-%d %H:%M:%S") if milliseconds is not None else "–"


def object_path(project: str, kind: str, name: str) -> str:
    """Where an object's page is; names may hold anything."""
    return f"/projects/{quote(project, safe='')}/{quote(kind, safe='')}/{quote(name, safe='')}"


def _conditions(rule: Document) -> str:
    """The rule's conditions as one readable line."""
    texts: list[str] = []
    for condition in objects_in(rule, "conditions"):
        target = condition.get("targetValue")
        values = ", ".join(map(str, target)) if is_list(target) else "" if target is None else str(target)
        what = condition.get("field") or condition.get("customID") or condition["type"]
        texts.append(" ".join(part for part in (what, condition.get("operator") or "", values) if part))
    return " and ".join(texts) or "everyone"


def _rule_bars(document: Document) -> list[Bar]:
    return [Bar(f"{rule['name']}: {_conditions(rule)}", rule["passPercentage"]) for rule in objects_in(document, "rules")]


def _gate(gate: Document) -> Row:
    facts = [*gate["tags"], gate["idType"], gate["type"].lower()]
    return Row(gate["id"], gate["name"], gate["status"], facts, _rule_bars(gate))


def _config(config: Document) -> Row:
    return Row(config["id"], config["name"], config["status"], [*config["tags"], config["idType"]], _rule_bars(config))


def _experiment(experiment: Document) -> Row:
    bars: list[Bar] = []
    start = 0.0
    for group in experiment["groups"]:
        share = group["size"] * experiment["allocation"] / 100
        bars.append(Bar(f"{group['name']} {group['size']:g} %", share, start))
        start += share
    facts = [*experiment["tags"], f"allocation {experiment['allocation']:g} %", f"layer {experiment['layerID']}"]
    return Row(experiment["id"], experiment["name"], experiment["status"], facts, bars, stacked=True)


def _segment(segment: Document) -> Row:
    facts = [segment["type"], f"{segment['count']} IDs"] if segment["type"] != "rule_based" else [segment["type"]]
    return Row(segment["id"], segment["name"], "" if segment["isEnabled"] else "archived", facts, _rule_bars(segment))


def _layer(layer: Document) -> Row:
    facts = [f"{parameter['name']}: {json.dumps(parameter['defaultValue'])}" for parameter in layer["parameters"]]
    return Row(layer["id"], layer["name"], "implicit" if layer["isImplicitLayer"] else "", facts)


def _holdout(holdout: Document) -> Row:
    members = sum(len(holdout[name]) for name in ("gateIDs", "experimentIDs", "layerIDs"))
    bar = Bar("held out", holdout["passPercentage"])
    return Row(holdout["id"], holdout["name"], "enabled" if holdout["isEnabled"] else "disabled", [f"{members} members"], [bar])


def _ingestion(source: Document) -> Row:
    data = source["data"]
    title = f"{source['type']} / {data['dataset']} / {data['source_name']}"
    name = "/".join((source["type"], source[HIDDEN].get("dataset", data["dataset"]), data["source_name"]))
    return Row(name, title, "enabled" if source["enabled"] else "disabled", [data["query"]] if data.get("query") else [])


def _key(key: Document) -> Row:
    return Row("", fingerprint(key["key"]), key["status"], [key["type"], key["description"], *key["scopes"]])


def _trigger(trigger: Document) -> Row:
    facts = [str(trigger.get("gateID") or trigger.get("dynamicConfigID")), f"phase {trigger['currentPhase']}"]
    return Row(trigger["id"], trigger["id"], trigger["status"], facts)


def _named(key: str) -> Callable[[Document], Row]:
    def row(document: Document) -> Row:
        return Row(document[key], document.get("name") or document[key], "", [str(document.get("description") or "")])

    return row


SECTIONS: dict[str, tuple[str, Callable[[Document], Row]]] = {
    "gates": ("Gates", _gate),
    "dynamic_configs": ("Dynamic configs", _config),
    "experiments": ("Experiments", _experiment),
    "layers": ("Layers", _layer),
    "holdouts": ("Holdouts", _holdout),
    "segments": ("Segments", _segment),
    "metrics": ("Metrics", _named("id")),
    "ingestion": ("Ingestions", _ingestion),
    "param_stores": ("Parameter stores", _named("name")),
    "release_pipelines": ("Release pipelines", _named("id")),
    "release_pipeline_triggers": ("Releases under way", _trigger),
    "keys": ("Keys", _key),
    "tags": ("Tags", _named("id")),
    "teams": ("Teams", _named("id")),
}
WITHOUT_PAGE = {"keys"}


def counts(project: ProjectStore) -> list[tuple[str, int]]:
    """(title, number of objects) of each kind that the project has."""
    found = [(title, project.count(kind)) for kind, (title, _) in SECTIONS.items()]
    return [(title, count) for title, count in found if count]


def sections(project: ProjectStore) -> list[Section]:
    """The project's objects by kind; kinds without objects are left out."""
    found: list[Section] = []
    for kind, (title, row) in SECTIONS.items():
        total = project.count(kind)
        if total:
            found.append(Section(kind, title, [row_of(kind, row, document) for document in project.slice(kind, 0, SHOWN)], total))
    return found


def row_of(kind: str, row: Callable[[Document], Row], document: Document) -> Row:
    """The object as a row; no more than its name, where a seed has left out what the row shows."""
    try:
        return row(document)
    except KeyError:
        name = str(document.get(KINDS[kind].key if kind in KINDS else "id", ""))
        return Row(name, str(document.get("name") or name))


def details(project: ProjectStore, kind: str, name: str, document: Document) -> dict[str, Any]:
    """One object: its row, its fields as JSON, what it refers to and what refers to it."""
    found = links(project)
    shown = {key: value for key, value in document.items() if key != HIDDEN}
    return {
        "row": row_of(kind, SECTIONS[kind][1], document),
        "title": SECTIONS[kind][0],
        "json": json.dumps(shown, indent=2, ensure_ascii=False),
        "document": document,
        "outgoing": [link for link in found if (link.source_kind, link.source) == (kind, name)],
        "incoming": [link for link in found if (link.target_kind, link.target) == (kind, name)],
        "versions": len(project.versions(kind, name)) + 1,
    }


def log_lines(entries: Sequence[Entry]) -> list[LogLine]:
    """Requests, the latest first."""
    return [
        LogLine(
            entry.number,
            readable_time(entry.time),
            entry.method,
            entry.path,
            entry.status,
            round(entry.milliseconds, 1),
            entry.fault or ("dry run" if entry.dry_run else ""),
            "bad" if entry.status >= 500 else "refused" if entry.status >= 400 else "ok",
        )
        for entry in reversed(entries)
    ]


__all__ = ["Bar", "Link", "LogLine", "Row", "Section", "counts", "details", "log_lines", "object_path", "readable_time", "sections"]
