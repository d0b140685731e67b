"""The definition of a metric on a warehouse's own tables.

Schema: `warehouseNative` of MetricCreationContractDto and MetricsUpdateContractDto.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import Ge, Gt, Le
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Wire, completed

from .metric_criterion import MetricCriterion

Aggregation = Literal[
    "count", "sum", "mean", "daily_participation", "ratio", "funnel", "count_distinct", "percentile", "first_value", "latest_value",
    "retention", "max", "min", "composite", "",
]  # fmt: skip
Share = Annotated[float, Ge(0), Le(1)]
Window = Annotated[int, Ge(0)]
Days = Annotated[int, Gt(0)]
Percentile = Annotated[float, Ge(0.001), Le(0.999)]


@completed
class WarehouseFunnelEvent(TypedDict):
    """A step of a funnel. Steps of the same metric source may be tied together by a session column."""

    criteria: NotRequired[Input[Many[MetricCriterion]]]
    metric_source_name: NotRequired[Input[str]]
    name: NotRequired[Input[str | None]]
    session_identifier_field: NotRequired[Input[str | None]]


class MetricRows(TypedDict):
    """The rows of a metric source that count, and the column that holds their value."""

    metric_source_name: Input[str]
    criteria: Input[Many[MetricCriterion]]
    value_column: NotRequired[Input[str]]


@completed
class MetricComponent(TypedDict):
    """A part of a composite metric, which is added or taken off."""

    operator: Input[Literal["+", "-"]]
    aggregation: NotRequired[Input[Aggregation]]
    metric_source_name: NotRequired[Input[str]]
    name: NotRequired[Input[str | None]]
    criteria: NotRequired[Input[Many[MetricCriterion]]]
    value_column: NotRequired[Input[str]]


class DimensionLimit(TypedDict):
    """How many values of a dimension are told apart; the rest is lumped together as OTHER."""

    name: Input[str]
    limit: Input[Annotated[int, Ge(0), Le(100)]]


@completed
class WarehouseMetric(TypedDict, total=False):
    """How a metric is computed from metric sources. What is left out stays as the API has it.

    `metric_sources` names the rows, one or several times; `metric_source_name` with `criteria` and `value_column` is the earlier form.
    Windows are in days, or in minutes where `…_in_minutes` says so; the funnel's allowance is in ms.
    Rollup windows are daily, max or custom; winsorization takes shares from 0 to 1.
    """

    aggregation: Input[Aggregation]
    metric_source_name: Input[str]
    criteria: Input[Many[MetricCriterion]]
    metric_sources: Input[Many[MetricRows]]
    components: Input[Many[MetricComponent]]
    wait_for_cohort_window: Input[bool]
    denominator_criteria: Input[Many[MetricCriterion]]
    denominator_aggregation: Input[Aggregation]
    denominator_custom_rollup_end: Input[float]
    denominator_custom_rollup_start: Input[float]
    denominator_metric_source_name: Input[str]
    denominator_rollup_time_window: Input[str]
    denominator_value_column: Input[str]
    funnel_calculation_window: Input[Window]
    funnel_count_distinct: Input[Literal["sessions", "users"]]
    funnel_events: Input[Many[WarehouseFunnelEvent]]
    funnel_start_criteria: Input[Literal["start_event", "exposure"]]
    metric_dimension_columns: Input[ManySet[str]]
    metric_dimension_limits: Input[ManySet[DimensionLimit]]
    metric_bake_days: Input[Window]
    loading_window: Input[Window]
    numerator_aggregation: Input[Aggregation]
    value_column: Input[str]
    value_threshold: Input[float]
    allow_null_ratio_denominator: Input[bool]
    funnel_strict_ordering: Input[bool]
    funnel_use_exposure_as_first_event: Input[bool]
    funnel_timestamp_allowance_ms: Input[float]
    funnel_time_to_convert: Input[bool]
    winsorization_high: Input[Share]
    winsorization_low: Input[Share]
    winsorization_high_denominator: Input[Share]
    winsorization_low_denominator: Input[Share]
    cuped_attribution_window: Input[Window | None]
    rollup_time_window: Input[str]
    custom_roll_up_start: Input[Window]
    custom_roll_up_end: Input[Window]
    only_include_users_with_conversion_event: Input[bool]
    denominator_custom_rollup_measure_in_minutes: Input[bool]
    custom_rollup_measure_in_minutes: Input[bool]
    percentile: Input[Percentile]
    use_log_transform: Input[bool]
    use_secondary_retention_event: Input[bool]
    retention_end: Input[Days]
    retention_length: Input[Days]
    log_transform_base: Input[Annotated[float, Gt(0)] | None]
    cap: Input[float]
    surrogate_metric_mse: Annotated[Input[float | None], Wire("surrogateMetricMSE")]
