"""Segments: rules or lists of IDs. There is no general update; each type has operations of its own."""

from __future__ import annotations

from statsig_console_emulator import collection, rules
from statsig_console_emulator.calls import Call, Document, Page, Reply
from statsig_console_emulator.errors import ApiError, invalid_field, refused
from statsig_console_emulator.kinds import HIDDEN, Kind
from statsig_console_emulator.registry import operation


def prepare(call: Call, before: Document | None, segment: Document, given: Document) -> None:
    if segment["type"] != "rule_based" and given.get("rules"):
        raise invalid_field("rules", "Only segments of type 'rule_based' have rules")
    if segment["type"] != "rule_based":
        segment.pop("rules", None)
    elif before is None or "rules" in given:
        segment["rules"] = rules.written(call, before["rules"] if before else [], segment["rules"])


def follow(call: Call, before: Document | None, after: Document | None) -> None:
    if after is None and before is not None:
        call.project.clear_members(before["id"])


SEGMENTS = collection.offer(
    Kind(
        name="segments",
        label="Segment",
        listed="/segments",
        created="/segments",
        item="/segments/{id}",
        missing="Segment not found.",
        defaults={
            "description": "",
            "idType": "userID",
            "isEnabled": True,
            "count": 0,
            "rules": [],
            "tags": [],
            "targetApps": [],
            "holdoutIDs": [],
            "team": None,
            "teamID": None,
        },
        audit={"create": "segment_create", "update": "config_conditions_update", "delete": "config_delete", "ids": "ID_list_update"},
        prepare=prepare,
        follow=follow,
    )
)


def _of_type(call: Call, *types: str) -> Document:
    """The segment. Raises the API's 400 when it is of another type."""
    segment = collection.find(call, SEGMENTS)
    if segment["type"] not in types:
        raise refused(f"Segment must be of type '{types[0]}' to be modified on this endpoint")
    return segment


@operation("POST /segments/{id}/conditional")
def set_rules(call: Call) -> Reply:
    """Replaces the rules. The body is a bare list; `{"rules": [...]}` is accepted as well."""
    segment = _of_type(call, "rule_based")
    return Reply("Segment updated successfully.", collection.store_change(call, SEGMENTS, segment, {"rules": call.body}, "update"))


@operation("PUT /segments/{id}/archive")
def archive(call: Call) -> Reply:
    """Archives a segment for good. Reads show it only by `isEnabled`."""
    segment = collection.find(call, SEGMENTS)
    return Reply("Segment archived successfully.", collection.store_change(call, SEGMENTS, segment, {"isEnabled": False}, "update"))


@operation("GET /segments/{id}/id_list")
def read_ids(call: Call) -> Page:
    """A page of IDs; its `data` is one object, not a list."""
    segment = _of_type(call, "id_list", "user_store_id_list")
    number, limit = collection.place(call)
    count = call.project.count_members(segment["id"])
    ids = call.project.members(segment["id"], (number - 1) * limit, limit)
    return Page("Segment ID List read successfully.", {"name": segment["id"], "count": count, "ids": ids}, number, limit, count)


@operation("PATCH /segments/{id}/id_list")
def add_ids(call: Call) -> Reply:
    segment = _free_list(call)
    call.project.add_members(segment["id"], call.body["ids"])
    return _counted(call, segment, "IDs successfully added to Segment ID List")


@operation("DELETE /segments/{id}/id_list", body_of="PATCH /segments/{id}/id_list")
def remove_ids(call: Call) -> Reply:
    """Removes the given IDs; those that are not on the list are ignored."""
    segment = _free_list(call)
    call.project.remove_members(segment["id"], call.body["ids"] if call.body else [])
    return _counted(call, segment, "IDs successfully removed from Segment ID List")


@operation("POST /segments/{id}/id_list/reset")
def reset_ids(call: Call) -> Reply:
    """Replaces the list."""
    segment = _free_list(call)
    call.project.clear_members(segment["id"])
    call.project.add_members(segment["id"], call.body["ids"])
    return _counted(call, segment, "Segment Reset reset successfully.")


@operation("PATCH /segments/{id}/add_ids")
def add_user_store_ids(call: Call) -> Reply:
    segment = _of_type(call, "user_store_id_list")
    call.project.add_members(segment["id"], call.body["ids"])
    return _counted(call, segment, "IDs successfully added to Segment ID List")


@operation("PATCH /segments/{id}/remove_ids")
def remove_user_store_ids(call: Call) -> Reply:
    segment = _of_type(call, "user_store_id_list")
    call.project.remove_members(segment["id"], call.body["ids"])
    return _counted(call, segment, "IDs successfully removed from Segment ID List")


def _free_list(call: Call) -> Document:
    """The segment, if no other update of its ID list is under way. The contract declares 409 without a body; the message is made up."""
    segment = _of_type(call, "id_list")
    if _is_updating(call, segment):
        raise ApiError(409, "Another update of this ID list is under way.")
    return segment


def _is_updating(call: Call, segment: Document) -> bool:
    return bool(call.now < segment[HIDDEN].get("listUpdated", 0) + call.options.id_list_seconds * 1000)


def _counted(call: Call, segment: Document, message: str) -> Reply:
    hidden = segment[HIDDEN] | {"listVersion": segment[HIDDEN].get("listVersion", 0) + 1, "listUpdated": call.now}
    changes = {"count": call.project.count_members(segment["id"]), HIDDEN: hidden}
    collection.store_change(call, SEGMENTS, segment, changes, "ids")
    return Reply(message)


@operation("GET /segments/{id}/idlist_metadata")
def read_metadata(call: Call) -> Reply:
    segment = _of_type(call, "user_store_id_list", "id_list")
    metadata = {"currentVersion": segment[HIDDEN].get("listVersion", 0), "isUpdating": _is_updating(call, segment)}
    return Reply("Segment ID List metadata read successfully.", metadata)
