"""Rules of gates, configs and segments: identity, names, JSON5 fields, automated rollouts."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from . import json5
from .calls import Call, Document
from .contract import load
from .documents import is_list, is_object, objects_in
from .errors import invalid_field, refused

SINGLE = {"passes_gate", "fails_gate", "passes_segment", "fails_segment"}
"""Types of conditions that name one gate or segment."""
EXACTLY = ("any", "none", "any_case_sensitive", "none_case_sensitive")
EMPTY = ("is_null", "is_not_null")
TEXTS = (*EXACTLY, *EMPTY, "str_contains_any", "str_contains_none", "str_matches", "encoded_any")
VERSIONS = ("any", "none", *EMPTY, "version_gt", "version_lt", "version_gte", "version_lte", "version_eq")
COMPARES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("user_id", "unit_id", "email", "ip_address", "locale", "url", "user_agent"), TEXTS),
    **dict.fromkeys(("browser_name", "os_name", "device_model"), TEXTS),
    **dict.fromkeys(("app_version", "browser_version", "os_version"), VERSIONS),
    **dict.fromkeys(("country", "environment_tier"), (*EXACTLY, *EMPTY)),
    "time": ("after", "before", "on"),
}
"""The operators of each type of condition. Types that are not listed, such as a custom field, take all operators."""
LONGEST_NAME = 100
UNKNOWN_RULE = "A provided rule ID does not match an existing rule ID"
# Automated rollouts happen at quarter hours.
QUARTER_HOUR = 15 * 60 * 1000


NUMERIC = ("gt", "lt", "gte", "lte")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
ROLLOUTS = ("pendingAutomatedRollouts", "completedAutomatedRollouts")


def written(call: Call, before: list[Document], given: list[Document]) -> list[Document]:
    """The rules as they read back after a list of rules was sent.

    Only the service writes steps of automated rollouts; its own changes have no body. A rule that names a `baseID` (as `id` or `baseID`)
    keeps it; any other rule is new. Raises `ApiError` 400 for duplicate or long names, and for invalid conditions.
    """
    names = [rule["name"] for rule in given]
    if len(set(names)) < len(names):
        raise invalid_field("rules", "Duplicate rule name(s) given")
    if any(len(name) > LONGEST_NAME for name in names):
        raise invalid_field("rules", f"String must contain at most {LONGEST_NAME} character(s)")
    check_conditions(call, given, "rules")
    left = list(before)
    result: list[Document] = []
    for sent in given:
        rule, previous = sent, find(left, sent)
        left = [other for other in left if other is not previous]
        if call.body is not None and not call.options.rollouts_writable:
            rule = {**without(sent, ROLLOUTS), **only(previous or {}, ROLLOUTS)}
        result.append(_written(call, previous, rule))
    return result


def check_conditions(call: Call, rules: list[Document], field: str) -> None:
    """Raises `ApiError` 400 for an operator that the newest document does not list or that does not suit the condition's type, and for a
    condition on several gates or segments."""
    for condition in (each for rule in rules for each in objects_in(rule, "conditions")):
        operator, target, looked_at = condition.get("operator"), condition.get("targetValue"), str(condition.get("type"))
        if operator not in operators():
            raise invalid_field(field, f"Invalid enum value. Expected {' | '.join(map(repr, sorted(operators() - {None})))}")
        if operator and operator not in COMPARES.get(looked_at, operators()) and not call.options.operators_of_any_type:
            raise invalid_field(field, f"Operator {operator} is not supported for conditions of type {looked_at}")
        if looked_at in SINGLE and isinstance(target, list) and len(target) > 1:
            raise invalid_field(field, "A condition takes a single gate or segment")


@cache
def operators() -> frozenset[Any]:
    """The operators of the newest document, and None. Operations of older documents declare any text."""
    contract = load()
    schemas: list[Any] = [contract.schemas["GateCreateDto"]]
    for name in ("rules", "conditions", "operator"):
        schemas = contract.fields(found.get("items", found) for found in contract.expand(schemas))[name]
    return frozenset({None, *(value for found in contract.expand(schemas) for value in found["enum"])})


def without(document: Document, names: tuple[str, ...]) -> Document:
    """A document without some of its fields."""
    return {name: value for name, value in document.items() if name not in names}


def only(document: Document, names: tuple[str, ...]) -> Document:
    """A document with only some of its fields."""
    return {name: document[name] for name in names if name in document}


def find(rules: list[Document], wanted: Document) -> Document | None:
    """The rule that a document names by `baseID` or `id`."""
    for key in (wanted.get("baseID"), wanted.get("id")):
        found = next((rule for rule in rules if key and key in (rule["baseID"], rule["id"])), None)
        if found:
            return found
    return None


def named(rules: list[Document], key: str) -> Document:
    """The rule with this ID or base ID. Raises `ApiError` 400 (not 404) if there is none."""
    found = find(rules, {"id": key})
    if found is None:
        raise refused(UNKNOWN_RULE)
    return found


def changed(call: Call, rules: list[Document], changes: list[tuple[Document, Document]]) -> list[Document]:
    """The rules with some of them changed, each as (rule, fields to set)."""
    updates = {rule["baseID"]: {name: value for name, value in fields.items() if name not in ("id", "baseID")} for rule, fields in changes}
    return written(call, rules, [{**rule, **updates.get(rule["baseID"], {})} for rule in rules])


def _written(call: Call, before: Document | None, given: Document) -> Document:
    rule = copy.deepcopy(given)
    rule.setdefault("passPercentage", 100)
    for condition in objects_in(rule, "conditions") if call.options.normalises_targets else ():
        normalise(condition)
    rule.setdefault("environments", None)
    rule["baseID"] = before["baseID"] if before else call.sources.token()
    rule["id"] = rule_id(before, rule)
    fill_twin(rule, before or {}, "returnValue", "rules")
    for variant in objects_in(rule, "variants"):
        variant["id"] = variant.get("id") or call.sources.token()
        fill_twin(variant, {}, "returnValue", "rules")
    return rule


def normalise(condition: Document) -> None:
    """Brings a condition into the form of the service's answers: a single value without a list, numbers where they are compared.

    A condition on a gate or segment has no operator, and `public` has no target either.
    """
    if condition.get("type") in {*SINGLE, "public"}:
        condition.pop("operator", None)
    if condition.get("type") == "public":
        condition.pop("targetValue", None)
    target = condition.get("targetValue")
    values: list[Any] = [_number(each) for each in target] if is_list(target) else [_number(target)]
    if condition.get("operator") in NUMERIC and None not in values:
        condition["targetValue"] = target = values if is_list(target) else values[0]
    if is_list(target) and len(target) == 1:
        condition["targetValue"] = target[0]


def _number(value: Any) -> float | None:
    """A value as a number, if it is one or the text of one."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return int(value) if value.lstrip("-").isdigit() else float(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def rule_id(before: Document | None, rule: Document) -> str:
    """The base ID at first; each change of the percentage adds the percentage and a counter to it."""
    if before is None:
        return str(rule["baseID"])
    if before["passPercentage"] == rule["passPercentage"]:
        return str(before["id"])
    count = int(before["id"].rsplit(":", 1)[1]) if ":" in before["id"] else 0
    return f"{rule['baseID']}:{rule['passPercentage']:.2f}:{count + 1}"


