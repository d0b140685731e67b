"""Gate: a feature gate, with its rules and its lifecycle.

API: POST /gates; GET, PATCH, POST, DELETE /gates/{id}; PUT /gates/{id}/enable, disable, launch, archive, unarchive.
"""

from dataclasses import replace
from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Pattern, SetOf, Wire
from statsig_console.declaring.checks import InMs, Lasts, checked, distinct
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.kinds import Dependents
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.operations import operation
from statsig_console.declaring.reviews import Reviews, Slot
from statsig_console.resource import Archivable, ConsoleResource, FullUpdates, Protecting, Reviewed

from .audit import ActiveReview, Audited, Owner
from .metric_reference import MetricReference
from .review import REMOVAL, SWITCHES, ReviewRequirement
from .rule import RULES_ROLLOUT, Rule

GateName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-. ]*")]
GateID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-.]*")]
Description = Annotated[str, MaxLen(1000)]
GateType = Literal["PERMANENT", "TEMPORARY"]
GateLifecycle = Literal["enabled", "disabled", "launched", "archived"]


@checked(InMs("time"), Lasts("phase_duration_ms"))
class RolloutPhase(TypedDict):
    """A phase of a gradual rollout: from a time on, or after the phase before it, the rule passes a share of users."""

    pass_percent: Annotated[Input[float], Wire("pass_percent")]
    """The share of users in % that the rule lets in once the phase has begun."""
    is_complete: Input[bool]
    """Whether the phase is complete."""
    time: NotRequired[Input[float]]
    """When the phase begins, in ms since 1970. Left out, it begins after `phase_duration_ms`."""
    time_string: NotRequired[Input[str]]
    """The same time as text, as the console writes it."""
    phase_duration_ms: NotRequired[Input[float]]
    """How long the phase lasts before the next one begins, in ms."""


class RolloutStrategy(TypedDict):
    """How a change that lets in more users takes effect: at once (bypass) or by phases, by default the project's own."""

    type: Input[Literal["gradual", "bypass"]]
    """Whether the change takes effect step by step (gradual) or at once (bypass), which the policy of a project may forbid."""
    phases: NotRequired[Annotated[Input[Many[RolloutPhase]], MinLen(1)]]
    """The steps, in their order. Left out, a gradual rollout takes those of the project's policy."""


LIFECYCLE = Machine(
    initial="enabled",
    created_with={"enabled": {"isEnabled": True}, "disabled": {"isEnabled": False}},
    status="status",
    reads={"In Progress": "enabled", "Disabled": "disabled", "Launched": "launched", "Archived": "archived"},
    moves=(
        move("launched disabled", "enabled", "PUT /gates/{id}/enable"),
        move("enabled launched", "disabled", "PUT /gates/{id}/disable"),
        move("enabled disabled", "launched", "PUT /gates/{id}/launch"),
        move(
            "enabled disabled launched",
            "archived",
            "PUT /gates/{id}/archive",
            sends={"archiveReason": "archive_reason", "forceArchive": "force_archive"},
        ),
        move("archived", "enabled", "PUT /gates/{id}/unarchive", sends={"unarchiveReason": "unarchive_reason"}),
    ),
)


# Without `includeArchived`, the list has no archived gates.
LISTED = operation("GET /gates", asks={"includeArchived": "true"})

TARGETED = Dependents(
    operation("GET /gates/{id}/experiment_references"),
    properties=("rules", "lifecycle", "id_type"),
    running=("active",),
    what="experiments",
)


REVIEWS = Reviews(
    "/gates/{id}/reviews",
    change="change",
    slots=(
        Slot("rules", {"rules": "rules"}),
        Slot("update_team", {"team_id": "team_id"}),
        Slot("update_release_pipeline", {"release_pipeline_id": "release_pipeline_id"}),
        Slot("edit_id_type", {"id_type": "id_type"}),
    ),
    # No review can launch a gate.
    steps=SWITCHES,
    removal=REMOVAL,
    by_review=("rules",),
    beside=frozenset({"rule", "rules", "overrides"}),
    reason_from="GET /audit_logs",
    rejected="config_review_reject",
)


