"""Events from Databricks: the connection, the source, and a month imported again."""

import pulumi
import pulumi_statsig_console as statsig

config = pulumi.Config()

databricks = statsig.DatabricksConnection(
    "databricks",
    host="dbc-1234.cloud.databricks.com",
    path="/sql/1.0/warehouses/abc",
    token=config.get("databricksToken") or "not-a-real-token",
)

orders = statsig.IngestionSource(
    "orders",
    type="databricks",
    dataset="Events",
    source_name="orders",
    query="SELECT user_id, event, at, amount FROM shop.orders",
    column_mapping=statsig.EventColumns(event_name="event", timestamp="at", ids={"userID": "user_id"}, event_value="amount"),
    enabled=True,
    opts=pulumi.ResourceOptions(depends_on=[databricks]),
)

# Another value in `triggers` imports these days once more.
january = statsig.IngestionBackfill(
    "january",
    type="databricks",
    dataset="Events",
    source=[orders.source_name],
    datestamp_start="2026-01-01",
    datestamp_end="2026-01-31",
    triggers="amounts were in cents",
)

pulumi.export("run", january.run_id)
