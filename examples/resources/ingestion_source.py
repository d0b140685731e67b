"""Sources of ingestions."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Is set up without columns, which are mapped in the console.
statsig.IngestionSource("visits", type="snowflake-v2", dataset="Events", source_name="visits")

# Usual: Events come from a query, and its columns are mapped.
statsig.IngestionSource(
    "orders",
    type="snowflake-v2",
    dataset="Events",
    source_name="orders",
    query="SELECT user_id, event, at, amount, country FROM shop.orders",
    column_mapping=statsig.EventColumns(
        event_name="event",
        timestamp="at",
        ids={"userID": "user_id"},
        metadata={"country": "country"},
        event_value="amount",
    ),
    enabled=True,
)

# Full: Metrics come from a table that Databricks shares.
databricks = statsig.DatabricksConnection(
    "databricks",
    host="dbc-1234.cloud.databricks.com",
    path="/sql/1.0/warehouses/abc",
    token=pulumi.Config().require_secret("databricksToken"),
)
statsig.IngestionSource(
    "daily-metrics",
    type="databricks",
    dataset="Metrics",
    source_name="daily_metrics",
    use_delta_sharing=True,
    share="shop",
    schema="statsig",
    table="daily_metrics",
    column_mapping=statsig.MetricColumns(unit_id="user_id", id_type="id_type", dateid="day", metric_name="metric", metric_value="value"),
    enabled=True,
    opts=pulumi.ResourceOptions(depends_on=[databricks]),
)
