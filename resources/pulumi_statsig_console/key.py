"""Key: an API key of the project.

API: POST /keys; GET, PATCH, DELETE /keys/{id}; PATCH /keys/{id}/deactivate, rotate. The API's id of a key is the key's text.
"""

from typing import Annotated, Literal

from annotated_types import MaxLen

from statsig_console.declaring.annotations import EnvironmentName, ManySet, SetOf
from statsig_console.declaring.endpoints import Fingerprint, collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.resource import ConsoleResource

KeyType = Literal["SERVER", "CLIENT", "CONSOLE", "SCIM", "ORG"]
Scope = Literal[
    "omni_read_only", "omni_read_write", "client_download_config_specs", "none_hash_enabled", "can_access_keys",
    "client_can_write_user_store", "personal_read_only", "personal_read_write",
]  # fmt: skip

# A key that was deactivated stays so; declaring it active again means a new key.
LIFECYCLE = Machine(
    initial="active",
    status="status",
    reads={"active": "active", "deactivated": "deactivated"},
    moves=(move("active", "deactivated", "PATCH /keys/{id}/deactivate", secret=True),),
)


class Key(ConsoleResource, endpoints=collection("keys", identity=Fingerprint("key", prefix="key"))):
    """An API key. Its text is the secret output `key`; a new value of `rotation` gives it a new text."""

    description: Prop[Annotated[str, MaxLen(1000)]] = prop()
    type: Prop[KeyType] = prop(replace=True)
    scopes: Prop[ManySet[Scope]] = prop(default=[])
    environments: Prop[ManySet[EnvironmentName]] = prop(default=UNMANAGED)
    # Written as IDs but read back as names, so drift in them cannot be told.
    target_app_id: Prop[str | None] = prop(default=UNMANAGED, null=True, returned=False)
    secondary_target_app_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, null=True, returned=False)
    lifecycle: Prop[Literal["active", "deactivated"]] = prop(default="active", machine=LIFECYCLE)
    rotation: Prop[str | None] = prop(default=UNMANAGED, triggers="PATCH /keys/{id}/rotate")

    key: Out[str] = output(secret=True)
    primary_target_app: Out[str | None] = output(repeats=("target_app_id",))
    secondary_target_apps: Out[SetOf[str]] = output(repeats=("secondary_target_app_ids",))
