"""Gates: rules, and a status that moves together with `isEnabled`."""

from __future__ import annotations

from typing import Any

from statsig_console_emulator import collection, pipelines, rules
from statsig_console_emulator.behaviour import rollouts
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.documents import objects_in
from statsig_console_emulator.errors import invalid_field
from statsig_console_emulator.kinds import BY_CREATOR, Kind, equals, in_target_app, made_by_key
from statsig_console_emulator.registry import operation


def _pass_rate(call: Call, wanted: Any, gate: Document) -> bool:
    """Whether the share of users that the gate passes is in a wanted class: nobody, everybody, or between."""
    if gate["status"] == "Launched":
        return _in_class(wanted, 100)
    if not gate["isEnabled"]:
        return _in_class(wanted, 0)
    return _in_class(wanted, max((rule["passPercentage"] for rule in gate["rules"]), default=0))


def _rollout_rate(call: Call, wanted: Any, gate: Document) -> bool:
    return _in_class(wanted, max((rule["passPercentage"] for rule in gate["rules"]), default=0))


def _in_class(wanted: Any, rate: float) -> bool:
    return ("0" if rate <= 0 else "100" if rate >= 100 else "INBETWEEN") in wanted


def prepare(call: Call, before: Document | None, gate: Document, given: Document) -> None:
    gate.setdefault("name", gate["id"])
    if before is None:
        gate["owner"] = made_by_key(call)
    if before is None or "rules" in given:
        gate["rules"] = rules.written(call, before["rules"] if before else [], gate["rules"])
    strategy = gate.pop("gradual_rollout_strategy", None)
    if strategy and strategy["type"] == "gradual" and call.options.gradual_rollouts:
        gate["rules"] = rollouts.in_phases(call, before["rules"] if before else [], gate["rules"], objects_in(strategy, "phases"))
    if before and not strategy and call.options.rollout_strategy_demanded and _lets_more_in(before, gate):
        raise invalid_field("gradual_rollout_strategy", "This change must be rolled out gradually: send it with gradual_rollout_strategy.")
    if "status" not in given and (before is None or gate["isEnabled"] != before["isEnabled"]):
        gate["status"] = "In Progress" if gate["isEnabled"] else "Disabled"
    gate["reviewSettings"] = {"allowedReviewers": [], **gate["reviewSettings"]}
    pipelines.hold_back(call, GATES, before, gate)


def _lets_more_in(before: Document, after: Document) -> bool:
    """Whether a rule passes more users than it did, or is new and passes some."""
    passed = {rule["baseID"]: rule["passPercentage"] for rule in before["rules"]}
    return any(rule["passPercentage"] > passed.get(rule["baseID"], 0) for rule in after["rules"])


def derived(gate: Document) -> Document:
    """The status of a gate that a seed brings without one."""
    return {} if "status" in gate else {"status": "In Progress" if gate["isEnabled"] else "Disabled"}


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    document = after or before or {}
    rules.schedule_rollouts(call, GATES.name, document["id"], after["rules"] if after else [])
    if after is None:
        call.project.remove("gate_overrides", document["id"])


def _archived(call: Call) -> str | None:
    """The status that lists leave out: archived gates, unless the caller asks for them."""
    asked = call.options.archived_gates_listed or call.query.get("includeArchived") == "true"
    return None if asked else "Archived"


GATES = collection.offer(
    Kind(
        name="gates",
        label="Gate",
        listed="/gates",
        created="/gates",
        item="/gates/{id}",
        page="gates",
        missing="Gate not found.",
        history=True,
        defaults={
            "description": "",
            "idType": "userID",
            "isEnabled": True,
            "rules": [],
            "tags": [],
            "targetApps": [],
            "holdoutIDs": [],
            "type": "TEMPORARY",
            "typeReason": "NONE",
            "checksPerHour": 0,
            "team": None,
            "teamID": None,
            "measureMetricLifts": True,
            "monitoringMetrics": [],
            "reviewSettings": {"requiredReview": False},
            "releasePipelineID": None,
        },
        audit={
            "create": "gate_create",
            "update": "gate_update",
            "delete": "config_delete",
            **dict.fromkeys(("enable", "disable", "launch", "archive", "unarchive"), "config_state_toggle"),
        },
        filters={
            **BY_CREATOR,
            **{name: equals(name) for name in ("idType", "type", "typeReason", "releasePipelineID", "teamID")},
            "targetAppID": in_target_app,
            "passRate": _pass_rate,
            "rolloutRate": _rollout_rate,
        },
        unlisted=_archived,
        derived=derived,
        prepare=prepare,
        follow=follow,
    )
)

# A launched gate is a constant and is not evaluated; the API shows it as not enabled.
STATES: dict[str, Document] = {
    "enable": {"status": "In Progress", "isEnabled": True},
    "disable": {"status": "Disabled", "isEnabled": False},
    "launch": {"status": "Launched", "isEnabled": False},
    "archive": {"status": "Archived", "isEnabled": True},
    "unarchive": {"status": "In Progress", "isEnabled": True},
}


@operation(*(f"PUT /gates/{{id}}/{verb}" for verb in STATES))
def move(call: Call) -> Reply:
    """Enables, disables, launches, archives or unarchives; any state may follow any other."""
    verb = call.operation.path.rsplit("/", 1)[1]
    gate = collection.store_change(call, GATES, collection.find(call, GATES), STATES[verb], verb)
    return Reply(f"Gate {verb}d successfully.".replace("launchd", "launched"), gate)
