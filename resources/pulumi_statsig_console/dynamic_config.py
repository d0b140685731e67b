"""DynamicConfig: a JSON value that depends on the user, by rules.

API: POST /dynamic_configs; GET, PATCH, POST, DELETE /dynamic_configs/{id};
PUT /dynamic_configs/{id}/enable, disable, archive, unarchive.
"""

from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from statsig_console.declaring.annotations import JsonObject, Many, ManySet, Pattern, SetOf
from statsig_console.declaring.answers import worded
from statsig_console.declaring.checks import Matches, NoNulls, distinct
from statsig_console.declaring.compare import same_json5, same_json_text, same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.resource import Archivable, ConsoleResource, FullUpdates

from .audit import Audited, Owner
from .rule import RULES_ROLLOUT, ConfigRule

ConfigName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-. ]*")]
ConfigID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-.]*")]
Description = Annotated[str, MaxLen(1000)]
ConfigLifecycle = Literal["enabled", "disabled", "archived"]

LIFECYCLE = Machine(
    initial="enabled",
    born={"enabled": {"isEnabled": True}, "disabled": {"isEnabled": False}},
    status="status",
    reads={"Enabled": "enabled", "Disabled": "disabled", "Archived": "archived"},
    moves=(
        move("disabled", "enabled", "PUT /dynamic_configs/{id}/enable"),
        move("enabled", "disabled", "PUT /dynamic_configs/{id}/disable"),
        move(
            "enabled disabled",
            "archived",
            "PUT /dynamic_configs/{id}/archive",
            sends={"archiveReason": "archive_reason", "forceArchive": "force_archive"},
        ),
        move("archived", "enabled", "PUT /dynamic_configs/{id}/unarchive", sends={"unarchiveReason": "unarchive_reason"}),
    ),
)


class DynamicConfig(
    Audited,
    FullUpdates,
    Archivable,
    ConsoleResource,
    endpoints=collection("dynamic_configs", full=True),
    checks=(
        *distinct("rules"),
        NoNulls("default_value"),
        Matches("schema", ("default_value", "rules[].return_value", "rules[].variants[].return_value")),
    ),
):
    """A dynamic config. Values are JSON objects and keep every digit; `schema` is the text of a JSON Schema that they must match."""

    name: Prop[ConfigName] = prop()
    dynamic_config_id: Prop[ConfigID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    description: Prop[Description] = prop(default="")
    id_type: Prop[str] = prop(default="userID")
    default_value: Prop[JsonObject] = prop(default=UNMANAGED, twin="default_value_json5")
    default_value_json5: Prop[str | None] = prop(default=UNMANAGED, same=same_json5, twin="default_value")
    schema: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_json_text, twin="schema_json5")
    schema_json5: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_json5, twin="schema")
    rules: Prop[Many[ConfigRule]] = prop(default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id")), rollout=RULES_ROLLOUT)
    lifecycle: Prop[ConfigLifecycle] = prop(default="enabled", machine=LIFECYCLE)
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    force_archive: Prop[bool | None] = prop(default=UNMANAGED, only_with="archived")
    unarchive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="enabled")
    # A job of the API marks configs by night; whether one is to stay is told at once.
    type: Prop[Literal["PERMANENT", "TEMPORARY"] | None] = prop(
        default=UNMANAGED, later=True, told=worded("isPermanent", {True: "PERMANENT", False: "TEMPORARY"})
    )
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    owner: Prop[Owner | None] = prop(default=UNMANAGED)
    release_pipeline_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    is_template: Prop[bool | None] = prop(default=UNMANAGED, replace=True)

    status: Out[str] = output()
    is_enabled: Out[bool] = output(repeated=True)
    holdout_ids: Out[SetOf[str]] = output()
