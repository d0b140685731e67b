"""Metric: what experiments and gates are measured by.

API: POST /metrics; GET, POST, DELETE /metrics/{id}; GET /metrics/list; PUT /metrics/{id}/schedule_archive, cancel_archive, unarchive.
"""

from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Pattern, SetOf
from statsig_console.declaring.checks import together
from statsig_console.declaring.combinations import only_when
from statsig_console.declaring.endpoints import Derived, collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
from statsig_console.declaring.limits import Ge, Le, MaxLen, MinLen
from statsig_console.declaring.operations import operation
from statsig_console.resource import Archivable, ConsoleResource

from .audit import Owner
from .metric_criterion import MetricCriterion
from .metric_reference import MetricReference
from .warehouse_metric import Percentile, WarehouseMetric

MetricName = Annotated[str, MinLen(3), MaxLen(200), Pattern(r"[a-zA-Z0-9_.\-()/ %:]*")]
MetricType = Literal[
    "ratio", "mean", "event_count_custom", "event_user", "funnel", "composite", "composite_sum", "sum", "undefined", "user_warehouse",
    "percentile", "latest_value",
]  # fmt: skip
EventCounting = Literal["count", "count_distinct", "value", "metadata"]

# An archival takes effect a day later: until then it can be cancelled, after that undone. No answer shows which one applies.
LIFECYCLE = Machine(
    initial="active",
    moves=(
        move("active", "archived", "PUT /metrics/{id}/schedule_archive"),
        move("archived", "active", "PUT /metrics/{id}/cancel_archive", also="PUT /metrics/{id}/unarchive"),
    ),
)


class MetricEvent(TypedDict):
    """An event that a metric counts, or whose value or metadata it takes."""

    name: Input[str]
    """The name of the event, as code logs it."""
    type: NotRequired[Input[EventCounting | None]]
    """What is taken of the event: how often it is logged (`count`), how many different values it has (`count_distinct`), its
    `value`, or a field of its `metadata`."""
    metadata_key: NotRequired[Input[str]]
    """The field of the event's metadata that is taken, with `type` metadata."""
    criteria: NotRequired[Input[Many[MetricCriterion]]]
    """Which of the events count: those that meet all criteria. Left out, all do."""


class FunnelEvent(TypedDict):
    """A step of a funnel."""

    name: Input[str]
    """The name of the event, or of the metric, that makes the step."""
    type: Input[Literal["event_dau", "event_user", "event_count", "event_count_custom"]]
    """How the step is counted: by users per day (`event_dau`), users (`event_user`) or events (`event_count`, or
    `event_count_custom` for one with filters)."""


class Lineage(TypedDict):
    """The events and metrics that a metric is made of."""

    events: SetOf[str]
    """The names of the events that the metric is computed from."""
    metrics: SetOf[str]
    """The names of the metrics that the metric is computed from."""


