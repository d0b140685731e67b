"""The content of the page as plain values, without HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote

from statsig_console_emulator.dates import moment
from statsig_console_emulator.documents import Document, is_list, is_object, objects_in
from statsig_console_emulator.journal import Entry
from statsig_console_emulator.kinds import HIDDEN
from statsig_console_emulator.links import Link, links
from statsig_console_emulator.page.changes import KEYS, changes
from statsig_console_emulator.pipelines import TRIGGERS
from statsig_console_emulator.store import ProjectStore, fingerprint

# The most objects that a section shows; the API's lists have the rest.
SHOWN = 200


@dataclass(frozen=True)
class Bar:
    """A share of a whole, 0–100, from `start` on."""

    label: str
    share: float
    start: float = 0


@dataclass(frozen=True)
class Row:
    """One object in a section. `name` addresses its page; that of a key is its fingerprint."""

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
    """The path of an object's page; names may have any character."""
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


def _gate(name: str, gate: Document) -> Row:
    facts = [*gate["tags"], gate["idType"], gate["type"].lower()]
    return Row(name, gate["name"], gate["status"], facts, _rule_bars(gate))


def _config(name: str, config: Document) -> Row:
    return Row(name, config["name"], config["status"], [*config["tags"], config["idType"]], _rule_bars(config))


def _experiment(name: str, experiment: Document) -> Row:
    bars: list[Bar] = []
    start = 0.0
    for group in experiment["groups"]:
        share = group["size"] * experiment["allocation"] / 100
        bars.append(Bar(f"{group['name']} {group['size']:g} %", share, start))
        start += share
    facts = [*experiment["tags"], f"allocation {experiment['allocation']:g} %", f"layer {experiment['layerID']}"]
    return Row(name, experiment["name"], experiment["status"], facts, bars, stacked=True)


def _autotune(name: str, autotune: Document) -> Row:
    winner = next((variant["name"] for variant in autotune["variants"] if variant["id"] == autotune["winner"]), None)
    status = f"won by {winner}" if winner else "active" if autotune["isStarted"] else "setup"
    return Row(name, autotune["name"], status, [*autotune["tags"], *(variant["name"] for variant in autotune["variants"])])


def _segment(name: str, segment: Document) -> Row:
    facts = [segment["type"], f"{segment['count']} IDs"] if segment["type"] != "rule_based" else [segment["type"]]
    return Row(name, segment["name"], "" if segment["isEnabled"] else "archived", facts, _rule_bars(segment))


def _layer(name: str, layer: Document) -> Row:
    facts = [f"{parameter['name']}: {json.dumps(parameter['defaultValue'])}" for parameter in layer["parameters"]]
    return Row(name, layer["name"], "implicit" if layer["isImplicitLayer"] else "", facts)


def _holdout(name: str, holdout: Document) -> Row:
    members = sum(len(holdout[field]) for field in ("gateIDs", "experimentIDs", "layerIDs"))
    bar = Bar("held out", holdout["passPercentage"])
    return Row(name, holdout["name"], "enabled" if holdout["isEnabled"] else "disabled", [f"{members} members"], [bar])


def _alert(name: str, alert: Document) -> Row:
    muted = "muted" if alert["activeMuteSchedules"] else alert["status"]
    return Row(name, alert["name"], muted, [alert["priority"], *alert["tags"], f"{alert['condition']} than {alert['alertThreshold']:g}"])


def _alert_event(name: str, event: Document) -> Row:
    return Row(name, event["title"] or name, event["eventType"], [event["alert"], event["message"]])


def _dashboard(name: str, dashboard: Document) -> Row:
    return Row(name, dashboard["name"], "", [str(dashboard["description"] or ""), f"{len(dashboard['widgets'])} widgets"])


def _source(name: str, source: Document) -> Row:
    columns = [mapping["statsigUnitID"] for mapping in objects_in(source, "idTypeMapping")]
    return Row(
        name, name, "verified" if source.get("isVerified") else "", [str(source.get("tableName") or source.get("sql") or ""), *columns]
    )


def _review(name: str, review: Document) -> Row:
    return Row(name, f"{review['object']}: {review.get('description') or 'review'}", review["status"], [review["kind"]])


def _ingestion(name: str, source: Document) -> Row:
    data = source["data"]
    title = f"{source['type']} / {data['dataset']} / {data['source_name']}"
    return Row(name, title, "enabled" if source["enabled"] else "disabled", [data["query"]] if data.get("query") else [])


def _key(name: str, key: Document) -> Row:
    return Row(name, name, key["status"], [key["type"], key["description"], *key["scopes"]])


def _trigger(name: str, trigger: Document) -> Row:
    facts = [str(trigger.get("gateID") or trigger.get("dynamicConfigID")), f"phase {trigger['currentPhase']}"]
    return Row(name, name, trigger["status"], facts)


def _named(name: str, document: Document) -> Row:
    """The row of an object of any kind."""
    facts = (document.get(field) for field in ("description", "type", "role", "actionType", "date"))
    return Row(name, str(document.get("name") or name), str(document.get("status") or ""), [str(each) for each in facts if each])


