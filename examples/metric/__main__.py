"""The metrics of a shop's experiments: events, a funnel, and a sum of metrics."""

import pulumi
import pulumi_statsig_console as statsig

money = statsig.Tag("money", name="Money", description="What the business lives on.")

orders = statsig.Metric(
    "orders",
    name="orders_paid",
    type="event_count_custom",
    description="Orders that were paid, on any device.",
    unit_types=["userID"],
    metric_events=[
        statsig.MetricEvent(
            name="order",
            type="count",
            criteria=[statsig.MetricCriterion(type="metadata", column="state", condition="in", values=["paid"])],
        )
    ],
    tags=[money.name],
    is_verified=True,
)

subscriptions = statsig.Metric(
    "subscriptions",
    name="subscriptions_started",
    type="event_user",
    metric_events=[
        statsig.MetricEvent(
            name="subscribe",
            criteria=[statsig.MetricCriterion(type="metadata", column="plan", condition="in", values=["monthly", "yearly"])],
        )
    ],
    rollup_time_window="custom",
    custom_roll_up_start=0,
    custom_roll_up_end=14,
)

checkout = statsig.Metric(
    "checkout",
    name="checkout_funnel",
    type="funnel",
    funnel_event_list=[
        statsig.FunnelEvent(name="cart", type="event_dau"),
        statsig.FunnelEvent(name="address", type="event_dau"),
        statsig.FunnelEvent(name="order", type="event_dau"),
    ],
    funnel_count_distinct="users",
)

statsig.Metric(
    "sales",
    name="sales",
    type="composite_sum",
    metric_component_metrics=[
        statsig.MetricReference(name=orders.name, type=orders.type),
        statsig.MetricReference(name=subscriptions.name, type=subscriptions.type),
    ],
)

statsig.Metric(
    "old-orders",
    name="orders_2024",
    type="event_count_custom",
    unit_types=["userID"],
    metric_events=[statsig.MetricEvent(name="order_placed")],
    lifecycle="archived",
)

pulumi.export("orders", orders.id)
pulumi.export("checkout", checkout.id)
