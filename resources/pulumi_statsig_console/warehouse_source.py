"""What metric sources and qualifying events have in common: rows of a warehouse, by a query or a table.

Schemas: MetricSourceCreationContractDto and MetricSourceUpdateContractDto, which serve both kinds.
"""

from typing import Literal, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet
from statsig_console.declaring.combinations import needed_when, only_when
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.resource import Fields

from .audit import Owner

COMBINATIONS = (
    needed_when("sql", "source_type", "query", None),
    needed_when("table_name", "source_type", "table"),
    only_when("table_name date_partition_column", "source_type", "table"),
    needed_when("all_columns column_types", "skip_validation", True),
)


class IdTypeMapping(TypedDict):
    """The column that holds a unit ID type."""

    statsig_unit_id: Input[str]
    column: Input[str]


class FieldMapping(TypedDict):
    """A column computed by a formula."""

    key: Input[str]
    formula: Input[str]


class WarehouseSource(Fields):
    """Where rows come from: `sql`, or the table `table_name` when `source_type` is table.

    With `skip_validation` nothing is asked of the warehouse: `all_columns` and `column_types` tell what would be found there.
    """

    name: Prop[str] = prop(replace=True)
    description: Prop[str] = prop(default="")
    source_type: Prop[Literal["table", "query"] | None] = prop(default=UNMANAGED)
    # Required even of a table, whose statement the API may write itself.
    sql: Prop[str] = prop(default="", moot_when={"source_type": "table"}, repeats=("table_name",))
    table_name: Prop[str | None] = prop(default=UNMANAGED)
    date_partition_column: Prop[str | None] = prop(default=UNMANAGED)
    timestamp_column: Prop[str] = prop()
    timestamp_as_day: Prop[bool | None] = prop(default=UNMANAGED)
    id_type_mapping: Prop[ManySet[IdTypeMapping]] = prop()
    custom_field_mapping: Prop[ManySet[FieldMapping]] = prop(default=UNMANAGED)
    disable_cure: Prop[bool | None] = prop(default=UNMANAGED, sent="disableCURE")
    skip_validation: Prop[bool | None] = prop(default=UNMANAGED, sent="skip_validation", always=True, returned=False)
    all_columns: Prop[Many[str]] = prop(default=UNMANAGED, sent="all_columns", always=True, returned=False)
    column_types: Prop[Many[str]] = prop(default=UNMANAGED, sent="column_types", always=True, returned=False)
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    is_verified: Prop[bool | None] = prop(default=UNMANAGED)
    owner: Prop[Owner | None] = prop(default=UNMANAGED)
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team_id")
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, twin="team")
