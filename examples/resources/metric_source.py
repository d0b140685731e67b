"""Metric sources of a warehouse-native project."""

import pulumi_statsig_console as statsig

# Smallest: In a warehouse-native project, rows come from a query.
statsig.MetricSource(
    "orders",
    name="Orders",
    sql="SELECT user_id, at, amount FROM shop.orders",
    timestamp_column="at",
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
)

# Usual: In a warehouse-native project, rows come from a table that is partitioned by day.
statsig.MetricSource(
    "visits",
    name="Visits",
    description="One row per visit.",
    source_type="table",
    table_name="shop.visits",
    date_partition_column="day",
    timestamp_column="at",
    id_type_mapping=[
        statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id"),
        statsig.IdTypeMapping(statsig_unit_id="stableID", column="device_id"),
    ],
)

# Full: In a warehouse-native project, has a computed column, is verified, and only this program can edit it.
data = statsig.Team("data", name="Data")
money = statsig.Tag("money", name="Money")
statsig.MetricSource(
    "paid-orders",
    name="Paid orders",
    description="One row per order that was paid.",
    source_type="query",
    sql="SELECT user_id, day, gross, tax FROM shop.orders WHERE paid",
    timestamp_column="day",
    timestamp_as_day=True,
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
    custom_field_mapping=[statsig.FieldMapping(key="net", formula="gross - tax")],
    tags=[money.name],
    is_read_only=True,
    is_verified=True,
    team=data.name,
)
