"""Experiment: groups of users that see different values, what is measured, and the way from setup to decision.

API: POST /experiments; GET, PATCH, POST, DELETE /experiments/{id}; PUT /experiments/{id}/start, make_decision, abandon, reset, archive,
unarchive; POST /experiments/{id}/schedule_start.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen

from statsig_console.declaring.annotations import EnvironmentName, Many, ManySet, Pattern, SetOf
from statsig_console.declaring.answers import at, given, name_in
from statsig_console.declaring.checks import AddsUp, InMs, distinct
from statsig_console.declaring.combinations import needed_when, only_when
from statsig_console.declaring.compare import alike, rises, same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Lock, Out, Prop, Rollout, output, prop
from statsig_console.declaring.kinds import Among
from statsig_console.declaring.lifecycle import IdIn, Machine, move
from statsig_console.resource import Archivable, ConsoleResource, FullUpdates

from .audit import ActiveReview, Audited, Owner
from .experiment_parts import (
    AssignmentFilter,
    BayesianPrior,
    ExperimentGroup,
    ExperimentLink,
    ExperimentMetric,
    ExternalEvent,
    HealthCheck,
    MetricNamed,
    QualityScore,
    SidecarFilter,
    SprtSetting,
    StratifiedSampling,
    SummarySection,
    UserDimension,
)
from .review import ReviewRequirement

ExperimentName = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\- ]*")]
ExperimentID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_-]*")]
ExperimentLifecycle = Literal["setup", "scheduled", "active", "decision_made", "abandoned", "archived"]
Days = Annotated[int, Gt(1)]

# The API says nothing of a scheduled start. What is under way leaves its state for setup by a reset alone, and for archived by a decision.
UNDER_WAY = "active scheduled experiment_stopped assignment_stopped"
LIFECYCLE = Machine(
    initial="setup",
    status="status",
    shown_as={"scheduled": ("setup",)},
    met_by={"scheduled": ("active",)},
    frozen=frozenset({"archived"}),
    advice="a running experiment is concluded (decision_made, abandoned) or reset (setup), and only one in setup is started",
    moves=(
        move("setup", "scheduled", "POST /experiments/{id}/schedule_start", sends={"scheduledTime": "scheduled_start"}, deliberate=True),
        move(
            "setup scheduled",
            "active",
            "PUT /experiments/{id}/start",
            sends={"analysisStartTime": "analysis_start_time", "analysisEndTime": "analysis_end_time", "turboMode": "turbo_mode"},
        ),
        move(
            UNDER_WAY,
            "decision_made",
            "PUT /experiments/{id}/make_decision",
            sends={"id": IdIn("decision_group", "groups"), "decisionReason": "decision_reason", "removeTargeting": "remove_targeting"},
            deliberate=True,
        ),
        move(UNDER_WAY, "abandoned", "PUT /experiments/{id}/abandon", sends={"decisionReason": "decision_reason"}, deliberate=True),
        move(f"{UNDER_WAY} decision_made abandoned", "setup", "PUT /experiments/{id}/reset", deliberate=True),
        move(
            "setup scheduled decision_made abandoned",
            "archived",
            "PUT /experiments/{id}/archive",
            sends={"archiveReason": "archive_reason"},
            deliberate=True,
        ),
        # Where it leads, only the API knows.
        move("archived", "setup", "PUT /experiments/{id}/unarchive"),
    ),
)


# An experiment in a layer of the project's own gives values to the layer's parameters, and to no others.
IN_LAYER = Among("groups[].parameter_values", of="Layer", by="layer_id", items="parameters", what="parameter", keys=True)


class Experiment(
    Audited,
    FullUpdates,
    Archivable,
    ConsoleResource,
    endpoints=collection("experiments", full=True),
    among=(IN_LAYER,),
    checks=(
        needed_when("decision_group", "lifecycle", "decision_made"),
        needed_when("decision_reason", "lifecycle", "decision_made", "abandoned"),
        needed_when("scheduled_start", "lifecycle", "scheduled"),
        *distinct("groups"),
        AddsUp("groups", "size"),
        InMs("scheduled_start"),
        InMs("scheduled_start", ahead=True, when={"lifecycle": "scheduled"}),
        only_when("sidecar_editor_url sidecar_url_filters sidecar_disable_auto_run sidecar_prerun_script", "is_sidecar", True),
    ),
):
    """An experiment. `lifecycle` starts, decides, abandons, resets and archives it; left out, that is done elsewhere.

    A decision is for the group that `decision_group` names. `scheduled_start` is in ms since 1970, durations are in days, and
    `allocation` is the share, in %, of those targeted who take part. `default_rollup_window` is in days, -1 for all since exposure;
    `scheduled_reload_hour` is in UTC, and `scheduled_reload_days` begin with 0 for Sunday.
    """

    name: Prop[ExperimentName] = prop()
    experiment_id: Prop[ExperimentID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    hypothesis: Prop[str] = prop(default="")
    id_type: Prop[str] = prop(default="userID")
    layer_id: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, told=given("layerID", made_up="statsig::"))
    groups: Prop[Many[ExperimentGroup]] = prop(
        default=UNMANAGED,
        carry=Carry(by="name", keys=("id", "disabled", "foreign_group_id")),
        lock=Lock(("active",), "declare setup, which resets it", allows=alike("name", "size", "parameter_values")),
    )
    allocation: Prop[Annotated[float, Ge(0), Le(100)]] = prop(
        default=UNMANAGED,
        lock=Lock(("active",), "it may only be raised; declare setup, which resets it", allows=rises),
        rollout=Rollout(only_in=("active",)),
    )
    lifecycle: Prop[ExperimentLifecycle | None] = prop(default=UNMANAGED, machine=LIFECYCLE)
    scheduled_start: Prop[float | None] = prop(
        default=UNMANAGED,
        sent="scheduledTime",
        sent_by="POST /experiments/{id}/schedule_start",
        wrapped=True,
        later=True,
        returned=False,
        moot_when={"lifecycle": ("active", "decision_made", "abandoned", "archived")},
    )
    analysis_start_time: Prop[str | None] = prop(default=UNMANAGED, only_with="active")
    decision_group: Prop[str | None] = prop(default=UNMANAGED, only_with="decision_made", told=name_in("groups", "launchedGroupID"))
    decision_reason: Prop[str | None] = prop(
        default=UNMANAGED, only_with="decision_made abandoned", told=at("decisionReason"), repeated=True
    )
    remove_targeting: Prop[bool | None] = prop(default=UNMANAGED, only_with="decision_made")
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    control_group_id: Prop[str | None] = prop(default=UNMANAGED, same=same_or_open)
    targeting_gate_id: Prop[str | None] = prop(
        default=UNMANAGED, null=True, moot_when={"lifecycle": "decision_made", "remove_targeting": True}
    )
    primary_metrics: Prop[Many[ExperimentMetric]] = prop(default=UNMANAGED)
    secondary_metrics: Prop[Many[ExperimentMetric]] = prop(default=UNMANAGED)
    other_metrics: Prop[Many[ExperimentMetric]] = prop(default=UNMANAGED)
    primary_metric_tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    secondary_metric_tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    links: Prop[Many[ExperimentLink]] = prop(default=UNMANAGED)
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    duration: Prop[Days | None] = prop(default=UNMANAGED)
    allocation_duration: Prop[Days | None] = prop(default=UNMANAGED, null=True)
    cohorted_analysis_duration: Prop[Days | None] = prop(default=UNMANAGED)
    fixed_analysis_duration: Prop[Days | None] = prop(default=UNMANAGED)
    cohorted_metrics_mature_after_end: Prop[bool | None] = prop(default=UNMANAGED)
    cohort_wait_until_end_to_include: Prop[bool | None] = prop(default=UNMANAGED)
    target_exposures: Prop[Annotated[int, Gt(1)] | None] = prop(default=UNMANAGED)
    analytics_type: Prop[Literal["frequentist", "bayesian", "sprt"] | None] = prop(default=UNMANAGED)
    default_confidence_interval: Prop[Literal["80", "90", "95", "98", "99"] | None] = prop(default=UNMANAGED)
    sequential_testing: Prop[bool | None] = prop(default=UNMANAGED)
    bonferroni_correction: Prop[bool | None] = prop(default=UNMANAGED)
    bonferroni_correction_per_metric: Prop[bool | None] = prop(default=UNMANAGED)
    benjamini_hochberg_per_variant: Prop[bool | None] = prop(default=UNMANAGED)
    benjamini_hochberg_per_metric: Prop[bool | None] = prop(default=UNMANAGED)
    benjamini_primary_metrics_only: Prop[bool | None] = prop(default=UNMANAGED)
    # The API merges them with its own checks and weighs all anew, so answers never show what was sent.
    manual_quality_scores: Prop[Annotated[Many[QualityScore], MaxLen(10)]] = prop(default=UNMANAGED, returned=False)
    secondary_id_type: Prop[str | None] = prop(default=UNMANAGED, null=True)
    identifier_mapping_mode: Prop[Literal["strictOneToOne", "firstTouchOneToMany", "lastTouchOneToMany"] | None] = prop(default=UNMANAGED)
    identity_resolution_source: Prop[str | None] = prop(default=UNMANAGED, null=True)
    assignment_source_name: Prop[str | None] = prop(default=UNMANAGED)
    assignment_source_experiment_name: Prop[str | None] = prop(default=UNMANAGED)
    assignment_source_filters: Prop[Many[AssignmentFilter]] = prop(default=UNMANAGED)
    is_analysis_only: Prop[bool | None] = prop(default=UNMANAGED)
    is_sidecar: Prop[bool | None] = prop(default=UNMANAGED)
    analysis_end_time: Prop[str | None] = prop(default=UNMANAGED)
    scheduled_reload_hour: Prop[Annotated[int, Ge(0), Le(23)] | None] = prop(default=UNMANAGED)
    scheduled_reload_days: Prop[ManySet[Annotated[int, Ge(0), Le(6)]]] = prop(default=UNMANAGED)
    scheduled_reload_type: Prop[Literal["full", "incremental"] | None] = prop(default=UNMANAGED)
    stratified_sampling: Prop[StratifiedSampling | None] = prop(default=UNMANAGED)
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)
    auto_load_topline_impact: Prop[bool | None] = prop(default=UNMANAGED)
    default_rollup_window: Prop[int | None] = prop(default=UNMANAGED)
    pre_computed_user_dimensions: Prop[ManySet[UserDimension]] = prop(default=UNMANAGED)
    cure_covariates: Prop[ManySet[MetricNamed]] = prop(default=UNMANAGED)
    external_events: Prop[ManySet[ExternalEvent]] = prop(default=UNMANAGED)
    user_buckets: Prop[ManySet[Annotated[float, Ge(0), Lt(1000)]]] = prop(default=UNMANAGED)
    enabled_non_prod_environments: Prop[ManySet[EnvironmentName]] = prop(default=UNMANAGED)
    bayesian_priors: Prop[ManySet[BayesianPrior]] = prop(default=UNMANAGED)
    default_chance_to_beat_threshold: Prop[float | None] = prop(default=UNMANAGED)
    sprt_baseline_mode: Prop[Literal["manual", "in_experiment_control"] | None] = prop(default=UNMANAGED)
    sprt_mde_settings: Prop[ManySet[SprtSetting]] = prop(default=UNMANAGED, sent="sprtMDESettings")
    default_sprt_mde: Prop[float | None] = prop(default=UNMANAGED, sent="defaultSPRTMDE")
    default_sprt_power_param: Prop[float | None] = prop(default=UNMANAGED, sent="defaultSPRTPowerParam")
    sidecar_editor_url: Prop[str | None] = prop(default=UNMANAGED, sent="sidecarEditorURL")
    sidecar_url_filters: Prop[ManySet[SidecarFilter]] = prop(default=UNMANAGED, sent="sidecarURLFilters")
    sidecar_disable_auto_run: Prop[bool | None] = prop(default=UNMANAGED)
    sidecar_prerun_script: Prop[str | None] = prop(default=UNMANAGED, null=True)
    is_template: Prop[bool | None] = prop(default=UNMANAGED, replace=True)

    status: Out[str] = output(repeated=True)
    launched_group_id: Out[str | None] = output(repeated=True)
    start_time: Out[float | None] = output()
    end_time: Out[float | None] = output()
    decision_time: Out[float | None] = output()
    health_check_status: Out[str] = output()
    health_checks: Out[Sequence[HealthCheck]] = output()
    summary_sections: Out[Sequence[SummarySection]] = output()
    inline_targeting_rules_json: Out[str | None] = output(read="inlineTargetingRulesJSON")
    subtype: Out[str | None] = output()
    external_experiment_name: Out[str | None] = output()
    review_settings: Out[ReviewRequirement | None] = output()
    holdout_ids: Out[SetOf[str]] = output()
    owner: Out[Owner | None] = output()
    active_review: Out[ActiveReview | None] = output()
