"""Events from a warehouse every day, as a component to copy: connection, source, hour, days to import again, and a check that data arrived.

    pulumi config set --secret token dapi…                     # the access token of Databricks
    pulumi config set --path 'again[0].from' 2026-01-01        # days that are imported once more
    pulumi config set --path 'again[0].to' 2026-01-31
    pulumi up
    python arrived.py orders 2026-01-01 2026-01-31             # fails, and names the days without rows

`arrived.py` looks at the project of STATSIG_CONSOLE_API_KEY. As a scheduled job it reports a missed day before somebody asks.
"""

import pulumi
import pulumi_statsig_console as statsig


class EventsFromDatabricks(pulumi.ComponentResource):
    """A query whose rows become events every day at `hour` o'clock, Pacific Standard Time, and days to import `again`: first and last."""

    def __init__(
        self,
        name: str,
        *,
        host: str,
        path: str,
        token: pulumi.Input[str],
        query: str,
        columns: statsig.EventColumns,
        hour: int,
        again: list[tuple[str, str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("example:statsig:EventsFromDatabricks", name, None, opts)
        self.connection = statsig.DatabricksConnection(name, host=host, path=path, token=token, opts=pulumi.ResourceOptions(parent=self))
        self.source = statsig.IngestionSource(
            name,
            type="databricks",
            dataset="Events",
            source_name=name,
            query=query,
            column_mapping=columns,
            enabled=True,
            opts=pulumi.ResourceOptions(parent=self, depends_on=self.connection),
        )
        self.schedule = statsig.IngestionSchedule(
            name, dataset="Events", scheduled_hour_pst=hour, opts=pulumi.ResourceOptions(parent=self, depends_on=self.source)
        )
        self.backfills = [
            statsig.IngestionBackfill(
                f"{name}-{first}-{last}",
                type="databricks",
                dataset="Events",
                source=[self.source.source_name],
                datestamp_start=first,
                datestamp_end=last,
                opts=pulumi.ResourceOptions(parent=self),
            )
            for first, last in again
        ]
        self.register_outputs({"source_id": self.source.source_id, "runs": [each.run_id for each in self.backfills]})


config = pulumi.Config()
orders = EventsFromDatabricks(
    "orders",
    host="dbc-1234.cloud.databricks.com",
    path="/sql/1.0/warehouses/abc",
    token=config.get_secret("token") or pulumi.Output.secret("not-a-real-token"),
    query="SELECT user_id, event, at, amount FROM shop.orders",
    columns=statsig.EventColumns(event_name="event", timestamp="at", ids={"userID": "user_id"}, event_value="amount"),
    hour=4,
    again=[(days["from"], days["to"]) for days in config.get_object("again") or []],
)

pulumi.export("runs", [each.run_id for each in orders.backfills])
