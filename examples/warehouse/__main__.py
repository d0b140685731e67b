"""A warehouse-native project: its connection, where rows come from, and what is computed from them."""

import pulumi
import pulumi_statsig_console as statsig

config = pulumi.Config()

warehouse = statsig.WarehouseConnection(
    "warehouse",
    snowflake=statsig.SnowflakeWarehouse(
        account_name="shop-eu",
        service_user_name="STATSIG",
        service_user_password=config.get("warehousePassword") or "not-a-real-password",
        staging_database_name="STATSIG",
        staging_schema_name="STAGING",
        compute_warehouse="SMALL",
    ),
)
after_warehouse = pulumi.ResourceOptions(depends_on=[warehouse])
users = statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")

orders = statsig.MetricSource(
    "orders",
    name="Orders",
    description="One row per order.",
    sql="SELECT user_id, at, gross, tax, country FROM shop.orders",
    timestamp_column="at",
    id_type_mapping=[users],
    custom_field_mapping=[statsig.FieldMapping(key="net", formula="gross - tax")],
    opts=after_warehouse,
)

visits = statsig.MetricSource(
    "visits",
    name="Visits",
    source_type="table",
    table_name="shop.visits",
    date_partition_column="day",
    timestamp_column="at",
    id_type_mapping=[users],
    opts=after_warehouse,
)

statsig.QualifyingEvent(
    "saw-checkout",
    name="Saw the checkout",
    sql="SELECT user_id, at FROM shop.pages WHERE page = 'checkout'",
    timestamp_column="at",
    id_type_mapping=[users],
    opts=after_warehouse,
)

statsig.AssignmentSource(
    "assignments",
    name="Our own assignments",
    sql="SELECT user_id, at, experiment, variant FROM shop.assignments",
    timestamp_column="at",
    experiment_id_column="experiment",
    group_id_column="variant",
    id_type_mapping=[users],
    opts=after_warehouse,
)

statsig.EntityProperty(
    "countries",
    name="Countries of users",
    sql="SELECT user_id, country FROM shop.users",
    id_type_mapping=[users],
    opts=after_warehouse,
)

revenue = statsig.Metric(
    "revenue",
    name="Net revenue per visit",
    type="user_warehouse",
    warehouse_native=statsig.WarehouseMetric(
        aggregation="ratio",
        numerator_aggregation="sum",
        metric_source_name=orders.name,
        value_column="net",
        criteria=[statsig.MetricCriterion(type="metadata", column="country", condition="in", values=["NZ", "IE"])],
        denominator_aggregation="count",
        denominator_metric_source_name=visits.name,
        winsorization_high=0.99,
    ),
)

# A new reason in `triggers` computes the metric again.
statsig.MetricReload("revenue-again", metric_id=revenue.id, incremental=False, triggers="tax was wrong in January")

pulumi.export("revenue", revenue.id)