SECTIONS: dict[str, tuple[str, Callable[[str, Document], Row]]] = {
    "gates": ("Gates", _gate),
    "dynamic_configs": ("Dynamic configs", _config),
    "experiments": ("Experiments", _experiment),
    "autotunes": ("Autotunes", _autotune),
    "layers": ("Layers", _layer),
    "holdouts": ("Holdouts", _holdout),
    "segments": ("Segments", _segment),
    "metrics": ("Metrics", _named),
    "metric_source": ("Metric sources", _source),
    "assignment_sources": ("Assignment sources", _source),
    "entity_properties": ("Entity properties", _source),
    "qualifying_events": ("Qualifying events", _source),
    "alerts": ("Alerts", _alert),
    "alert_events": ("Alert events", _alert_event),
    "dashboards": ("Dashboards", _dashboard),
    "ingestion": ("Ingestions", _ingestion),
    "param_stores": ("Parameter stores", _named),
    "prompts": ("Prompts", _named),
    "release_pipelines": ("Release pipelines", _named),
    TRIGGERS: ("Releases under way", _trigger),
    "object_reviews": ("Reviews", _review),
    KEYS: ("Keys", _key),
    "target_app": ("Target apps", _named),
    "tags": ("Tags", _named),
    "unit_id_types": ("Unit ID types", _named),
    "teams": ("Teams", _named),
    "roles": ("Roles", _named),
    "users": ("Users", _named),
    "events": ("Logged events", _named),
}
"""Kinds in the order of the page, with their titles and the functions that make rows; all others come after them."""
# Parts of the names of fields whose values the page hides.
SECRET = ("credential", "password", "secret", "accesstoken", "privatekey", "passphrase", "headers")


def kinds(project: ProjectStore) -> dict[str, int]:
    """How many objects the project has of each kind, in the order of the page."""
    found = project.kinds()
    return {kind: found[kind] for kind in (*SECTIONS, *found) if kind in found}


def title_of(kind: str) -> str:
    return SECTIONS[kind][0] if kind in SECTIONS else kind.replace("_", " ").capitalize()


def counts(project: ProjectStore) -> list[tuple[str, int]]:
    """(title, number of objects) of each kind that the project has."""
    return [(title_of(kind), count) for kind, count in kinds(project).items()]


def sections(project: ProjectStore) -> list[Section]:
    """The project's objects by kind; kinds without objects are left out."""
    return [
        Section(kind, title_of(kind), [row_of(kind, *_shown(kind, *found)) for found in project.named_slice(kind, SHOWN)], total)
        for kind, total in kinds(project).items()
    ]


def row_of(kind: str, name: str, document: Document) -> Row:
    """The object as a row; only its name if a seed has left out fields that the row needs."""
    try:
        return SECTIONS[kind][1](name, document) if kind in SECTIONS else _named(name, document)
    except (LookupError, TypeError, ValueError):
        return Row(name, str(document.get("name") or name))


def _shown(kind: str, name: str, document: Document) -> tuple[str, Document]:
    """An object's name and content on the page, without the text of a key."""
    return (fingerprint(name), document | {"key": fingerprint(name)}) if kind == KEYS else (name, document)


def stored(project: ProjectStore, kind: str, name: str) -> tuple[str, Document] | None:
    """An object by its name on the page: its ID and document."""
    if kind == KEYS:
        return next((found for found in project.named_slice(KEYS, -1) if fingerprint(found[0]) == name), None)
    document = project.get(kind, name)
    return None if document is None else (name, document)


def details(project: ProjectStore, kind: str, id: str, document: Document) -> dict[str, Any]:
    """One object: its row, its fields as JSON, what it refers to and what refers to it."""
    found = links(project)
    name, shown = _shown(kind, id, document)
    return {
        "row": row_of(kind, name, shown),
        "title": title_of(kind),
        "json": json.dumps(_without_secrets({key: value for key, value in shown.items() if key != HIDDEN}), indent=2, ensure_ascii=False),
        "document": shown,
        "changes": changes(kind, id, document),
        "outgoing": [link for link in found if (link.source_kind, link.source) == (kind, name)],
        "incoming": [link for link in found if (link.target_kind, link.target) == (kind, name)],
        "versions": len(project.versions(kind, id)) + 1,
    }


def _without_secrets(value: Any) -> Any:
    """The value with dots in place of secrets, which their names tell."""
    if is_list(value):
        return [_without_secrets(each) for each in value]
    if not is_object(value):
        return value
    return {
        name: "…" if each and any(part in name.lower().replace("_", "") for part in SECRET) else _without_secrets(each)
        for name, each in value.items()
    }


def share_of(text: str) -> float | None:
    """The percentage that a person wrote; None if it is none."""
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        return None
    return (int(share) if share == int(share) else share) if 0 <= share <= 100 else None


def said(answer: bytes) -> str:
    """A refusal of the API in words."""
    body = json.loads(answer)
    message = str(body.get("message") or "It does not say why.") if is_object(body) else "It does not say why."
    wrong = "; ".join(f"{each['property']}: {each['errorMessage']}" for each in objects_in(body, "errors")) if is_object(body) else ""
    return f"{message} ({wrong})" if wrong else message


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
            entry.fault or ("by hand" if entry.by_hand else "dry run" if entry.dry_run else ""),
            "bad" if entry.status >= 500 else "refused" if entry.status >= 400 else "ok",
        )
        for entry in reversed(entries)
    ]


__all__ = [
    "Bar",
    "Link",
    "LogLine",
    "Row",
    "Section",
    "changes",
    "counts",
    "details",
    "log_lines",
    "object_path",
    "readable_time",
    "said",
    "sections",
    "share_of",
    "stored",
]
