"""Widgets of a dashboard: texts, headers, charts over time and funnels, told apart by `type`.

Schemas: the four forms of `widgets` in CreateDashboardDto, AddDashboardWidgetsDto and ReplaceDashboardWidgetsDto. The words for operators,
aggregations and charts are those of the vendor's own dashboard scripts, since the document lists none.
"""

from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Absent, ByServer, Computed, Many, ManySet, snake_case
from statsig_console.declaring.checks import Either, Spelt, checked
from statsig_console.declaring.limits import Gt, Le, MinLen

Width = Annotated[int, Gt(0), Le(12)]
Height = Annotated[int, Gt(0)]

OPERATORS = (
    "ANY_OF", "CONTAINS", "EQ", "GT", "LT", "GTE", "LTE", "IS_NOT_NULL", "IS_NULL", "NONE_OF", "NOT_CONTAINS", "SQL_FILTER", "STARTS_WITH",
    "ENDS_WITH", "AFTER_EXPOSURE", "BEFORE_EXPOSURE", "IS_TRUE", "IS_FALSE", "INCLUDED", "NOT_INCLUDED",
)  # fmt: skip
AGGREGATIONS = (
    "COUNT", "COUNT_DISTINCT", "COUNT_DISTINCT_VALUE", "COUNT_DISTINCT_VALUE_PER_USER", "AVG_COUNT_PER_USER", "MAX_COUNT_PER_USER",
    "MIN_COUNT_PER_USER", "P50_COUNT_PER_USER", "P75_COUNT_PER_USER", "P90_COUNT_PER_USER", "P95_COUNT_PER_USER", "P99_COUNT_PER_USER",
    "SUM", "AVG", "CONVERSION_RATE", "FUNNEL", "P50", "P75", "P90", "P95", "P99", "MAX", "MIN", "OTEL_COUNTER__SUM", "OTEL_COUNTER__AVG",
    "OTEL_COUNTER__MIN", "OTEL_COUNTER__MAX", "OTEL_HISTOGRAM__COUNT", "OTEL_HISTOGRAM__SUM", "OTEL_HISTOGRAM__AVG",
    "OTEL_HISTOGRAM__P50", "OTEL_HISTOGRAM__P75", "OTEL_HISTOGRAM__P90", "OTEL_HISTOGRAM__P95", "OTEL_HISTOGRAM__P99", "OTEL_GAUGE__AVG",
    "OTEL_GAUGE__SUM", "OTEL_GAUGE__MIN", "OTEL_GAUGE__MAX",
)  # fmt: skip
CHARTS = ("line", "timeseries-bar", "grouped-bar", "horizontal-bar")


@snake_case
class EventProperty(TypedDict):
    """A property of events: its `key`, and the `column` that holds it, such as user_object. The value of an event is !statsig_value."""

    key: Input[str]
    """The property's name, such as platform; !statsig_value is the value of the event itself."""
    column: Input[str]
    """The part of an event that holds it, such as user_object, company_metadata or value."""


@snake_case
@checked(Spelt("operator", OPERATORS))
class EventFilter(TypedDict):
    """A filter: only events count whose property compares with `values` as `operator` says."""

    property: Input[EventProperty]
    """What is compared."""
    operator: Input[str]
    """How it is compared, such as EQ, ANY_OF or IS_NULL."""
    values: NotRequired[Annotated[Input[ManySet[str]], Absent([])]]
    """The values that it is compared with; left out, none, as for IS_NULL."""


@snake_case
class EventSource(TypedDict):
    """The events that a chart draws."""

    type: Input[Literal["event"]]
    """Events are the only source so far."""
    event_name: Input[str]
    """Which events are drawn."""
    filters: NotRequired[Input[Many[EventFilter]]]
    """Conditions that an event has to meet; left out, every event counts."""


@snake_case
@checked(Spelt("type", AGGREGATIONS))
class EventAggregation(TypedDict):
    """What a chart computes of its events, or of a property of them."""

    type: Input[str]
    """How the events become one number, such as COUNT, SUM or P95."""
    property: NotRequired[Input[EventProperty]]
    """The property that is added up or averaged, where the type needs one."""


@snake_case
@checked(Spelt("chart_type", CHARTS))
class Visualization(TypedDict):
    """How a chart is drawn."""

    chart_type: Input[str]
    """The form of the chart: line, timeseries-bar, grouped-bar or horizontal-bar."""


@snake_case
@checked(Either("source", "sources"))
class ChartQuery(TypedDict):
    """What a chart over time draws: one source or several, for each value of the properties in `group_bys`."""

    aggregation: Input[EventAggregation]
    """What is computed of the events of each day."""
    source: NotRequired[Input[EventSource]]
    """The events of a chart with one line."""
    sources: NotRequired[Input[Many[EventSource]]]
    """The events of a chart with several lines, in place of source."""
    unit_type: NotRequired[Input[str]]
    """The unit that is counted, such as userID."""
    group_bys: NotRequired[Input[Many[EventProperty]]]
    """The properties whose values each get a line."""
    viz: NotRequired[Input[Visualization]]
    """How it is drawn; left out, the service chooses."""


@snake_case
class FunnelStep(TypedDict):
    """A step of a funnel."""

    event_name: Input[str]
    """The event that makes the step."""
    filters: NotRequired[Input[Many[EventFilter]]]
    """Conditions that such an event has to meet; left out, every event counts."""


