"""Overrides of gates and holdouts: users who pass or fail regardless of the rules."""

from __future__ import annotations

import copy

from statsig_console_emulator import audit, collection
from statsig_console_emulator.calls import Call, Document, Reply
from statsig_console_emulator.errors import invalid_field
from statsig_console_emulator.kinds import KINDS
from statsig_console_emulator.registry import operation

EMPTY: Document = {"passingUserIDs": [], "failingUserIDs": [], "passingCustomIDs": [], "failingCustomIDs": [], "environmentOverrides": []}
PAIRS = (("passingUserIDs", "failingUserIDs"), ("passingCustomIDs", "failingCustomIDs"))
MAX_IDS = 2000
PATHS = ("/gates/{id}/overrides", "/holdouts/{id}/overrides")


def _stored(call: Call) -> tuple[str, str, Document]:
    """The collection and key under which the overrides of the path's object are stored, and the overrides."""
    kind = KINDS[call.operation.path.split("/")[1]]
    owner = collection.find(call, kind, call.path["id"])
    place = {"gates": "gate_overrides"}.get(kind.name, "holdout_overrides")
    return place, owner["id"], call.project.get(place, owner["id"]) or copy.deepcopy(EMPTY)


def _saved(call: Call, overrides: Document, message: str) -> Reply:
    place, owner, before = _stored(call)
    for names in PAIRS:
        for name in names:
            if len(overrides[name]) > MAX_IDS:
                raise invalid_field(name, f"Array must contain at most {MAX_IDS} element(s)")
    call.project.put(place, owner, overrides)
    kind = KINDS[call.operation.path.split("/")[1]]
    document = collection.find(call, kind, call.path["id"])
    if kind.name == "gates":
        audit.note(call, "gate_overrides_update", document, before, overrides)
    return Reply(message, overrides)


@operation(*(f"GET {path}" for path in PATHS))
def read(call: Call) -> Reply:
    return Reply("Overrides read successfully.", _stored(call)[2])


@operation(*(f"POST {path}" for path in PATHS))
def replace(call: Call) -> Reply:
    """Sets the given shape of overrides (user and custom IDs, or environments) and leaves the other shape alone."""
    _, _, overrides = _stored(call)
    given = call.body
    if "passingUserIDs" in given:
        overrides |= {name: list(dict.fromkeys(given.get(name, []))) for names in PAIRS for name in names}
    if "environmentOverrides" in given:
        overrides["environmentOverrides"] = given["environmentOverrides"]
    return _saved(call, overrides, "Overrides updated successfully.")


@operation(*(f"PATCH {path}" for path in PATHS))
def add(call: Call) -> Reply:
    """Adds IDs. An ID is on one of two opposite lists only, the one it was added to last."""
    _, _, overrides = _stored(call)
    for passing, failing in PAIRS:
        for name, opposite in ((passing, failing), (failing, passing)):
            _add(overrides, name, opposite, call.body.get(name, []))
    for given in call.body.get("environmentOverrides", []):
        found = _environment(overrides, given)
        if found is None:
            overrides["environmentOverrides"].append(given)
        else:
            for name, opposite in (("passingIDs", "failingIDs"), ("failingIDs", "passingIDs")):
                _add(found, name, opposite, given[name])
    return _saved(call, overrides, "Overrides updated successfully.")


def _add(lists: Document, name: str, opposite: str, ids: list[str]) -> None:
    lists[name] = list(dict.fromkeys([*lists[name], *ids]))
    lists[opposite] = [found for found in lists[opposite] if found not in set(ids)]


def _environment(overrides: Document, wanted: Document) -> Document | None:
    """The entry for the same environment and unit."""
    key = (wanted.get("environment"), wanted["unitID"])
    return next((found for found in overrides["environmentOverrides"] if (found.get("environment"), found["unitID"]) == key), None)


def _remove(call: Call) -> Reply:
    """Removes the listed IDs; without a body, all of them."""
    _, _, overrides = _stored(call)
    if call.body is None or not call.options.override_deletes_heed_bodies:
        return _saved(call, copy.deepcopy(EMPTY), "Overrides deleted successfully.")
    for names in PAIRS:
        for name in names:
            overrides[name] = [found for found in overrides[name] if found not in call.body.get(name, [])]
    for given in call.body.get("environmentOverrides", []):
        found = _environment(overrides, given)
        if found is not None:
            for name in ("passingIDs", "failingIDs"):
                found[name] = [kept for kept in found[name] if kept not in given[name]]
    overrides["environmentOverrides"] = [found for found in overrides["environmentOverrides"] if found["passingIDs"] or found["failingIDs"]]
    return _saved(call, overrides, "Overrides deleted successfully.")


for path in PATHS:
    operation(f"DELETE {path}", body_of=f"POST {path}")(_remove)


@operation("DELETE /gates/{id}/overrides/userID/{userID}")
def remove_user(call: Call) -> Reply:
    """Removes one user ID from the list that `groupID` names, for all environments; other lists stay."""
    names = {"pass": "passingUserIDs", "fail": "failingUserIDs"}
    if call.query["groupID"] not in names:
        raise invalid_field("groupID", "groupID must be one of: pass, fail")
    _, _, overrides = _stored(call)
    name = names[call.query["groupID"]]
    overrides[name] = [found for found in overrides[name] if found != call.path["userID"]]
    return _saved(call, overrides, "Overrides updated successfully.")
