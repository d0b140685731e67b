"""Ingestion sources and schedules. A source is found by type, dataset and name; it needs a connection of its type."""

from __future__ import annotations

from statsig_console_emulator import audit
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid, not_found, refused
from statsig_console_emulator.kinds import HIDDEN
from statsig_console_emulator.registry import operation

SOURCES = "ingestion"
SCHEDULES = "ingestion_schedule"
DEFAULT_HOUR = 10
# Bodies say `Exposures` or `export_exposures`, queries only the latter.
ONE_NAME = {"Exposures": "export_exposures"}
IDENTITY = ("type", "dataset", "source_name")


def _key(named: Document) -> str:
    return "/".join((named["type"], dataset_of(named), named["source_name"]))


def dataset_of(named: Document) -> str:
    """The name under which a dataset is stored."""
    dataset: str = named["dataset"]
    return ONE_NAME.get(dataset, dataset)


def _find(call: Call, named: Document) -> Document:
    """The source; its name may be left out if it is the only one of its type and dataset."""
    kind = (named["type"], dataset_of(named))
    if "source_name" in named:
        found = call.project.get(SOURCES, _key(named))
        candidates = [found] if found else []
    else:
        candidates = [source for source in call.project.all(SOURCES) if (source["type"], source[HIDDEN]["dataset"]) == kind]
    if len(candidates) > 1:
        raise invalid({"source_name": "Required"})
    if not candidates:
        raise not_found(f"Ingestion of type {named['type']} not found.")
    return candidates[0]


def connected(call: Call) -> list[str]:
    types: list[str] = (call.project.get("settings", "connections") or {}).get("types", [])
    return types


def connect(call: Call, type: str) -> None:
    """Records that the project has a connection to a type of warehouse."""
    call.project.put("settings", "connections", {"types": list(dict.fromkeys([*connected(call), type]))})


@operation("POST /ingestion")
def create(call: Call) -> Reply:
    given = call.body
    if given["type"] not in connected(call):
        raise not_found(f"Ingestion of type {given['type']} not found.")
    if call.project.has(SOURCES, _key(given)):
        raise refused(f"Ingestion source already exists with name {given['source_name']}")
    source: Document = {
        "id": call.sources.token(),
        "type": given["type"],
        "enabled": given.get("enabled", True),
        "data": {name: value for name, value in given.items() if name not in ("type", "enabled")},
        HIDDEN: {"dataset": dataset_of(given), "created": call.now},
    }
    _fill_mapping(source["data"])
    call.project.put(SOURCES, _key(given), source)
    return Reply("Ingestion source created successfully.", source)


# The values that columns of a mapping have in reads when they were left out.
MAPPING_DEFAULTS: dict[str, Document] = {
    "Metrics": {"metric_value": "null", "numerator": "null", "denominator": "null"},
    "Events": {"ids": {}, "metadata": {}, "metadata_object": "null", "event_value": ""},
    "export_exposures": {"ids": {}, "metadata": {}, "metadata_object": "null", "event_value": ""},
}


def _fill_mapping(data: Document) -> None:
    if "column_mapping" in data:
        defaults = MAPPING_DEFAULTS[dataset_of(data)]
        data["column_mapping"] = {**defaults, **data["column_mapping"]}


@operation("GET /ingestion")
def read(call: Call) -> Reply:
    return Reply("Ingestion source read successfully.", _find(call, dict(call.query)))


@operation("PATCH /ingestion")
def update(call: Call) -> Reply:
    """The body names the source and has the changes."""
    source = _find(call, call.body)
    if "enabled" in call.body:
        source["enabled"] = call.body["enabled"]
    source["data"] |= {name: value for name, value in call.body.items() if name not in ("enabled", *IDENTITY)}
    _fill_mapping(source["data"])
    call.project.put(SOURCES, _key({"type": source["type"], **source["data"]}), source)
    return Reply("Ingestion source updated successfully.", source)


@operation("DELETE /ingestion")
def delete(call: Call) -> Reply:
    source = _find(call, dict(call.query))
    call.project.remove(SOURCES, _key({"type": source["type"], **source["data"]}))
    audit.note(call, "ingestion_source_delete", {"name": source["data"]["source_name"]}, source, None)
    return Reply("Ingestion source deleted successfully.", source)


@operation("GET /ingestion/schedule")
def read_schedule(call: Call) -> Reply:
    dataset = call.query["dataset"]
    schedule = call.project.get(SCHEDULES, dataset) or {"dataset": dataset, "scheduled_hour_pst": DEFAULT_HOUR}
    return Reply("Ingestion schedule read successfully.", schedule)


@operation("POST /ingestion/schedule")
def write_schedule(call: Call) -> Reply:
    schedule: Document = {"scheduled_hour_pst": DEFAULT_HOUR, **call.body}
    call.project.put(SCHEDULES, schedule["dataset"], schedule)
    return Reply("Ingestion schedule updated successfully.", schedule)


@operation("POST /ingestion/connection/databricks")
def connect_databricks(call: Call) -> Reply:
    """Makes or renews the connection, and answers with what was sent, secrets included, as the real service does."""
    connect(call, "databricks")
    connection = {"id": call.sources.token(), "type": "databricks", "enabled": True, "data": call.body}
    call.project.put("connections", "databricks", connection | {"data": {"host": call.body["host"], "path": call.body["path"]}})
    return Reply("Connection created successfully.", connection)


WAREHOUSES = {
    "databricks": "databricks",
    "snowflake": "snowflake-v2",
    "bigquery": "bigquery-v2",
    "athena": "athena",
    "redshift": "redshift",
}


@operation("PATCH /wh_connections", warehouse_only=True)
def connect_warehouse(call: Call) -> Reply:
    """Sets a warehouse-native project's connection. It cannot be read back, so only its existence is recorded."""
    for name in call.body:
        connect(call, WAREHOUSES[name])
    return Reply("Warehouse connection updated successfully.")
