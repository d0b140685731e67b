"""IngestionSource: data that Statsig imports from a warehouse or bucket.

API: POST, GET, PATCH, DELETE /ingestion; type, dataset and source_name name a source, in the query or the body.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Absent, snake_case
from statsig_console.declaring.endpoints import keyed_by_query
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written

SourceType = Literal["redshift", "bigquery-v2", "snowflake-v2", "databricks", "azure-synapse", "s3", "athena", "adls"]
Dataset = Literal["Metrics", "Events", "Exposures", "export_exposures"]


@snake_case
class MetricColumns(TypedDict):
    """The columns of a Metrics source: either `metric_value`, or `numerator` and `denominator`."""

    unit_id: Input[str]
    """The column with the unit's ID."""
    id_type: Input[str]
    """The column with the unit ID type of that ID. Its values are spelt as the project spells the types, capitals included."""
    dateid: Input[str]
    """The column with the day, as in 2026-01-31."""
    metric_name: Input[str]
    """The column with the metric's name, of less than 128 characters."""
    metric_value: NotRequired[Annotated[Input[str], Absent("null")]]
    """The column with the value. Left out, there have to be `numerator` and `denominator`."""
    numerator: NotRequired[Annotated[Input[str], Absent("null")]]
    """The column with a ratio's numerator."""
    denominator: NotRequired[Annotated[Input[str], Absent("null")]]
    """The column with a ratio's denominator."""


@snake_case
class EventColumns(TypedDict):
    """The columns of an Events source. `ids` maps unit ID types to columns, `metadata` names to columns."""

    event_name: Input[str]
    """The column with the event's name, of less than 128 characters."""
    timestamp: Input[str]
    """The column with the time, in seconds since 1970."""
    ids: Input[Mapping[str, Input[str]]]
    """Which column holds which unit ID type: `{"userID": "user_id"}`."""
    unit_id: NotRequired[Input[str]]
    """The column with the unit's ID, where one column has it."""
    metadata: NotRequired[Input[Mapping[str, Input[str]]]]
    """Which columns become which fields of the event's metadata: `{"price": "price_eur"}`."""
    metadata_object: NotRequired[Annotated[Input[str], Absent("null")]]
    """The column that holds the event's metadata as one JSON object."""
    event_value: NotRequired[Input[str]]
    """The column with the event's value."""


@snake_case
class ExposureColumns(TypedDict):
    """The columns of an export_exposures source."""

    experiment: Input[str]
    """The column with the experiment's ID."""
    group_id: Input[str]
    """The column that says in which group of the experiment the unit was."""
    timestamp: Input[str]
    """The column with the time of the exposure, in seconds since 1970."""
    ids: Input[Mapping[str, Input[str]]]
    """Which column holds which unit ID type: `{"userID": "user_id"}`."""
    unit_id: NotRequired[Input[str]]
    """The column with the unit's ID, where one column has it."""
    metadata: NotRequired[Input[Mapping[str, Input[str]]]]
    """Which columns become which fields of the exposure's metadata."""
    metadata_object: NotRequired[Annotated[Input[str], Absent("null")]]
    """The column that holds the exposure's metadata as one JSON object."""
    event_value: NotRequired[Input[str]]
    """The column with a value that belongs to the exposure."""


# The documents do not say what an answer's `data` holds: fields that it lacks are taken to be as they were sent.
class IngestionSource(
    ConsoleResource,
    endpoints=keyed_by_query("ingestion", "type", "dataset", "source_name"),
    spelling=as_written,
    lenient=True,
    nested="data",
):
    """A source of metrics, events or exposures. A connection of its type must exist; Databricks may use delta sharing."""

    type: Prop[SourceType] = prop(replace=True, always=True)
    """The sort of warehouse (such as `bigquery-v2`) or bucket (`s3`, `adls`) that the data comes from. A connection to it has to
    exist; the API can only make connections to Databricks."""
    dataset: Prop[Dataset] = prop(replace=True, always=True)
    """What the rows are: `Metrics`, `Events`, or exposures (`export_exposures`; `Exposures` is an older word that cannot be read back)."""
    source_name: Prop[str] = prop(replace=True, always=True)
    """The name of the source. With type and dataset it tells sources apart."""
    column_mapping: Prop[MetricColumns | EventColumns | ExposureColumns] = prop(default=UNMANAGED)
    """Which column of the query holds what. Each dataset has columns of its own."""
    query: Prop[str | None] = prop(default=UNMANAGED)
    """The query for the rows, in the warehouse's own SQL. Not for delta sharing."""
    enabled: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the daily import includes the source."""
    use_delta_sharing: Prop[Literal[True] | None] = prop(default=UNMANAGED, replace=True)
    """Whether rows come by delta sharing, as Databricks offers it, instead of by a query. It can only be true or left out."""
    share: Prop[str | None] = prop(default=UNMANAGED)
    """The name of the share, with delta sharing."""
    schema: Prop[str | None] = prop(default=UNMANAGED)
    """The name of the share's schema that holds the table, with delta sharing."""
    table: Prop[str | None] = prop(default=UNMANAGED)
    """The name of the table, with delta sharing."""

    source_id: Out[str] = output(read="id")
    """The API's own ID of the source."""
