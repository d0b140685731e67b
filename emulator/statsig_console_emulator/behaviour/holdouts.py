"""Holdouts: created with a name alone, then given their share and members."""

from __future__ import annotations

import hashlib
import string

from statsig_console_emulator import collection, holdout_members
from statsig_console_emulator.calls import Call, Document
from statsig_console_emulator.documents import texts_in
from statsig_console_emulator.errors import ApiError
from statsig_console_emulator.kinds import BY_CREATOR, Kind

INTERNAL_LENGTH = 22
ALPHABET = string.digits + string.ascii_letters
MEMBERS = {"gateIDs": ("gates", "Gate"), "experimentIDs": ("experiments", "Experiment"), "layerIDs": ("layers", "Layer")}


def prepare(call: Call, before: Document | None, holdout: Document, given: Document) -> None:
    holdout.setdefault("name", holdout["id"])
    missing: dict[str, str] = {}
    for name, (kind, label) in MEMBERS.items():
        unknown = [member for member in texts_in(given, name) if not call.project.has(kind, member)]
        if unknown:
            missing[name] = f"The following {label} IDs could not be found: [{', '.join(unknown)}]"
    if missing:
        raise ApiError(404, "Not Found Exception", missing)


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    holdout_members.follow(call, before, after)
    if after is None and before is not None:
        call.project.remove("holdout_overrides", before["id"])


def show(call: Call, holdout: Document) -> Document:
    """A holdout as answers have it: with the internal ID of the gate that it targets, even if another of the gate's IDs was written."""
    gate = holdout["targetingGateID"]
    return {**holdout, "targetingGateID": internal_id(gate)} if gate and call.options.holdout_internal_ids else holdout


def internal_id(gate: str) -> str:
    """The 22 characters by which the service knows a gate; an ID of that form stays as it is."""
    if len(gate) == INTERNAL_LENGTH and gate.isalnum():
        return gate
    number, text = int.from_bytes(hashlib.sha256(gate.encode()).digest(), "big"), ""
    for _ in range(INTERNAL_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        text += ALPHABET[place]
    return text


HOLDOUTS = collection.offer(
    Kind(
        name="holdouts",
        label="Holdout",
        listed="/holdouts",
        created="/holdouts",
        item="/holdouts/{id}",
        page="holdouts",
        missing="Holdout not found.",
        defaults={
            "description": "",
            "idType": "userID",
            "isEnabled": True,
            "isGlobal": False,
            "passPercentage": 0,
            "gateIDs": [],
            "experimentIDs": [],
            "layerIDs": [],
            "targetingGateID": None,
            "monitoringMetrics": [],
            "tags": [],
            "targetApps": [],
            "holdoutIDs": [],
            "team": None,
            "teamID": None,
        },
        audit={"create": "holdout_create", "update": "holdout_update", "delete": "holdout_delete"},
        filters=BY_CREATOR,
        prepare=prepare,
        follow=follow,
        show=show,
        appended=MEMBERS,
        left_by_null=("targetingGateID",),
    )
)
