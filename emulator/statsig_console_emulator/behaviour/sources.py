"""Sources of warehouse-native projects: metric sources, qualifying events, assignment sources, entity property sources."""

from __future__ import annotations

from functools import partial

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document
from statsig_console_emulator.kinds import Kind, made_by_key, own_name

DEFAULTS: Document = {"description": "", "tags": [], "isReadOnly": False, "owner": None, "team": None, "teamID": None}
VERIFIABLE: Document = {**DEFAULTS, "isVerified": False}


def own(call: Call, before: Document | None, source: Document, given: Document) -> None:
    """A source that the API created belongs to the key, unless it names another owner."""
    if not source["owner"]:
        source["owner"] = made_by_key(call)


def fill_sql(call: Call, before: Document | None, source: Document, given: Document) -> None:
    """With `fill_table_sql`, a table source without SQL reads back with a plain SELECT."""
    own(call, before, source, given)
    table = source.get("tableName")
    if call.options.fill_table_sql and source.get("sourceType") == "table" and table and not source["sql"]:
        source["sql"] = f"SELECT * FROM {table}"


def keep_name(call: Call, before: Document | None, source: Document, given: Document) -> None:
    """A metric source keeps its name, even if an update has another."""
    source["name"] = before["name"] if before else source["name"]
    fill_sql(call, before, source, given)


def empty_timestamp(call: Call, before: Document | None, source: Document, given: Document) -> None:
    """An unset timestamp column reads back as an empty string."""
    own(call, before, source, given)
    source["timestampColumn"] = source.get("timestampColumn") or ""


def _audit(name: str) -> dict[str, str]:
    return {verb: f"{verb}_echidna_{name}_source" for verb in ("create", "update", "delete")}


# Sources are identified by name. They have no audit fields, since reads show none.
_source = partial(Kind, key="name", identify=own_name, audited=False, warehouse_only=True)

METRIC_SOURCES = collection.offer(
    _source(
        name="metric_source",
        label="Metric Source",
        listed="/metrics/metric_source/list",
        created="/metrics/metric_source",
        item="/metrics/metric_source/{name}",
        missing="No metric source was found with the given name",
        defaults={**VERIFIABLE, "sourceType": "query"},
        audit=_audit("metric"),
        prepare=keep_name,
    )
)
QUALIFYING_EVENTS = collection.offer(
    _source(
        name="qualifying_events",
        label="Qualifying Event",
        listed="/experiments/qualifying_events",
        created="/experiments/qualifying_events",
        item="/experiments/qualifying_events/{name}",
        missing="No qualifying event was found with the given name",
        defaults={**VERIFIABLE, "sourceType": "query"},
        audit=_audit("metric"),
        prepare=fill_sql,
    )
)
ASSIGNMENT_SOURCES = collection.offer(
    _source(
        name="assignment_sources",
        label="Assignment Source",
        listed="/experiments/assignment_sources",
        created="/experiments/assignment_sources",
        item="/experiments/assignment_source/{name}",
        missing="No assignment source was found with the given name",
        defaults=VERIFIABLE,
        audit=_audit("assignment"),
        prepare=own,
    )
)
ENTITY_PROPERTY_SOURCES = collection.offer(
    _source(
        name="entity_properties",
        label="Entity Property Source",
        listed="/experiments/entity_properties",
        created="/experiments/entity_properties",
        item="/experiments/entity_property/{name}",
        missing="No entity property source was found with the given name",
        defaults=DEFAULTS,
        audit=_audit("entity_property"),
        prepare=empty_timestamp,
    )
)