class Gate(
    Audited,
    FullUpdates,
    Archivable,
    Reviewed,
    Protecting,
    ConsoleResource,
    endpoints=collection("gates", full=True).but(listing=LISTED),
    dependents=TARGETED,
    reviews=REVIEWS,
    checks=distinct("rules"),
):
    """A feature gate. `lifecycle` says whether its rules decide (enabled), or it is always off (disabled) or on (launched)."""

    name: Prop[GateName] = prop()
    """The name that the console shows. It can be changed, since code asks for a gate by its ID."""
    gate_id: Prop[GateID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    """The ID by which code asks for the gate, as in `checkGate("new_checkout")`. Left out, it is made of the name: "New checkout"
    becomes `new_checkout`."""
    description: Prop[Description] = prop(default="")
    """What the gate is for, as the console shows it. Left out, it is empty."""
    id_type: Prop[str] = prop(default="userID")
    """The kind of ID that percentages are drawn by: users (`userID`), devices (`stableID`) or another unit ID type of the project.
    The same ID always gets the same answer."""
    rules: Prop[Many[Rule]] = prop(
        default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id")), rollout=replace(RULES_ROLLOUT, everyone=("launched",))
    )
    """Who passes. Rules are tried from top to bottom, and the first one whose conditions the user meets decides. A user who meets
    none fails. Left out, rules are managed elsewhere."""
    lifecycle: Prop[GateLifecycle] = prop(default="enabled", machine=LIFECYCLE)
    """Whether the rules decide (`enabled`), nobody passes (`disabled`), everybody does (`launched`), or the gate is out of use
    (`archived`), where it answers false."""
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    """Why the gate is archived, for its history."""
    force_archive: Prop[bool | None] = prop(default=UNMANAGED, only_with="archived")
    """Whether to archive the gate although the API would refuse, as it may where something still depends on the gate."""
    unarchive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="enabled")
    """Why the gate comes back from the archive, for its history."""
    type: Prop[GateType | None] = prop(default=UNMANAGED, server_values=("STALE", "TEMPLATE"))
    """Whether the gate goes once its feature is out (`TEMPORARY`) or stays as a switch for good (`PERMANENT`). The API marks
    temporary gates that nobody seems to need as `STALE`."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the gate's tags, by which the console groups and finds it. A tag should exist before it is named."""
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the target apps that get the gate. An SDK key with a target app receives only that app's objects."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The name of the team that owns the gate. Teams are a feature of the enterprise plan; a team's defaults may add to a new gate."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The ID of the team that owns the gate, for programs that know it by ID; `team` says the same by name."""
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    """The ID of the user whom the console shows as the creator of the gate. Left out of a new one, it is the API key."""
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    """The email address of the user whom the console shows as the creator of the gate. Left out of a new one, it is the API key."""
    measure_metric_lifts: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether Statsig compares the metrics of users who pass with those of users who fail, as it does for an experiment."""
    monitoring_metrics: Prop[ManySet[MetricReference]] = prop(default=UNMANAGED)
    """The metrics that are watched while the gate rolls out, and that its results show."""
    review_settings: Prop[ReviewRequirement | None] = prop(default=UNMANAGED)
    """Whether each change of this gate needs a review. It has no effect where the project or the team demands one anyway."""
    release_pipeline_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The ID of the release pipeline that leads changes of the gate through its phases. An empty text takes the gate out of it."""
    gradual_rollout_strategy: Prop[RolloutStrategy | None] = prop(
        default=UNMANAGED, sent="gradual_rollout_strategy", always=True, returned=False
    )
    """How a change that lets in more users takes effect, for projects whose policy asks for gradual rollouts. Left out, the policy's
    own phases count. It is sent with every change, and no answer holds it."""
    is_template: Prop[bool | None] = prop(default=UNMANAGED, replace=True)
    """Whether it is a template that new gates are made from, instead of a gate that code asks for."""

    status: Out[str] = output()
    """The state as the API calls it: `In Progress` (its rules decide), `Launched`, `Disabled` or `Archived`. `lifecycle` says the same."""
    type_reason: Out[str] = output()
    """Why the API takes the gate for stale, such as `STALE_PROBABLY_LAUNCHED` or `STALE_NO_RULES`; `NONE` where it does not."""
    is_enabled: Out[bool] = output(repeated=True)
    """Whether the gate's rules are looked at; false means that nobody passes."""
    checks_per_hour: Out[float | None] = output()
    """How often code asks for the gate within an hour, as counted last."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the gate. Membership is set on the `Holdout`."""
    owner: Out[Owner | None] = output()
    """The person or API key that owns the gate; nothing for some that the API made."""
    active_review: Out[ActiveReview | None] = output()
    """The change of the gate that waits for a review; nothing where none does."""
