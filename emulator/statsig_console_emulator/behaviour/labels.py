"""Small kinds that others refer to: tags, unit ID types, roles."""

from __future__ import annotations

from statsig_console_emulator import collection
from statsig_console_emulator.calls import Call, Document
from statsig_console_emulator.errors import refused
from statsig_console_emulator.kinds import Kind, own_name, server_made


def _check_tag_name(call: Call, before: Document | None, tag: Document, given: Document) -> None:
    if any(other["id"] != tag["id"] for other in call.project.with_field("tags", "name", tag["name"])):
        raise refused("Name is already in use")


def find_tag(call: Call, kind: Kind, key: str) -> Document | None:
    """The tag with this ID or name."""
    return call.project.get(kind.name, key) or next(iter(call.project.with_field(kind.name, "name", key)), None)


TAGS = collection.offer(
    Kind(
        name="tags",
        label="Tag",
        listed="/tags",
        created="/tags",
        item="/tags/{id}",
        identify=server_made,
        lookup=find_tag,
        missing="Tag not found.",
        defaults={"isCore": False},
        audited=False,
        audit={"create": "tag_create", "update": "tag_edit", "delete": "delete_tag"},
        prepare=_check_tag_name,
    )
)

UNIT_ID_TYPES = collection.offer(
    Kind(
        name="unit_id_types",
        label="Unit ID Type",
        listed="/unit_id_types",
        created="/unit_id_types",
        item="/unit_id_types/{id}",
        key="name",
        identify=own_name,
        missing="Unit ID Type not found.",
        defaults={"description": ""},
        audited=False,
        audit={"create": "company_ID_type_add", "update": "company_ID_type_edit", "delete": "company_ID_type_delete"},
    )
)

ROLES = collection.offer(
    Kind(
        name="roles",
        label="Role",
        listed="/roles",
        created="/roles",
        item="/roles/{id}",
        key="name",
        identify=own_name,
        missing="Role not found.",
        audited=False,
        audit={"create": "upsert_user_role", "update": "upsert_user_role", "delete": "delete_user_role"},
    )
)
