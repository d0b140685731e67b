"""Metrics."""

import pulumi_statsig_console as statsig

# Smallest: Counts how often an event is logged.
statsig.Metric("visits", name="visits", type="event_count_custom", unit_types=["userID"], metric_events=[statsig.MetricEvent(name="visit")])

# Usual: Adds up the revenue of paid orders, is verified, and has a tag.
money = statsig.Tag("money", name="Money")
statsig.Metric(
    "revenue",
    name="revenue",
    type="sum",
    description="What paid orders bring, on any device.",
    unit_types=["userID"],
    metric_events=[
        statsig.MetricEvent(
            name="order",
            type="value",
            criteria=[statsig.MetricCriterion(type="metadata", column="state", condition="in", values=["paid"])],
        )
    ],
    tags=[money.name],
    is_verified=True,
)

# Full: In a warehouse-native project, computes each Monday the net revenue per order in a user's first two weeks.
orders = statsig.MetricSource(
    "orders",
    name="Orders",
    sql="SELECT user_id, at, net, country FROM shop.orders",
    timestamp_column="at",
    id_type_mapping=[statsig.IdTypeMapping(statsig_unit_id="userID", column="user_id")],
)
statsig.Metric(
    "net-per-order",
    name="Net revenue per order",
    type="user_warehouse",
    description="What an order brings after tax.",
    directionality="increase",
    warehouse_native=statsig.WarehouseMetric(
        aggregation="ratio",
        numerator_aggregation="sum",
        metric_source_name=orders.name,
        value_column="net",
        criteria=[statsig.MetricCriterion(type="metadata", column="country", condition="in", values=["NZ", "IE"])],
        denominator_aggregation="count",
        denominator_metric_source_name=orders.name,
        rollup_time_window="custom",
        custom_roll_up_start=0,
        custom_roll_up_end=14,
        winsorization_high=0.99,
    ),
    scheduled_reload_hour=3,
    scheduled_reload_days=[1],
    is_verified=True,
    is_read_only=True,
)
