"""Dynamic configs: values with JSON5 twins, an optional JSON Schema that every value must meet."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs

from statsig_console_emulator import collection, json5, pipelines, rules
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.documents import is_list, is_object, objects_in
from statsig_console_emulator.errors import invalid_field
from statsig_console_emulator.kinds import BY_CREATOR, Kind, equals, in_target_app
from statsig_console_emulator.registry import operation


def prepare(call: Call, before: Document | None, config: Document, given: Document) -> None:
    if before is None or "rules" in given:
        config["rules"] = rules.written(call, before["rules"] if before else [], config["rules"])
    if "defaultValueJson5" in given and "defaultValue" not in given:
        config["defaultValue"] = None
    elif "defaultValue" in given and "defaultValueJson5" not in given:
        config["defaultValueJson5"] = None
    rules.fill_twin(config, {}, "defaultValue", "defaultValue")
    _fill_schema(config, given)
    _check_values(config)
    if call.options.null_values_refused:
        _check_nulls(config, given)
    if "status" not in given and (before is None or config["isEnabled"] != before["isEnabled"]):
        config["status"] = "Enabled" if config["isEnabled"] else "Disabled"
    pipelines.hold_back(call, DYNAMIC_CONFIGS, before, config)


def _fill_schema(config: Document, given: Document) -> None:
    """Fills in `schema` (strict JSON text) and `schemaJson5` (the same in JSON5) from each other."""
    for name, read in (("schema", json.loads), ("schemaJson5", json5.loads)):
        if name in given:
            text = given[name]
            if not text:
                config["schema"] = config["schemaJson5"] = None
                continue
            try:
                value = read(text)
                config["schema"] = json.dumps(value)
            except (ValueError, RecursionError):
                raise invalid_field(name, "Invalid JSON schema") from None
            config["schemaJson5"] = text if name == "schemaJson5" else json5.dumps(value)


def _check_values(config: Document) -> None:
    if not config.get("schema"):
        return
    try:
        validator = jsonschema_rs.Draft202012Validator(json.loads(config["schema"]), offline=True)
    except (ValueError, jsonschema_rs.ReferencingError):
        raise invalid_field("schema", "Invalid JSON schema") from None
    values: list[tuple[str, Any]] = [("defaultValue", config.get("defaultValue"))]
    for rule in config["rules"]:
        values += [("rules", found.get("returnValue")) for found in rule.get("variants") or [rule]]
    for name, value in values:
        if value is not None and not validator.is_valid(value):
            raise invalid_field(name, "The value does not match the config's schema")


def _check_nulls(config: Document, given: Document) -> None:
    """Raises `ApiError` 400 for a null within a value."""
    if not {"defaultValue", "defaultValueJson5"}.isdisjoint(given) and _holds_null(config.get("defaultValue") or {}):
        raise invalid_field("defaultValue", "Values cannot be null")
    rules = objects_in(config, "rules") if "rules" in given else []
    if any(_holds_null(each.get("returnValue") or {}) for rule in rules for each in [rule, *objects_in(rule, "variants")]):
        raise invalid_field("rules", "Values cannot be null")


def _holds_null(value: Any) -> bool:
    items = value.values() if is_object(value) else value if is_list(value) else ()
    return value is None or any(_holds_null(item) for item in items)


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    document = after or before or {}
    rules.schedule_rollouts(call, DYNAMIC_CONFIGS.name, document["id"], after["rules"] if after else [])


DYNAMIC_CONFIGS = collection.offer(
    Kind(
        name="dynamic_configs",
        label="Dynamic Config",
        listed="/dynamic_configs",
        created="/dynamic_configs",
        item="/dynamic_configs/{id}",
        page="dynamic_configs",
        missing="Dynamic config not found.",
        history=True,
        defaults={
            "description": "",
            "idType": "userID",
            "isEnabled": True,
            "rules": [],
            "defaultValue": {},
            "tags": [],
            "targetApps": [],
            "holdoutIDs": [],
            "team": None,
            "teamID": None,
            "schema": None,
            "schemaJson5": None,
            "releasePipelineID": None,
            "type": "TEMPORARY",
            "typeReason": "NONE",
        },
        audit={
            "create": "dynamic_config_create",
            "update": "config_conditions_update",
            "delete": "config_delete",
            **dict.fromkeys(("enable", "disable", "archive", "unarchive"), "config_state_toggle"),
        },
        filters={
            **BY_CREATOR,
            **{name: equals(name) for name in ("releasePipelineID", "teamID", "type", "typeReason")},
            "targetAppID": in_target_app,
        },
        prepare=prepare,
        follow=follow,
        derived=lambda config: {"isPermanent": config["type"] == "PERMANENT"},
    )
)

STATES: dict[str, Document] = {
    "enable": {"status": "Enabled", "isEnabled": True},
    "disable": {"status": "Disabled", "isEnabled": False},
    "archive": {"status": "Archived", "isEnabled": False},
    "unarchive": {"status": "Enabled", "isEnabled": True},
}


@operation(*(f"PUT /dynamic_configs/{{id}}/{verb}" for verb in STATES))
def move(call: Call) -> Reply:
    """Enables, disables, archives or unarchives."""
    verb = call.operation.path.rsplit("/", 1)[1]
    before = collection.find(call, DYNAMIC_CONFIGS)
    return Reply(f"Dynamic Config {verb}d successfully.", collection.store_change(call, DYNAMIC_CONFIGS, before, STATES[verb], verb))
