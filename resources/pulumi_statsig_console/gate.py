"""Gate: a feature gate, with its rules and its lifecycle.

API: POST /gates; GET, PATCH, POST, DELETE /gates/{id}; PUT /gates/{id}/enable, disable, launch, archive, unarchive.
"""

from dataclasses import replace
from typing import Annotated, Literal, TypedDict

from annotated_types import MaxLen, MinLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Pattern, SetOf, Wire
from statsig_console.declaring.checks import distinct
from statsig_console.declaring.compare import same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, output, prop
from statsig_console.declaring.kinds import Dependents
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.operations import operation
from statsig_console.resource import Archivable, ConsoleResource, FullUpdates, Protecting

from .audit import ActiveReview, Audited, Owner
from .metric_reference import MetricReference
from .review import ReviewRequirement
from .rule import RULES_ROLLOUT, Rule

GateName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-. ]*")]
GateID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-.]*")]
Description = Annotated[str, MaxLen(1000)]
GateType = Literal["PERMANENT", "TEMPORARY"]
GateLifecycle = Literal["enabled", "disabled", "launched", "archived"]


class RolloutPhase(TypedDict):
    """A phase of a gradual rollout: from `time` (ms since 1970), or after `phase_duration_ms`, the rule passes `pass_percent` %."""

    pass_percent: Annotated[Input[float], Wire("pass_percent")]
    is_complete: Input[bool]
    time: NotRequired[Input[float]]
    time_string: NotRequired[Input[str]]
    phase_duration_ms: NotRequired[Input[float]]


class RolloutStrategy(TypedDict):
    """How a change that lets in more users takes effect: at once (bypass) or by phases, the project's own unless told."""

    type: Input[Literal["gradual", "bypass"]]
    phases: NotRequired[Annotated[Input[Many[RolloutPhase]], MinLen(1)]]


LIFECYCLE = Machine(
    initial="enabled",
    born={"enabled": {"isEnabled": True}, "disabled": {"isEnabled": False}},
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


TARGETED = Dependents(
    operation("GET /gates/{id}/experiment_references"),
    properties=("rules", "lifecycle", "id_type"),
    running=("active",),
    what="experiments",
)


class Gate(
    Audited,
    FullUpdates,
    Archivable,
    Protecting,
    ConsoleResource,
    endpoints=collection("gates", full=True),
    dependents=TARGETED,
    checks=distinct("rules"),
):
    """A feature gate. `lifecycle` says whether its rules decide (enabled), or it is always off (disabled) or on (launched).

    `gradual_rollout_strategy` goes along with every change, for projects whose policy asks for it; no answer tells it.
    """

    name: Prop[GateName] = prop()
    gate_id: Prop[GateID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    description: Prop[Description] = prop(default="")
    id_type: Prop[str] = prop(default="userID")
    rules: Prop[Many[Rule]] = prop(
        default=UNMANAGED, carry=Carry(by="name", keys=("id", "base_id")), rollout=replace(RULES_ROLLOUT, everyone=("launched",))
    )
    lifecycle: Prop[GateLifecycle] = prop(default="enabled", machine=LIFECYCLE)
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    force_archive: Prop[bool | None] = prop(default=UNMANAGED, only_with="archived")
    unarchive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="enabled")
    type: Prop[GateType | None] = prop(default=UNMANAGED, server_values=("STALE", "TEMPLATE"))
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    measure_metric_lifts: Prop[bool | None] = prop(default=UNMANAGED)
    monitoring_metrics: Prop[ManySet[MetricReference]] = prop(default=UNMANAGED)
    review_settings: Prop[ReviewRequirement | None] = prop(default=UNMANAGED)
    release_pipeline_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    gradual_rollout_strategy: Prop[RolloutStrategy | None] = prop(
        default=UNMANAGED, sent="gradual_rollout_strategy", always=True, returned=False
    )
    is_template: Prop[bool | None] = prop(default=UNMANAGED, replace=True)

    status: Out[str] = output()
    type_reason: Out[str] = output()
    is_enabled: Out[bool] = output(repeated=True)
    checks_per_hour: Out[float | None] = output()
    holdout_ids: Out[SetOf[str]] = output()
    owner: Out[Owner | None] = output()
    active_review: Out[ActiveReview | None] = output()