@snake_case
class ConversionWindow(TypedDict):
    """How long people may take for the whole funnel."""

    value: Input[Annotated[int, Gt(0)]]
    """The number of units."""
    unit: Input[Literal["second", "minute", "hour", "day"]]
    """What the number counts."""


@snake_case
class FunnelCohort(TypedDict):
    """People whose funnel is drawn apart."""

    name: str
    """What people call these users."""
    id: NotRequired[str]
    """The service's ID of these users."""


@snake_case
class FunnelQuery(TypedDict):
    """The steps of a funnel. What it is split by, and its cohorts, can only be set in the console."""

    steps: Annotated[Input[Many[FunnelStep]], MinLen(2)]
    """At least two, in the order in which people take them."""
    unit_type: NotRequired[Input[str]]
    """The unit that goes through it, such as userID."""
    conversion_window: NotRequired[Input[ConversionWindow]]
    """How long after the first step the last one may come."""
    chart_type: NotRequired[Input[Literal["conversion-rate", "conversions"]]]
    """Whether shares or numbers of people are drawn."""
    group_bys: NotRequired[Annotated[Many[EventProperty], Computed("only the console splits a funnel")]]
    """What it is split by. Only the console sets it."""
    cohorts: NotRequired[Annotated[Many[FunnelCohort], Computed("only the console gives a funnel cohorts")]]
    """The users who are drawn apart. Only the console sets them."""


@snake_case
class TextWidget(TypedDict):
    """A text in Markdown."""

    type: Input[Literal["text"]]
    """Marks the widget as a text."""
    title: Input[str]
    """The line above the widget."""
    content: Input[str]
    """The text, in Markdown."""
    width: NotRequired[Annotated[Input[Width], ByServer()]]
    """How many of the dashboard's columns it takes, 12 at most; left out, the service chooses."""
    height: NotRequired[Annotated[Input[Height], ByServer()]]
    """How many rows it takes; left out, the service chooses."""
    id: NotRequired[Annotated[str, Computed()]]
    """The service's ID of the widget. Each change of the dashboard's widgets makes a new one."""


@snake_case
class HeaderWidget(TypedDict):
    """A heading over the widgets below it."""

    type: Input[Literal["header"]]
    """Marks the widget as a header."""
    title: Input[str]
    """The line above the widget."""
    color: NotRequired[Annotated[Input[str], ByServer()]]
    """Its colour, such as #1d4ed8; left out, the service chooses."""
    width: NotRequired[Annotated[Input[Width], ByServer()]]
    """How many of the dashboard's columns it takes, 12 at most; left out, the service chooses."""
    height: NotRequired[Annotated[Input[Height], ByServer()]]
    """How many rows it takes; left out, the service chooses."""
    id: NotRequired[Annotated[str, Computed()]]
    """The service's ID of the widget. Each change of the dashboard's widgets makes a new one."""


@snake_case
class TimeseriesWidget(TypedDict):
    """A chart of events over time."""

    type: Input[Literal["timeseries"]]
    """Marks the widget as a chart over time."""
    title: Input[str]
    """The line above the widget."""
    query: Input[ChartQuery]
    """Which events it draws, and how."""
    description: NotRequired[Input[str]]
    """The text below the title."""
    color: NotRequired[Annotated[Input[str], ByServer()]]
    """Its colour, such as #1d4ed8; left out, the service chooses."""
    width: NotRequired[Annotated[Input[Width], ByServer()]]
    """How many of the dashboard's columns it takes, 12 at most; left out, the service chooses."""
    height: NotRequired[Annotated[Input[Height], ByServer()]]
    """How many rows it takes; left out, the service chooses."""
    id: NotRequired[Annotated[str, Computed()]]
    """The service's ID of the widget. Each change of the dashboard's widgets makes a new one."""


@snake_case
class FunnelWidget(TypedDict):
    """A funnel: how many go on from one step to the next."""

    type: Input[Literal["funnel"]]
    """Marks the widget as a funnel."""
    title: Input[str]
    """The line above the widget."""
    query: Input[FunnelQuery]
    """Its steps, and how it is drawn."""
    description: NotRequired[Input[str]]
    """The text below the title."""
    color: NotRequired[Annotated[Input[str], ByServer()]]
    """Its colour, such as #1d4ed8; left out, the service chooses."""
    width: NotRequired[Annotated[Input[Width], ByServer()]]
    """How many of the dashboard's columns it takes, 12 at most; left out, the service chooses."""
    height: NotRequired[Annotated[Input[Height], ByServer()]]
    """How many rows it takes; left out, the service chooses."""
    id: NotRequired[Annotated[str, Computed()]]
    """The service's ID of the widget. Each change of the dashboard's widgets makes a new one."""


Widget = TextWidget | HeaderWidget | TimeseriesWidget | FunnelWidget


@snake_case
class DashboardDate(TypedDict):
    """How far back charts go."""

    value: Input[Annotated[int, Gt(0)]]
    """The number of units up to today."""
    unit: Input[Literal["day", "week", "month"]]
    """What the number counts."""


@snake_case
class DashboardDefaults(TypedDict, total=False):
    """What charts show unless somebody chooses otherwise."""

    date: Input[DashboardDate]
    """How far back charts go."""
    granularity: Input[Literal["auto", "daily", "weekly", "monthly"]]
    """The time that one point of a chart covers."""
