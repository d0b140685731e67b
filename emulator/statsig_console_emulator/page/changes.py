"""Changes by hand: switches, shares, decisions and deletions, as requests of the API.

They follow from the contract: each operation on one object whose required fields can be filled in from the object. The operation itself
refuses a change that is not possible now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from statsig_console_emulator.contract import Operation, load
from statsig_console_emulator.documents import Document, is_list, objects_in
from statsig_console_emulator.kinds import HIDDEN, KINDS
from statsig_console_emulator.pipelines import TRIGGERS
from statsig_console_emulator.registry import HANDLERS

INGESTIONS = "ingestion"
KEYS = "keys"
# Kinds that the registry does not have, and the path of one of their objects.
ITEMS = {KEYS: "/keys/{id}", TRIGGERS: "/release_pipeline_triggers/{id}"}
# Operations on one object that are no PUT: mutes of alerts, and the end of keys and their texts.
OTHERS = ("POST {}/mute", "POST {}/unmute", "PATCH {}/deactivate", "PATCH {}/rotate")
SHARES = {"passPercentage": "Pass percentage", "allocation": "Allocation"}
SWITCH = "isEnabled"
SINGLE_RULES = {"rules": "ruleID", "rule": "ruleId"}
REASON = "Changed by hand on the emulator's page."


@dataclass(frozen=True)
class Change:
    """One thing to do to an object; `id` names it in a form.

    With a `share` the person gives a percentage, which `asked` puts into the body.
    """

    id: str
    label: str
    method: str
    path: str
    body: Any = field(default_factory=dict[str, Any])
    query: str = ""
    share: float | None = None
    place: tuple[str | int, ...] = ()

    @property
    def deletes(self) -> bool:
        return self.method == "DELETE"

    def asked(self, share: float) -> Any:
        """The body with the person's percentage."""
        return _with(self.body, self.place, share)


def changes(kind: str, name: str, document: Document) -> list[Change]:
    """What a person can do to an object, in the order in which a page shows it."""
    if kind == INGESTIONS:
        return list(_of_ingestion(document))
    item = ITEMS.get(kind) or (KINDS[kind].item if kind in KINDS else None)
    if item is None:
        return []
    path = item.rpartition("/")[0] + "/" + quote(name, safe="")
    return [*_states(item, path, document), *_shares(item, path, document), *_end(item, path)]


def _states(item: str, path: str, document: Document) -> Iterator[Change]:
    """Switches, launches, starts, decisions, archiving."""
    known = {
        operation.name: operation
        for operation in load().operations.values()
        if operation.name in HANDLERS and operation.path.startswith(f"{item}/") and "{" not in operation.path[len(item) :]
    }
    others = [name.format(item) for name in OTHERS]
    wanted = [name for name in known if name.startswith("PUT ")] + [name for name in others if name in known]
    for name in wanted:
        verb = known[name].path[len(item) + 1 :]
        for id_, label, body in _bodies(verb, known[name], document):
            yield Change(id_, label, known[name].method, f"{path}/{verb}", body)
    partial = load().operations.get(f"PATCH {item}")
    if f"PUT {item}/enable" not in known and partial is not None and SWITCH in partial.body_fields:
        yield Change("enable", "Enable", "PATCH", path, {SWITCH: True})
        yield Change("disable", "Disable", "PATCH", path, {SWITCH: False})


def _bodies(verb: str, operation: Operation, document: Document) -> Iterator[tuple[str, str, Document]]:
    """(ID, label, body) of each way to call an operation with the object's own values; none if it needs more."""
    label = verb.replace("_", " ").capitalize()
    required = _required(operation)
    if required <= {"decisionReason"}:
        yield verb, label, dict.fromkeys(required, REASON)
    elif required == {"phaseID"} and document.get("currentPhaseID"):
        yield verb, label, {"phaseID": document["currentPhaseID"]}
    elif required == {"decisionReason", "id"}:
        for group in [*objects_in(document, "groups"), *objects_in(document, "variants")]:
            yield f"{verb} {quote(group['id'])}", f"Ship {group['name']}", {"decisionReason": REASON, "id": group["id"]}


def _required(operation: Operation) -> set[str]:
    schemas = load().expand([operation.body]) if operation.body is not None else []
    return {name for schema in schemas for name in schema.get("required", [])}


def _shares(item: str, path: str, document: Document) -> Iterator[Change]:
    """Percentages of the object, and of its rules."""
    operations = load().operations
    partial = operations.get(f"PATCH {item}")
    for name, label in SHARES.items():
        if partial is not None and name in partial.body_fields and name in document:
            yield Change(name, label, "PATCH", path, {}, share=document[name], place=(name,))
    rules = objects_in(document, "rules")
    single = next((verb for verb, id_ in SINGLE_RULES.items() if f"PATCH {item}/{verb}/{{{id_}}}" in operations), None)
    for number, rule in enumerate(rules):
        name, label, share = f"rule {quote(str(rule['baseID']))}", f"Pass percentage of {rule['name']}", rule["passPercentage"]
        if single:
            of_rule = f"{path}/{single}/{quote(str(rule['baseID']), safe='')}"
            yield Change(name, label, "PATCH", of_rule, share=share, place=("passPercentage",))
        elif f"POST {item}/conditional" in operations:
            yield Change(name, label, "POST", f"{path}/conditional", rules, share=share, place=(number, "passPercentage"))


def _end(item: str, path: str) -> Iterator[Change]:
    if f"DELETE {item}" in HANDLERS:
        yield Change("delete", "Delete", "DELETE", path)


def _of_ingestion(source: Document) -> Iterator[Change]:
    """The changes of an ingestion source, which the body or the query identifies."""
    data: Mapping[str, Any] = source["data"]
    named = {"type": source["type"], "dataset": source[HIDDEN].get("dataset", data["dataset"]), "source_name": data["source_name"]}
    yield Change("enable", "Enable", "PATCH", "/ingestion", {**named, "enabled": True})
    yield Change("disable", "Disable", "PATCH", "/ingestion", {**named, "enabled": False})
    yield Change("delete", "Delete", "DELETE", "/ingestion", query=urlencode(named))


def _with(value: Any, place: Iterable[str | int], wanted: Any) -> Any:
    """The value with another value at a place."""
    first, *rest = place
    new = _with(value[first], rest, wanted) if rest else wanted
    if is_list(value):
        return [new if number == first else each for number, each in enumerate(value)]
    return {**value, first: new}
