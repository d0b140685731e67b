"""What metric sources and qualifying events have in common: rows of a warehouse, by a query or a table.

Schemas: MetricSourceCreationContractDto and MetricSourceUpdateContractDto, which serve both kinds.
"""

from typing import Literal, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet
from statsig_console.declaring.combinations import needed_when, only_when
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.marks import Ignored, Repeats
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
    """The unit ID type of the project, such as `userID`."""
    column: Input[str]
    """The column that holds IDs of this type."""


class FieldMapping(TypedDict):
    """A column computed by a formula."""

    key: Input[str]
    """The name under which metrics use the computed column."""
    formula: Input[str]
    """The SQL expression that computes it from the source's columns."""


class WarehouseSource(Fields):
    """Where rows come from: `sql`, or the table `table_name` when `source_type` is table.

    With `skip_validation` the warehouse is not asked: `all_columns` and `column_types` say what it would answer.
    """

    name: Prop[str] = prop(replace=True)
    """The name by which metrics and experiments name the source. No operation changes it."""
    description: Prop[str] = prop(default="")
    """What the source is for, as the console shows it. Left out, it is empty."""
    source_type: Prop[Literal["table", "query"] | None] = prop(default=UNMANAGED)
    """Whether the rows come from a `query` or from a `table`. Left out of a new one, it is a query."""
    # The API requires it even for a table, for which it may write the statement itself.
    sql: Prop[str] = prop(Ignored({"source_type": "table"}), Repeats(("table_name",)), default="")
    """The query that gives the rows, in the warehouse's own SQL. The API needs none for a table and may write one itself."""
    table_name: Prop[str | None] = prop(default=UNMANAGED)
    """The full name of the table that holds the rows, with `source_type` table."""
    date_partition_column: Prop[str | None] = prop(default=UNMANAGED)
    """The column by which the table is partitioned by day, so that a computation reads only the days that it needs."""
    timestamp_column: Prop[str] = prop()
    """The column that says when something happened."""
    timestamp_as_day: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether `timestamp_column` holds days instead of times."""
    id_type_mapping: Prop[ManySet[IdTypeMapping]] = prop()
    """Which column holds which unit ID type. At least one is needed to join rows to units."""
    custom_field_mapping: Prop[ManySet[FieldMapping]] = prop(default=UNMANAGED)
    """Columns that are computed from others, for metrics to use."""
    disable_cure: Prop[bool | None] = prop(default=UNMANAGED, sent="disableCURE")
    """Whether the source's metrics are left out where variance is reduced by regression."""
    skip_validation: Prop[bool | None] = prop(default=UNMANAGED, sent="skip_validation", always=True, returned=False)
    """Whether the warehouse is not asked when the source is set, so that mistakes in the source show later."""
    all_columns: Prop[Many[str]] = prop(default=UNMANAGED, sent="all_columns", always=True, returned=False)
    """The columns that the warehouse would answer, for `skip_validation`; in the order of `column_types`."""
    column_types: Prop[Many[str]] = prop(default=UNMANAGED, sent="column_types", always=True, returned=False)
    """The types of `all_columns`, in the warehouse's words."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The names of the source's tags, by which the console groups and finds it. A tag should exist before it is named."""
    is_read_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the source can be edited only through the API, and not in the console."""
    is_verified: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether the source is marked as trustworthy in the console."""
    owner: Prop[Owner | None] = prop(default=UNMANAGED)
    """The person or API key that owns the source."""
    team: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team_id")
    """The name of the team that answers for the source; `team_id` says the same by ID."""
    team_id: Prop[str | None] = prop(default=UNMANAGED, null=True, alternative="team")
    """The ID of the team that answers for the source; `team` says the same by name."""
