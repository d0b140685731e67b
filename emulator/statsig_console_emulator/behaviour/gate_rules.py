"""Single rules of a gate or a dynamic config. A rule is named by `id` or `baseID`; an unknown one is a 400."""

from __future__ import annotations

from statsig_console_emulator import collection, rules
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.errors import refused
from statsig_console_emulator.kinds import KINDS, Kind
from statsig_console_emulator.registry import operation


def _owner(call: Call) -> tuple[Kind, Document]:
    kind = KINDS[call.operation.path.split("/")[1]]
    return kind, collection.find(call, kind, call.path["id"])


def _saved(call: Call, kind: Kind, before: Document, new: list[Document]) -> Reply:
    document = collection.store_change(call, kind, before, {"rules": new}, "update")
    return Reply(f"{kind.label} rules updated successfully.", document)


@operation("GET /gates/{id}/rules", "GET /dynamic_configs/{id}/rules")
def list_rules(call: Call) -> Page:
    """A page with one item that holds all rules, as the OpenAPI document declares it."""
    kind, document = _owner(call)
    return Page(f"{kind.label} rules read successfully.", [{"rules": document["rules"]}], 1, call.options.list_limit, 1)


@operation("POST /gates/{id}/rule", "POST /dynamic_configs/{id}/rule")
def add_rule(call: Call) -> Reply:
    """Appends one rule at the end."""
    kind, document = _owner(call)
    return _saved(call, kind, document, [*document["rules"], _new(call.body)])


@operation("POST /gates/{id}/rules", "POST /dynamic_configs/{id}/rules")
def add_rules(call: Call) -> Reply:
    """Appends rules at the end."""
    kind, document = _owner(call)
    return _saved(call, kind, document, [*document["rules"], *(_new(rule) for rule in call.body["rules"])])


def _new(rule: Document) -> Document:
    return {name: value for name, value in rule.items() if name not in ("id", "baseID")}


@operation("PATCH /gates/{id}/rules", "PATCH /dynamic_configs/{id}/rules")
def change_rules(call: Call) -> Reply:
    """Changes the rules that the body names and no others; creates and deletes none."""
    kind, document = _owner(call)
    changes: list[tuple[Document, Document]] = []
    for given in call.body["rules"]:
        rule = rules.find(document["rules"], given)
        if rule is None:
            raise refused(rules.UNKNOWN_RULE)
        changes.append((rule, given))
    return _saved(call, kind, document, rules.changed(call, document["rules"], changes))


@operation("PATCH /gates/{id}/rules/{ruleID}")
def change_rule(call: Call) -> Reply:
    kind, document = _owner(call)
    rule = rules.named(document["rules"], call.path["ruleID"])
    return _saved(call, kind, document, rules.changed(call, document["rules"], [(rule, call.body)]))


@operation("DELETE /gates/{id}/rules/{ruleID}")
def delete_rule(call: Call) -> Reply:
    kind, document = _owner(call)
    return _without(call, kind, document, rules.named(document["rules"], call.path["ruleID"]))


def _without(call: Call, kind: Kind, document: Document, rule: Document) -> Reply:
    return _saved(call, kind, document, [found for found in document["rules"] if found["baseID"] != rule["baseID"]])


@operation("GET /dynamic_configs/{id}/rule/{ruleId}")
def read_config_rule(call: Call) -> Reply:
    _, document = _owner(call)
    return Reply("Dynamic Config rule read successfully.", rules.named(document["rules"], call.path["ruleId"]))


@operation("PATCH /dynamic_configs/{id}/rule/{ruleId}")
def change_config_rule(call: Call) -> Reply:
    kind, document = _owner(call)
    rule = rules.named(document["rules"], call.path["ruleId"])
    return _saved(call, kind, document, rules.changed(call, document["rules"], [(rule, call.body)]))


@operation("DELETE /dynamic_configs/{id}/rule/{ruleId}")
def delete_config_rule(call: Call) -> Reply:
    kind, document = _owner(call)
    return _without(call, kind, document, rules.named(document["rules"], call.path["ruleId"]))


def _by_name(call: Call, document: Document) -> Document:
    existing: list[Document] = document["rules"]
    rule = next((found for found in existing if found["name"] == call.path["ruleName"]), None)
    if rule is None:
        raise refused(rules.UNKNOWN_RULE)
    return rule


@operation("PATCH /dynamic_configs/{id}/rule/name/{ruleName}")
def change_rule_by_name(call: Call) -> Reply:
    kind, document = _owner(call)
    return _saved(call, kind, document, rules.changed(call, document["rules"], [(_by_name(call, document), call.body)]))


@operation("DELETE /dynamic_configs/{id}/rule/name/{ruleName}")
def delete_rule_by_name(call: Call) -> Reply:
    kind, document = _owner(call)
    return _without(call, kind, document, _by_name(call, document))
