"""Experiment: groups of users that see different values, what is measured, and the way from setup to decision.

API: POST /experiments; GET, PATCH, POST, DELETE /experiments/{id}; PUT /experiments/{id}/start, make_decision, abandon, reset, archive,
unarchive; POST /experiments/{id}/schedule_start.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from statsig_console.declaring.annotations import EnvironmentName, Many, ManySet, Pattern, SetOf
from statsig_console.declaring.answers import at, given, name_in
from statsig_console.declaring.checks import AddsUp, InMs, distinct
from statsig_console.declaring.combinations import needed_when, only_when
from statsig_console.declaring.compare import alike, rises, same_or_open
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Carry, Out, Prop, Rollout, output, prop
from statsig_console.declaring.kinds import Among
from statsig_console.declaring.lifecycle import IdIn, Machine, move
from statsig_console.declaring.limits import Ge, Gt, Le, Lt, MaxLen, MinLen
from statsig_console.declaring.marks import Ignored, Lock, Repeated, SentBy
from statsig_console.declaring.reviews import Reviews, Slot, Step
from statsig_console.resource import Archivable, ConsoleResource, FullUpdates, Reviewed

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

# No answer shows a scheduled start. A running experiment gets to setup only by a reset, and to archived only once it is concluded.
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
        # Only the API knows which state follows.
        move("archived", "setup", "PUT /experiments/{id}/unarchive"),
    ),
)


# An experiment in a layer of the project's own gives values to the layer's parameters, and to no others.
IN_LAYER = Among("groups[].parameter_values", of="Layer", by="layer_id", items="parameters", what="parameter", keys=True)


REVIEWS = Reviews(
    "/experiments/{id}/reviews",
    slots=(
        Slot(
            "update_settings",
            whole="settings",
            demands=(
                "description",
                "idType",
                "hypothesis",
                "groups",
                "allocation",
                "targetingGateID",
                "bonferroniCorrection",
                "defaultConfidenceInterval",
                "status",
            ),
        ),
    ),
    steps={
        "start": Step("start"),
        "schedule_start": Step("scheduled_start"),
        "make_decision": Step("make_decision"),
        "abandon": Step("abandon"),
        "reset": Step("restart"),
        "archive": Step("archive"),
        "unarchive": Step("unarchive"),
    },
    renamed={
        "id": "winning_group_id",
        "decisionReason": "reason",
        "archiveReason": "reason",
        "removeTargeting": "remove_targeting",
        "analysisStartTime": "start_date",
        "scheduledTime": "start_time",
    },
    removal=Step("delete"),
    beside=frozenset(
        {
            "overrides",
            "start",
            "schedule_start",
            "make_decision",
            "abandon",
            "reset",
            "archive",
            "unarchive",
            "enable_groups",
            "disable_groups",
            "defer_decision",
        }
    ),
    reason_from="GET /audit_logs",
    rejected="experiment_review_reject",
)


class Experiment(
    Audited,
    FullUpdates,
    Archivable,
    Reviewed,
    ConsoleResource,
    endpoints=collection("experiments", full=True),
    reviews=REVIEWS,
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
    """An experiment. `lifecycle` starts, decides, abandons, resets and archives it; left out, that is done elsewhere."""

    name: Prop[ExperimentName] = prop()
    """The name that the console shows. It can be changed, since code asks for an experiment by its ID."""
    experiment_id: Prop[ExperimentID] = prop(default=UNMANAGED, sent="id", replace=True, slug_of="name")
    """The ID by which code asks for the experiment. Left out, it is made of the name: "New checkout" becomes `new_checkout`."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    """What the experiment is for, as the console shows it. Left out, it is empty."""
    hypothesis: Prop[str] = prop(default="")
    """What the experiment is to show, in a sentence that results can confirm or refute. Left out, it is empty."""
    id_type: Prop[str] = prop(default="userID")
    """The kind of ID that is put into groups: users (`userID`), devices (`stableID`) or another unit ID type. The same ID always
    gets the same group."""
    layer_id: Prop[str | None] = prop(default=UNMANAGED, null=True, replace=True, from_answer=given("layerID", made_up="statsig::"))
    """The ID of the layer that the experiment shares with others, so that each unit is in only one of them. Left out, the experiment has
    a layer of its own. No operation changes it."""
    groups: Prop[Many[ExperimentGroup]] = prop(
        Lock(("active",), "declare setup, which resets it", allows=alike("name", "size", "parameter_values")),
        default=UNMANAGED,
        carry=Carry(by="name", keys=("id", "disabled", "foreign_group_id")),
    )
    """The groups and the values that they give. They can only be changed in setup: a running experiment has to be reset. Left out,
    they are managed elsewhere."""
    allocation: Prop[Annotated[float, Ge(0), Le(100)]] = prop(
        Lock(("active",), "it may only be raised; declare setup, which resets it", allows=rises),
        default=UNMANAGED,
        rollout=Rollout(only_in=("active",)),
    )
    """The share in % of those targeted who take part; in a layer, the share of the layer. While the experiment runs it can only be
    raised."""
    lifecycle: Prop[ExperimentLifecycle | None] = prop(default=UNMANAGED, machine=LIFECYCLE)
    """The state of the experiment: set up, to start automatically (`scheduled`), running (`active`), decided for a group
    (`decision_made`), ended without a decision (`abandoned`), or `archived`. A new value moves it there; `setup` resets it. Left out,
    the state is managed elsewhere."""
    scheduled_start: Prop[float | None] = prop(
        SentBy("POST /experiments/{id}/schedule_start", wrapped=True),
        Ignored({"lifecycle": ("active", "decision_made", "abandoned", "archived")}),
        default=UNMANAGED,
        sent="scheduledTime",
        later=True,
        returned=False,
    )
    """When the experiment is to start automatically, in ms since 1970; for `lifecycle` scheduled. The API cannot cancel it, and no
    answer holds it."""
    analysis_start_time: Prop[str | None] = prop(default=UNMANAGED, only_with="active")
    """The first day of the analysis (2026-01-31), for an experiment that a warehouse-native project only analyses. It is only
    sent with the start."""
    decision_group: Prop[str | None] = prop(default=UNMANAGED, only_with="decision_made", from_answer=name_in("groups", "launchedGroupID"))
    """The name of the group that is shipped; for `lifecycle` decision_made. Everyone in the experiment gets its values then."""
    decision_reason: Prop[str | None] = prop(
        Repeated(), default=UNMANAGED, only_with="decision_made abandoned", from_answer=at("decisionReason")
    )
    """The reason for the decision, for later readers of the results. Decisions and abandonments ask for it."""
    remove_targeting: Prop[bool | None] = prop(default=UNMANAGED, only_with="decision_made")
    """Whether the shipped group is for everyone, instead of just those who were targeted. Left out, it is not."""
    archive_reason: Prop[str | None] = prop(default=UNMANAGED, only_with="archived")
    """Why the experiment is archived, for its history."""
    control_group_id: Prop[str | None] = prop(default=UNMANAGED, same=same_or_open)
    """The ID of the group that others are compared with. Left out, the API takes the first one."""
    targeting_gate_id: Prop[str | None] = prop(
        Ignored({"lifecycle": "decision_made", "remove_targeting": True}), default=UNMANAGED, null=True
    )
    """The ID of a gate: only those who pass it take part. An empty text removes it."""
    primary_metrics: Prop[Many[ExperimentMetric]] = prop(default=UNMANAGED)
    """The metrics that decide about the hypothesis. Corrections for many comparisons count them first."""
    secondary_metrics: Prop[Many[ExperimentMetric]] = prop(default=UNMANAGED)
    """Further metrics that are watched, since they may speak against the decision."""
    other_metrics: Prop[Many[ExperimentMetric]] = prop(default=UNMANAGED)
    """Metrics of interest that no correction for many comparisons applies to."""
    primary_metric_tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of tags whose metrics count as primary ones, besides those named."""
    secondary_metric_tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of tags whose metrics count as secondary ones, besides those named."""
    links: Prop[Many[ExperimentLink]] = prop(default=UNMANAGED)
    """Links to designs, discussions and the like that the console shows."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the experiment's tags, by which the console groups and finds it. A tag should exist before it is named."""
    target_apps: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the target apps that get the experiment. An SDK key with a target app receives only that app's objects."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The name of the team that owns the experiment. Teams are a feature of the enterprise plan; a team's defaults may add to a new
    experiment."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The ID of the team that owns the experiment, for programs that know it by ID; `team` says the same by name."""
    creator_id: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    """The ID of the user whom the console shows as the creator of the experiment. Left out of a new one, it is the API key."""
    creator_email: Prop[str | None] = prop(default=UNMANAGED, null=True, same=same_or_open)
    """The email address of the user whom the console shows as the creator of the experiment. Left out of a new one, it is the API key."""
    duration: Prop[Days | None] = prop(default=UNMANAGED)
    """How long the experiment is planned to run, in days. It does not end the experiment."""
    allocation_duration: Prop[Days | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """For how many days a warehouse-native project takes in units, which are watched on after that. An empty text sets no end."""
    cohorted_analysis_duration: Prop[Days | None] = prop(default=UNMANAGED)
    """For how many days each unit is analysed after its first exposure, in a warehouse-native project."""
    fixed_analysis_duration: Prop[Days | None] = prop(default=UNMANAGED)
    """For how many days the experiment is analysed, however long it runs."""
    cohorted_metrics_mature_after_end: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether metrics with a window go on after the experiment's end until every unit's window is complete, in a warehouse-native
    project."""
    cohort_wait_until_end_to_include: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether a unit counts only once its `cohorted_analysis_duration` is over, in a warehouse-native project."""
    target_exposures: Prop[Annotated[int, Gt(1)] | None] = prop(default=UNMANAGED)
    """How many units are planned to be exposed. It does not end the experiment."""
    analytics_type: Prop[Literal["frequentist", "bayesian", "sprt"] | None] = prop(default=UNMANAGED)
    """How results are judged: by confidence intervals (`frequentist`), by chances to beat the control (`bayesian`), or by a
    sequential probability ratio test (`sprt`)."""
    default_confidence_interval: Prop[Literal["80", "90", "95", "98", "99"] | None] = prop(default=UNMANAGED)
    """The confidence in % of the intervals that results show at first. Left out of a new one, the API chooses it."""
    sequential_testing: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether intervals are widened so that looking at results before the end misleads nobody."""
    bonferroni_correction: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the significance level is divided by the number of groups that are compared with the control."""
    bonferroni_correction_per_metric: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the significance level is divided by the number of metrics."""
    benjamini_hochberg_per_variant: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the false discovery rate is controlled across the groups, by the procedure of Benjamini and Hochberg."""
    benjamini_hochberg_per_metric: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the false discovery rate is controlled across the metrics, by the procedure of Benjamini and Hochberg."""
    benjamini_primary_metrics_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the Benjamini-Hochberg procedure only looks at the primary metrics."""
    # The API merges them with its own checks and weighs all anew, so answers never show what was sent.
    manual_quality_scores: Prop[Annotated[Many[QualityScore], MaxLen(10)]] = prop(default=UNMANAGED, returned=False)
    """Up to 10 criteria of quality that people judge. The API merges them with its own checks and weighs all anew, so that drift
    cannot be seen."""
    secondary_id_type: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """A second unit ID type by which metrics are joined to assigned units, in a warehouse-native project. An empty text removes it."""
    identifier_mapping_mode: Prop[Literal["strictOneToOne", "firstTouchOneToMany", "lastTouchOneToMany"] | None] = prop(default=UNMANAGED)
    """How the two kinds of IDs go together: one to one (`strictOneToOne`), or several to one, by the first (`firstTouchOneToMany`)
    or the last touch (`lastTouchOneToMany`)."""
    identity_resolution_source: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """The name of the entity property source that says which IDs belong together. An empty text removes it."""
    assignment_source_name: Prop[str | None] = prop(default=UNMANAGED)
    """The name of the `AssignmentSource` that tells who was in which group, in a warehouse-native project."""
    assignment_source_experiment_name: Prop[str | None] = prop(default=UNMANAGED)
    """What the experiment is called in the assignment source, where that differs."""
    assignment_source_filters: Prop[Many[AssignmentFilter]] = prop(default=UNMANAGED)
    """Which rows of the assignment source count: those that meet all filters. Left out, all do."""
    is_analysis_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether units are assigned outside Statsig, which then only analyses, in a warehouse-native project."""
    is_sidecar: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether it is an experiment of Sidecar, the editor that changes web pages without code."""
    analysis_end_time: Prop[str | None] = prop(default=UNMANAGED)
    """The last day of the analysis (2026-01-31), for an experiment that a warehouse-native project only analyses."""
    scheduled_reload_hour: Prop[Annotated[int, Ge(0), Le(23)] | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """The hour in UTC at which results are computed automatically, in a warehouse-native project. An empty text removes it."""
    scheduled_reload_days: Prop[ManySet[Annotated[int, Ge(0), Le(6)]]] = prop(default=UNMANAGED)
    """The days of the week on which results are computed automatically: 0 is Sunday, 6 Saturday."""
    scheduled_reload_type: Prop[Literal["full", "incremental"] | None] = prop(default=UNMANAGED)
    """Whether the scheduled computation computes all results anew (`full`) or the days since the last time (`incremental`)."""
    stratified_sampling: Prop[StratifiedSampling | Literal[""] | None] = prop(default=UNMANAGED, null=True)
    """What the groups are balanced by before the start, so that they are alike to begin with. An empty text removes it."""
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether computations leave out the history by day, so that the latest figures are available sooner, in a warehouse-native project."""
    auto_load_topline_impact: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the effect on the metrics of all users is computed along with the results."""
    default_rollup_window: Prop[int | None] = prop(default=UNMANAGED)
    """How many days since exposure results show at first; -1 shows all of them."""
    pre_computed_user_dimensions: Prop[ManySet[UserDimension]] = prop(default=UNMANAGED)
    """Properties of users by which results are computed in advance, so that they can be broken down at once."""
    cure_covariates: Prop[ManySet[MetricNamed]] = prop(default=UNMANAGED)
    """The metrics by which variance is reduced, in a warehouse-native project."""
    external_events: Prop[ManySet[ExternalEvent]] = prop(default=UNMANAGED)
    """Events during the experiment that may have moved metrics, such as a campaign, for charts to show."""
    user_buckets: Prop[ManySet[Annotated[float, Ge(0), Lt(1000)]]] = prop(default=UNMANAGED)
    """Which of the 1000 buckets that units fall into take part, by their numbers from 0. Left out, the API chooses them."""
    enabled_non_prod_environments: Prop[ManySet[EnvironmentName]] = prop(default=UNMANAGED)
    """The names of the environments besides production in which the experiment assigns, even before its start."""
    bayesian_priors: Prop[ManySet[BayesianPrior]] = prop(default=UNMANAGED)
    """What is believed of single metrics before the experiment, for the Bayesian analysis."""
    default_chance_to_beat_threshold: Prop[float | None] = prop(default=UNMANAGED)
    """The chance to beat the control from which on a result counts, in the Bayesian analysis."""
    sprt_baseline_mode: Prop[Literal["manual", "in_experiment_control"] | None] = prop(default=UNMANAGED)
    """Where the metric's mean and spread come from that an SPRT compares with: set by hand (`manual`), or those of the experiment's
    control group (`in_experiment_control`)."""
    sprt_mde_settings: Prop[ManySet[SprtSetting]] = prop(default=UNMANAGED, sent="sprtMDESettings")
    """The smallest effects that an SPRT is to find, metric by metric."""
    default_sprt_mde: Prop[float | None] = prop(default=UNMANAGED, sent="defaultSPRTMDE")
    """The smallest effect that an SPRT is to find where no setting of its own says so."""
    default_sprt_power_param: Prop[float | None] = prop(default=UNMANAGED, sent="defaultSPRTPowerParam")
    """The power of the SPRT: how likely it is to find an effect of that size."""
    sidecar_editor_url: Prop[str | None] = prop(default=UNMANAGED, sent="sidecarEditorURL")
    """The address of the page that the Sidecar editor opens."""
    sidecar_url_filters: Prop[ManySet[SidecarFilter]] = prop(default=UNMANAGED, sent="sidecarURLFilters")
    """The pages that the Sidecar experiment runs on. Left out, they are managed elsewhere."""
    sidecar_disable_auto_run: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the page has to start the Sidecar experiment itself."""
    sidecar_prerun_script: Prop[str | None] = prop(default=UNMANAGED, null=True)
    """JavaScript that runs before the Sidecar experiment changes the page. An empty text removes it."""
    is_template: Prop[bool | None] = prop(default=UNMANAGED, replace=True)
    """Whether it is a template that people start new experiments from, instead of an experiment that code asks for."""

    status: Out[str] = output(repeated=True)
    """The state as the API calls it; beside those of `lifecycle` also `experiment_stopped` and `assignment_stopped`."""
    launched_group_id: Out[str | None] = output(repeated=True)
    """The ID of the group that was shipped; nothing before a decision."""
    start_time: Out[float | None] = output()
    """When the experiment started, in ms since 1970; nothing before that."""
    end_time: Out[float | None] = output()
    """When the experiment ended, in ms since 1970; nothing before that."""
    decision_time: Out[float | None] = output()
    """When it was decided, in ms since 1970; nothing before that."""
    health_check_status: Out[str] = output()
    """The verdict of all health checks together: `PASSED`, `FAILED`, `WAITING` or `WARNING`."""
    health_checks: Out[Sequence[HealthCheck]] = output()
    """The API's checks of the experiment, such as whether the groups' sizes are as planned."""
    summary_sections: Out[Sequence[SummarySection]] = output()
    """What people have written about the experiment in its summary."""
    inline_targeting_rules_json: Out[str | None] = output(read="inlineTargetingRulesJSON")
    """The text of the targeting rules that the console keeps in the experiment itself. They cannot be set by the API."""
    subtype: Out[str | None] = output()
    """The API's word for the sort of experiment; the documents do not list such words."""
    external_experiment_name: Out[str | None] = output()
    """What the experiment is called outside Statsig, where it is assigned there."""
    review_settings: Out[ReviewRequirement | None] = output()
    """Whether changes of the experiment need a review, and who may approve them. It is set in the console."""
    holdout_ids: Out[SetOf[str]] = output()
    """The IDs of the holdouts that keep users out of the experiment. Membership is set on the `Holdout`."""
    owner: Out[Owner | None] = output()
    """The person or API key that owns the experiment; nothing for some that the API made."""
    active_review: Out[ActiveReview | None] = output()
    """The change of the experiment that waits for a review; nothing where none does."""
