"""The definition of a metric on a warehouse's own tables.

Schema: `warehouseNative` of MetricCreationContractDto and MetricsUpdateContractDto.
"""

from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Wire, completed
from statsig_console.declaring.limits import Ge, Gt, Le

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
    """Which rows of the source make the step: those that meet all criteria. Left out, all do."""
    metric_source_name: NotRequired[Input[str]]
    """The name of the `MetricSource` that holds the rows."""
    name: NotRequired[Input[str | None]]
    """What the step is called in results."""
    session_identifier_field: NotRequired[Input[str | None]]
    """The column with the session, for steps of the same source that have to happen in one session."""


class MetricRows(TypedDict):
    """The rows of a metric source that count, and the column that holds their value."""

    metric_source_name: Input[str]
    """The name of the `MetricSource` that holds the rows."""
    criteria: Input[Many[MetricCriterion]]
    """Which rows count: those that meet all criteria. An empty list takes all."""
    value_column: NotRequired[Input[str]]
    """The column that is summed, averaged or the like. Counts need none."""


@completed
class MetricComponent(TypedDict):
    """A part of a composite metric, which is added or subtracted."""

    operator: Input[Literal["+", "-"]]
    """Whether the part is added (`+`) or subtracted (`-`)."""
    aggregation: NotRequired[Input[Aggregation]]
    """How the part's rows become one number for each unit."""
    metric_source_name: NotRequired[Input[str]]
    """The name of the `MetricSource` that holds the part's rows."""
    name: NotRequired[Input[str | None]]
    """What the part is called."""
    criteria: NotRequired[Input[Many[MetricCriterion]]]
    """Which rows count: those that meet all criteria. Left out, all do."""
    value_column: NotRequired[Input[str]]
    """The column that is summed, averaged or the like. Counts need none."""


class DimensionLimit(TypedDict):
    """How many values of a dimension are told apart; the rest is lumped together as OTHER."""

    name: Input[str]
    """The column of the dimension."""
    limit: Input[Annotated[int, Ge(0), Le(100)]]
    """How many of its values are told apart, the most frequent ones, up to 100."""


