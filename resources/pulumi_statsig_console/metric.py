"""Metric: what experiments and gates are measured by.

API: POST /metrics; GET, POST, DELETE /metrics/{id}; GET /metrics/list; PUT /metrics/{id}/schedule_archive, cancel_archive, unarchive.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import Ge, Le, MaxLen, MinLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Pattern, SetOf
from statsig_console.declaring.checks import together
from statsig_console.declaring.combinations import only_when
from statsig_console.declaring.endpoints import Derived, collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.lifecycle import Machine, move
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

# Archival starts a day after it was asked for: until then it is cancelled, later undone. No answer tells which.
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
    type: NotRequired[Input[EventCounting | None]]
    metadata_key: NotRequired[Input[str]]
    criteria: NotRequired[Input[Many[MetricCriterion]]]


class FunnelEvent(TypedDict):
    """A step of a funnel."""

    name: Input[str]
    type: Input[Literal["event_dau", "event_user", "event_count", "event_count_custom"]]


class Lineage(TypedDict):
    """The events and metrics that a metric is made of."""

    events: SetOf[str]
    metrics: SetOf[str]


class Metric(
    Archivable,
    ConsoleResource,
    endpoints=collection("metrics", update="POST", identity=Derived(("name", "type"))).but(listing=operation("GET /metrics/list")),
    checks=(
        only_when("metric_component_metrics", "type", "composite", "composite_sum", "ratio", "undefined"),
        only_when("funnel_event_list funnel_count_distinct", "type", "funnel", "undefined"),
        only_when("custom_roll_up_start custom_roll_up_end", "rollup_time_window", "custom"),
        only_when("warehouse_native", "type", "user_warehouse"),
        together("unit_types", 1, "type", "sum", "mean", "event_count_custom"),
        together("metric_events", 1, "type", "sum", "mean", "event_count_custom", "event_user"),
        together("metric_component_metrics metric_events", 2, "type", "ratio"),
        together("funnel_event_list", 2, "type", "funnel"),
        together("metric_component_metrics", 1, "type", "composite", "composite_sum"),
    ),
):
    """A metric; its ID is ``name::type``. One of type user_warehouse is computed as `warehouse_native` says.

    Rollups are in days since exposure. A warehouse-native one is computed anew at `scheduled_reload_hour` (UTC) on
    `scheduled_reload_days` (0 is Sunday). `lifecycle` archived takes effect after a day.
    """

    name: Prop[MetricName] = prop(replace=True)
    type: Prop[MetricType] = prop(replace=True, server_values=("setup_incomplete", "import_window", "count_distinct"))
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="")
    directionality: Prop[Literal["increase", "decrease"]] = prop(default="increase")
    unit_types: Prop[ManySet[str]] = prop(default=UNMANAGED)
    metric_events: Prop[Many[MetricEvent]] = prop(default=UNMANAGED, replace=True)
    metric_component_metrics: Prop[Many[MetricReference]] = prop(default=UNMANAGED, replace=True)
    rollup_time_window: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    custom_roll_up_start: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    custom_roll_up_end: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    percentile: Prop[Percentile | None] = prop(default=UNMANAGED)
    funnel_event_list: Prop[Many[FunnelEvent]] = prop(default=UNMANAGED, replace=True)
    funnel_count_distinct: Prop[Literal["events", "users"] | None] = prop(default=UNMANAGED, replace=True)
    warehouse_native: Prop[WarehouseMetric | None] = prop(default=UNMANAGED)
    lifecycle: Prop[Literal["active", "archived"]] = prop(default="active", machine=LIFECYCLE)
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    is_verified: Prop[bool | None] = prop(default=UNMANAGED)
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    is_permanent: Prop[bool | None] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team_id")
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team")
    scheduled_reload_hour: Prop[Annotated[int, Ge(0), Le(23)] | None] = prop(default=UNMANAGED, later=True, null=True)
    scheduled_reload_days: Prop[ManySet[Annotated[int, Ge(0), Le(6)]]] = prop(default=UNMANAGED, later=True)
    owner: Prop[Owner | None] = prop(default=UNMANAGED, later=True)

    is_hidden: Out[bool] = output()
    lineage: Out[Lineage] = output(repeats=("metric_events", "metric_component_metrics", "funnel_event_list", "warehouse_native"))
    created_time: Out[float | None] = output()
    creator_name: Out[str | None] = output()
    creator_email: Out[str | None] = output()
    last_modified_time: Out[float | None] = output(stamp="when")
    last_modifier_id: Out[str | None] = output()
    last_modifier_name: Out[str | None] = output(stamp="who")
    last_modifier_email: Out[str | None] = output(stamp="who")
