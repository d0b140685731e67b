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
    id_type: Input[str]
    dateid: Input[str]
    metric_name: Input[str]
    metric_value: NotRequired[Annotated[Input[str], Absent("null")]]
    numerator: NotRequired[Annotated[Input[str], Absent("null")]]
    denominator: NotRequired[Annotated[Input[str], Absent("null")]]


@snake_case
class EventColumns(TypedDict):
    """The columns of an Events source. `ids` maps unit ID types to columns, `metadata` names to columns."""

    event_name: Input[str]
    timestamp: Input[str]
    ids: Input[Mapping[str, Input[str]]]
    unit_id: NotRequired[Input[str]]
    metadata: NotRequired[Input[Mapping[str, Input[str]]]]
    metadata_object: NotRequired[Annotated[Input[str], Absent("null")]]
    event_value: NotRequired[Input[str]]


@snake_case
class ExposureColumns(TypedDict):
    """The columns of an export_exposures source."""

    experiment: Input[str]
    group_id: Input[str]
    timestamp: Input[str]
    ids: Input[Mapping[str, Input[str]]]
    unit_id: NotRequired[Input[str]]
    metadata: NotRequired[Input[Mapping[str, Input[str]]]]
    metadata_object: NotRequired[Annotated[Input[str], Absent("null")]]
    event_value: NotRequired[Input[str]]


# The documents do not say what an answer's `data` holds: what it lacks is taken to be as it was sent.
class IngestionSource(
    ConsoleResource,
    endpoints=keyed_by_query("ingestion", "type", "dataset", "source_name"),
    spelling=as_written,
    lenient=True,
    nested="data",
):
    """A source of metrics, events or exposures. A connection of its type must exist; Databricks may use delta sharing."""

    type: Prop[SourceType] = prop(replace=True, always=True)
    dataset: Prop[Dataset] = prop(replace=True, always=True)
    source_name: Prop[str] = prop(replace=True, always=True)
    column_mapping: Prop[MetricColumns | EventColumns | ExposureColumns] = prop(default=UNMANAGED)
    query: Prop[str | None] = prop(default=UNMANAGED)
    enabled: Prop[bool | None] = prop(default=UNMANAGED)
    use_delta_sharing: Prop[Literal[True] | None] = prop(default=UNMANAGED, replace=True)
    share: Prop[str | None] = prop(default=UNMANAGED)
    schema: Prop[str | None] = prop(default=UNMANAGED)
    table: Prop[str | None] = prop(default=UNMANAGED)

    source_id: Out[str] = output(read="id")