@completed
class WarehouseMetric(TypedDict, total=False):
    """How a metric is computed from metric sources. What is left out stays as the API has it.

    `metric_sources` names the rows, one or several times; `metric_source_name` with `criteria` and `value_column` is the earlier form.
    """

    aggregation: Input[Aggregation]
    """How the rows of a unit become one number: `count_distinct` counts different values, `daily_participation` the days with a row,
    `first_value` and `latest_value` take one row; the other words have their plain meaning."""
    metric_source_name: Input[str]
    """The name of the `MetricSource` that holds the rows. `metric_sources` is the newer form."""
    criteria: Input[Many[MetricCriterion]]
    """Which rows count: those that meet all criteria. Left out, all do."""
    metric_sources: Input[Many[MetricRows]]
    """The rows that the metric is computed from, each with its source, filters and column of values."""
    components: Input[Many[MetricComponent]]
    """The parts of a composite metric, which are added up."""
    wait_for_cohort_window: Input[bool]
    """Whether a unit counts only once its whole window is over."""
    denominator_criteria: Input[Many[MetricCriterion]]
    """Which rows of a ratio's denominator count: those that meet all criteria."""
    denominator_aggregation: Input[Aggregation]
    """How the rows of a ratio's denominator become one number for each unit."""
    denominator_custom_rollup_end: Input[float]
    """The end of the denominator's window since exposure, with its rollup window custom: in days, or in minutes."""
    denominator_custom_rollup_start: Input[float]
    """The beginning of the denominator's window since exposure, with its rollup window custom: in days, or in minutes."""
    denominator_metric_source_name: Input[str]
    """The name of the `MetricSource` that holds the rows of a ratio's denominator."""
    denominator_rollup_time_window: Input[str]
    """How a denominator that counts units is summed up over time: active per day (`daily`), once at all (`max`), or within a window
    (`custom`)."""
    denominator_value_column: Input[str]
    """The column of the denominator's rows that is summed, averaged or the like."""
    funnel_calculation_window: Input[Window]
    """How many days a unit has from the first step of a funnel to the last."""
    funnel_count_distinct: Input[Literal["sessions", "users"]]
    """Whether a funnel counts `users`, or each session of one (`sessions`)."""
    funnel_events: Input[Many[WarehouseFunnelEvent]]
    """The steps of a funnel, in the order in which they are taken."""
    funnel_start_criteria: Input[Literal["start_event", "exposure"]]
    """Whether the funnel begins with its first event (`start_event`) or with the exposure."""
    metric_dimension_columns: Input[ManySet[str]]
    """The columns by whose values results can be broken down."""
    metric_dimension_limits: Input[ManySet[DimensionLimit]]
    """How many values of a dimension are told apart, dimension by dimension; the others are lumped together."""
    metric_bake_days: Input[Window]
    """How many days the figures of a day take to be final."""
    loading_window: Input[Window]
    """How many days of data a computation loads; the documents say no more of it."""
    numerator_aggregation: Input[Aggregation]
    """How the rows of a ratio's numerator become one number for each unit."""
    value_column: Input[str]
    """The column of the rows that is summed, averaged or the like. Counts need none."""
    value_threshold: Input[float]
    """The value that a unit has to reach to count."""
    allow_null_ratio_denominator: Input[bool]
    """Whether units that have no denominator count in a ratio."""
    funnel_strict_ordering: Input[bool]
    """Whether the steps have to be taken in their order, with none of the others between."""
    funnel_use_exposure_as_first_event: Input[bool]
    """Whether the exposure is the first step of the funnel."""
    funnel_timestamp_allowance_ms: Input[float]
    """By how many ms a step may be logged before the preceding step and still count."""
    funnel_time_to_convert: Input[bool]
    """Whether the metric is the time from the first step to the last, instead of the share that gets there."""
    winsorization_high: Input[Share]
    """The percentile above which values are cut down to it, as a share: 0.999. Left out, none are."""
    winsorization_low: Input[Share]
    """The percentile below which values are raised to it, as a share: 0.001. Left out, none are."""
    winsorization_high_denominator: Input[Share]
    """The same upper percentile for a ratio's denominator, as a share from 0 to 1."""
    winsorization_low_denominator: Input[Share]
    """The same lower percentile for a ratio's denominator, as a share from 0 to 1."""
    cuped_attribution_window: Input[Window | None]
    """How many days before the exposure CUPED looks at to reduce variance."""
    rollup_time_window: Input[str]
    """How a metric that counts units is summed up over time: active per day (`daily`), once at all (`max`), or within a window
    (`custom`)."""
    custom_roll_up_start: Input[Window]
    """The beginning of the window since exposure, with the rollup window custom: in days, or in minutes."""
    custom_roll_up_end: Input[Window]
    """The end of the window since exposure, with the rollup window custom: in days, or in minutes."""
    only_include_users_with_conversion_event: Input[bool]
    """Whether units count only if they have an event that converts."""
    denominator_custom_rollup_measure_in_minutes: Input[bool]
    """Whether the denominator's custom window is in minutes instead of days."""
    custom_rollup_measure_in_minutes: Input[bool]
    """Whether the custom window is in minutes instead of days."""
    percentile: Input[Percentile]
    """Which percentile the metric is, as a share: 0.95 for the 95th; with aggregation percentile."""
    use_log_transform: Input[bool]
    """Whether the logarithm of values is analysed instead of the values."""
    use_secondary_retention_event: Input[bool]
    """Whether another event than the first one shows that a unit has come back, for retention."""
    retention_end: Input[Days]
    """The day since the start up to which a unit has to have come back, for retention."""
    retention_length: Input[Days]
    """How many days the span has in which a unit has to come back, for retention."""
    log_transform_base: Input[Annotated[float, Gt(0)] | None]
    """The base of the logarithm. Left out, it is the natural one."""
    cap: Input[float]
    """The largest value that counts; larger values count as this one."""
    surrogate_metric_mse: Annotated[Input[float | None], Wire("surrogateMetricMSE")]
    """The mean squared error of a surrogate metric, by which intervals are widened for a forecast that is not certain."""