def fill_twin(document: Document, before: Document, name: str, property: str) -> None:
    """Fills in a value and its JSON5 text from each other, whichever is new. Raises `ApiError` 400 if they contradict each other."""
    twin = f"{name}Json5"
    text, value = document.get(twin), document.get(name)
    if text is not None and text != before.get(twin):
        parsed = _parsed(text, twin)
        if value is not None and value != before.get(name) and parsed != value:
            raise invalid_field(property, f"{name} and {twin} must hold the same JSON")
        document[name] = parsed
    elif value is not None and (text is None or value != before.get(name)):
        document[twin] = json5.dumps(value)


def _parsed(text: str, name: str) -> Document:
    try:
        value = json5.loads(text)
    except ValueError:
        raise invalid_field(name, "Invalid JSON5") from None
    if not is_object(value):
        raise invalid_field(name, "Expected object")
    return value


def schedule_rollouts(call: Call, kind: str, id: str, rules: list[Document]) -> None:
    """Sets the timers of the rules' pending automated rollouts."""
    target = f"{kind}/{id}"
    call.project.unschedule("rollout", target)
    for rule in rules:
        for step in objects_in(rule, "pendingAutomatedRollouts"):
            quarters = -(-int(step["time"]) // QUARTER_HOUR)
            call.project.schedule(quarters * QUARTER_HOUR, "rollout", target)


def _time(step: Document) -> float:
    time: float = step["time"]
    return time


def rolled_out(call: Call, rules: list[Document]) -> list[Document]:
    """The rules after every pending step whose time has come."""
    result: list[Document] = []
    for rule in rules:
        pending = objects_in(rule, "pendingAutomatedRollouts")
        reached = sorted((step for step in pending if step["time"] <= call.now), key=_time)
        fields: Document = {}
        if reached:
            fields = {
                "passPercentage": round(min(100, max(0, reached[-1]["passPercent"])), 2),
                "pendingAutomatedRollouts": [step for step in pending if step not in reached],
                "completedAutomatedRollouts": [*objects_in(rule, "completedAutomatedRollouts"), *reached],
            }
        result.append({**rule, **fields})
    return written(call, rules, result)