class Metric(
    Archivable,
    ConsoleResource,
    endpoints=collection("metrics", update="POST", identity=Derived(("name", "type")))
    .but(listing=operation("GET /metrics/list"))
    .with_dry_runs("body", "create", "update"),
    checks=(
        only_when("metric_component_metrics", "type", "composite", "composite_sum", "ratio", "undefined"),
        only_when("funnel_event_list funnel_count_distinct", "type", "funnel", "undefined"),
        only_when("custom_roll_up_start custom_roll_up_end", "rollup_time_window", "custom"),
        only_when("warehouse_native", "type", "user_warehouse"),
        together("unit_types", 1, "type", "sum", "mean", "event_count_custom"),
        together("metric_events", 1, "type", "sum", "mean", "event_count_custom", "event_user"),
        together("metric_events.criteria", 1, "type", "event_user"),
        together("metric_component_metrics metric_events", 2, "type", "ratio"),
        together("funnel_event_list", 2, "type", "funnel"),
        together("metric_component_metrics", 1, "type", "composite", "composite_sum"),
    ),
):
    """A metric; its ID is ``name::type``. One of type user_warehouse is computed as `warehouse_native` says."""

    name: Prop[MetricName] = prop(replace=True)
    """The name that the metrics catalog shows. With the type it makes the ID, so that no operation changes it."""
    type: Prop[MetricType] = prop(replace=True, server_values=("setup_incomplete", "import_window", "count_distinct"))
    """How the metric is computed: `event_count_custom` counts events, `event_user` counts users who have one, `composite` and
    `composite_sum` add metrics up, `user_warehouse` is what `warehouse_native` defines; `sum`, `mean`, `ratio` and `funnel` have
    their plain meaning. `undefined` is completed later."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    """What the metric is for, as the console shows it. Left out, it is empty."""
    directionality: Prop[Literal["increase", "decrease"]] = prop(default="increase")
    """Whether more of it is better (`increase`) or less (`decrease`), by which results are coloured."""
    unit_types: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The unit ID types that the metric is computed for, such as `userID`. Sums, means and counts need one at least."""
    metric_events: Prop[Many[MetricEvent]] = prop(default=UNMANAGED, replace=True)
    """The events that the metric is made of; those of a ratio are the numerator, then the denominator."""
    metric_component_metrics: Prop[Many[MetricReference]] = prop(default=UNMANAGED, replace=True)
    """The metrics that a composite or ratio metric is made of, in their order."""
    rollup_time_window: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """Which days since exposure count for a unit: with `custom`, those from `custom_roll_up_start` to `custom_roll_up_end`."""
    custom_roll_up_start: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """The first day since exposure that counts, with `rollup_time_window` custom."""
    custom_roll_up_end: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """The last day since exposure that counts, with `rollup_time_window` custom."""
    percentile: Prop[Percentile | None] = prop(default=UNMANAGED)
    """Which percentile the metric is, as a share: 0.95 for the 95th; for a metric of type percentile."""
    funnel_event_list: Prop[Many[FunnelEvent]] = prop(default=UNMANAGED, replace=True)
    """The steps of a funnel, two at least, in the order in which users take them."""
    funnel_count_distinct: Prop[Literal["events", "users"] | None] = prop(default=UNMANAGED, replace=True)
    """Whether a funnel counts `users`, or every pass of one (`events`)."""
    warehouse_native: Prop[WarehouseMetric | None] = prop(default=UNMANAGED)
    """How the metric is computed from metric sources, in a warehouse-native project; only for type `user_warehouse`."""
    lifecycle: Prop[Literal["active", "archived"]] = prop(default="active", machine=LIFECYCLE)
    """Whether the metric is in use (`active`) or `archived`. An archival takes effect a day later; until then it can be cancelled.
    No answer shows it, so drift cannot be seen."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the metric's tags, by which the console groups and finds it. A tag should exist before it is named."""
    is_verified: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the metric is marked as trustworthy in the console."""
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the metric can be edited only through the API, and not in the console."""
    is_permanent: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the metric stays: the API then refuses to delete it."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team_id")
    """The name of the team that answers for the metric; `team_id` says the same by ID."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team")
    """The ID of the team that answers for the metric; `team` says the same by name."""
    scheduled_reload_hour: Prop[Annotated[int, Ge(0), Le(23)] | Literal[""] | None] = prop(default=UNMANAGED, later=True, null=True)
    """The hour in UTC at which the metric is computed automatically, in a warehouse-native project. An empty text removes it."""
    scheduled_reload_days: Prop[ManySet[Annotated[int, Ge(0), Le(6)]]] = prop(default=UNMANAGED, later=True)
    """The days of the week on which the metric is computed automatically: 0 is Sunday, 6 Saturday."""
    owner: Prop[Owner | None] = prop(default=UNMANAGED, later=True)
    """The person or API key that owns the metric."""

    is_hidden: Out[bool] = output()
    """Whether the metrics catalog leaves the metric out."""
    lineage: Out[Lineage] = output(repeats=("metric_events", "metric_component_metrics", "funnel_event_list", "warehouse_native"))
    """What the metric is computed from, events and other metrics."""
    created_time: Out[float | None] = output(created=True)
    """When the metric was made, in s or ms since 1970: the vendor's example counts in seconds."""
    creator_name: Out[str | None] = output()
    """The name of the person who made the metric; `CONSOLE API` where an API key did."""
    creator_email: Out[str | None] = output()
    """The email address of the user who made the metric; nothing where an API key did."""
    last_modified_time: Out[float | None] = output(last_change="when")
    """When the metric last changed, in ms since 1970."""
    last_modifier_id: Out[str | None] = output()
    """The ID of the user or API key that changed the metric last."""
    last_modifier_name: Out[str | None] = output(last_change="who")
    """The name of the person who changed the metric last."""
    last_modifier_email: Out[str | None] = output(last_change="who")
    """The email address of the person who changed the metric last; nothing where an API key did."""
