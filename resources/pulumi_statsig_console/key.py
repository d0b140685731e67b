"""Key: an API key of the project.

API: POST /keys; GET, PATCH, DELETE /keys/{id}; PATCH /keys/{id}/deactivate, rotate. The API's id of a key is the key's text.
"""

from typing import Annotated, Literal

from statsig_console.declaring.annotations import EnvironmentName, ManySet, SetOf
from statsig_console.declaring.endpoints import Fingerprint, collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.limits import MaxLen
from statsig_console.declaring.marks import Triggers
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
    """What the key is for and who has it, which is all that tells keys apart in the console."""
    type: Prop[KeyType] = prop(replace=True)
    """What the key is for: SDKs of servers (`SERVER`), SDKs of apps and browsers (`CLIENT`), this API (`CONSOLE`), provisioning of
    users (`SCIM`), or all projects of the organisation (`ORG`)."""
    scopes: Prop[ManySet[Scope]] = prop(default=[])
    """What the key may do: read the project (`omni_read_only`) or change it too (`omni_read_write`), or manage keys
    (`can_access_keys`); a client key may load all configs (`client_download_config_specs`) or get names unhashed
    (`none_hash_enabled`). `personal_…` are a person's own."""
    environments: Prop[ManySet[EnvironmentName]] = prop(default=UNMANAGED)
    """The names of the environments that a key of SDKs works for. A new key without them works for all."""
    # Written as IDs but read back as names, so that drift cannot be seen.
    target_app_id: Prop[str | None] = prop(default=UNMANAGED, null=True, returned=False)
    """The ID of the application whose configs the key gets. An empty text removes it, so that the key gets all."""
    secondary_target_app_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, null=True, returned=False)
    """The IDs of further applications whose configs the key gets."""
    lifecycle: Prop[Literal["active", "deactivated"]] = prop(default="active", machine=LIFECYCLE)
    """Whether the key works (`active`) or not (`deactivated`). A deactivated key stays so: declaring it active again means a new key."""
    rotation: Prop[str | None] = prop(Triggers("PATCH /keys/{id}/rotate"), default=UNMANAGED)
    """Any text, such as a date. A new one gives the key a new text, and the old text stops working."""

    key: Out[str] = output(secret=True)
    """The key's text, which programs send. It is secret: encrypted in state, and shown nowhere."""
    primary_target_app: Out[str | None] = output(repeats=("target_app_id",))
    """The name of the application whose configs the key gets."""
    secondary_target_apps: Out[SetOf[str]] = output(repeats=("secondary_target_app_ids",))
    """The names of the further applications whose configs the key gets."""
