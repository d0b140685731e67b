"""DynamicConfig: a JSON value that depends on the user, by rules.

API: POST /dynamic_configs; GET, PATCH, POST, DELETE /dynamic_configs/{id};
PUT /dynamic_configs/{id}/enable, disable, archive, unarchive.
"""

from typing import Annotated, Literal

from statsig_console.declaring.annotations import JsonObject, Many, ManySet, Pattern, SetOf
from statsig_console.declaring.answers import worded
from statsig_console.declaring.checks import Matches, NoNulls, distinct
from statsig_console.declaring.compare import same_json5, same_json_text, same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.reviews import Reviews, Slot
from statsig_console.resource import Archivable, ConsoleResource, FullUpdates, Reviewed

from .audit import Audited, Owner
from .review import REMOVAL, SWITCHES
from .rule import RULES_ROLLOUT, ConfigRule

ConfigName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-. ]*")]
ConfigID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-.]*")]
Description = Annotated[str, MaxLen(1000)]
ConfigLifecycle = Literal["enabled", "disabled", "archived"]

LIFECYCLE = Machine(
    initial="enabled",
    created_with={"enabled": {"isEnabled": True}, "disabled": {"isEnabled": False}},
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


REVIEWS = Reviews(
    "/dynamic_configs/{id}/reviews",
    change="change",
    slots=(
        Slot("rules", {"rules": "rules", "default_value": "default_value"}),
        Slot("update_release_pipeline", {"release_pipeline_id": "release_pipeline_id"}),
        Slot("edit_id_type", {"id_type": "id_type"}),
    ),
    steps=SWITCHES,
    removal=REMOVAL,
    by_review=("rules", "default_value", "default_value_json5"),
    beside=frozenset({"rule", "rules"}),
    reason_from="GET /audit_logs",
    rejected="config_review_reject",
)


class DynamicConfig(
    Audited,
    FullUpdates,
    Archivable,
    Reviewed,
    ConsoleResource,
    endpoints=collection("dynamic_configs", full=True).with_dry_runs("query", "update", "full"),
    reviews=REVIEWS,
    checks=(
        *distinct("rules"),
        NoNulls("default_value"),
        Matches("schema", ("default_value", "rules[].return_value", "rules[].variants[].return_value")),
    ),
):
    """A dynamic config. Values are JSON objects and keep every digit; `schema` is the text of a JSON Schema that they must match."""

    name: Prop[ConfigName] = prop()
    """The name that the console shows. It can be changed, since code asks for a config by its ID."""
    dynamic_config_id: Prop[ConfigID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    """The ID by which code asks for the config. Left out, it is made of the name: "Page size" becomes `page_size`."""
    description: Prop[Description] = prop(default="")
    """What the dynamic config is for, as the console shows it. Left out, it is empty."""
    id_type: Prop[str] = prop(default="userID")
    """The kind of ID that percentages are drawn by: users (`userID`), devices (`stableID`) or another unit ID type of the project.
    The same ID always gets the same value."""
    default_value: Prop[JsonObject] = prop(default=UNMANAGED, alternative="default_value_json5")
    """The JSON object for everyone whom no rule fits, and for all while the config is disabled."""
    default_value_json5: Prop[str | None] = prop(default=UNMANAGED, same=same_json5, alternative="default_value")
    """The same value as JSON5 text, which may hold comments. If both are given, it must mean the same as `default_value`."""
    schema: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_json_text, alternative="schema_json5")
    """The text of a JSON Schema (draft 2020-12) that the default value and the values of all rules have to match. It is checked when
    values are set, not when code reads them; an empty text removes it."""
    schema_json5: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_json5, alternative="schema")
    """The schema as JSON5 text, which may hold comments. If both are given, it must mean the same as `schema`."""
    rules: Prop[Many[ConfigRule]] = prop(default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id")), rollout=RULES_ROLLOUT)
    """Who gets another value than the default. Rules are tried from top to bottom, and the first one whose conditions the user meets
    decides. Left out, rules are managed elsewhere."""
    lifecycle: Prop[ConfigLifecycle] = prop(default="enabled", machine=LIFECYCLE)
    """Whether the rules decide (`enabled`), everyone gets the default value (`disabled`), or the config is out of use (`archived`)."""
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    """Why the dynamic config is archived, for its history."""
    force_archive: Prop[bool | None] = prop(default=UNMANAGED, only_with="archived")
    """Whether to archive the config although the API would refuse, as it may where something still depends on it."""
    unarchive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="enabled")
    """Why the dynamic config comes back from the archive, for its history."""
    # A nightly job of the API changes an answer's `type`; its `isPermanent` shows a change at once.
    type: Prop[Literal["PERMANENT", "TEMPORARY"] | None] = prop(
        default=UNMANAGED, later=True, from_answer=worded("isPermanent", {True: "PERMANENT", False: "TEMPORARY"})
    )
    """Whether the config stays for good (`PERMANENT`) or is to go one day (`TEMPORARY`), so that the API may mark it as stale."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the dynamic config's tags, by which the console groups and finds it. A tag should exist before it is named."""
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the target apps that get the dynamic config. An SDK key with a target app receives only that app's objects."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The name of the team that owns the dynamic config. Teams are a feature of the enterprise plan; a team's defaults may add to a
    new dynamic config."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The ID of the team that owns the dynamic config, for programs that know it by ID; `team` says the same by name."""
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    """The ID of the user whom the console shows as the creator of the dynamic config. Left out of a new one, it is the API key."""
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    """The email address of the user whom the console shows as the creator of the dynamic config. Left out of a new one, it is the
    API key."""
    owner: Prop[Owner | None] = prop(default=UNMANAGED)
    """The person or API key that owns the dynamic config."""
    release_pipeline_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The ID of the release pipeline that leads changes of the config through its phases. An empty text takes the config out of it."""
    is_template: Prop[bool | None] = prop(default=UNMANAGED, replace=True)
    """Whether it is a template that new configs are made from, instead of a config that code asks for."""

    status: Out[str] = output()
    """The state as the API calls it: `Enabled`, `Disabled` or `Archived`. `lifecycle` says the same."""
    is_enabled: Out[bool] = output(repeated=True)
    """Whether the config's rules are looked at; false means that everyone gets the default value."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the dynamic config. Membership is set on the `Holdout`."""
