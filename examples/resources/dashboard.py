"""Dashboards."""

import pulumi_statsig_console as statsig

# Smallest: Is empty, for people to fill in the console.
statsig.Dashboard("search", name="Search")

# Usual: Shows orders by day for the last four weeks.
statsig.Dashboard(
    "orders",
    name="Orders",
    defaults=statsig.DashboardDefaults(date=statsig.DashboardDate(value=4, unit="week"), granularity="daily"),
    widgets=[
        statsig.TimeseriesWidget(
            type="timeseries",
            title="Orders by day",
            query=statsig.ChartQuery(
                source=statsig.EventSource(type="event", event_name="order"), aggregation=statsig.EventAggregation(type="COUNT")
            ),
        )
    ],
)

# Full: Has a heading, a text, revenue by platform, and the funnel from a visit to an order.
statsig.Dashboard(
    "checkout",
    name="Checkout",
    description="What people buy, and where they give up.",
    defaults=statsig.DashboardDefaults(date=statsig.DashboardDate(value=14, unit="day"), granularity="daily"),
    max_cols=12,
    widgets=[
        statsig.HeaderWidget(type="header", title="Checkout", color="#1d4ed8", width=12, height=1),
        statsig.TextWidget(type="text", title="Who to ask", content="The payments team, in *#payments*.", width=4, height=5),
        statsig.TimeseriesWidget(
            type="timeseries",
            title="Revenue by platform",
            width=8,
            height=5,
            query=statsig.ChartQuery(
                source=statsig.EventSource(
                    type="event",
                    event_name="order",
                    filters=[
                        statsig.EventFilter(
                            property=statsig.EventProperty(key="plan", column="user_object"), operator="ANY_OF", values=["pro", "team"]
                        )
                    ],
                ),
                aggregation=statsig.EventAggregation(type="SUM", property=statsig.EventProperty(key="!statsig_value", column="value")),
                group_bys=[statsig.EventProperty(key="platform", column="user_object")],
                viz=statsig.Visualization(chart_type="line"),
            ),
        ),
        statsig.FunnelWidget(
            type="funnel",
            title="From visit to order",
            query=statsig.FunnelQuery(
                steps=[
                    statsig.FunnelStep(event_name="visit"),
                    statsig.FunnelStep(event_name="add_to_cart"),
                    statsig.FunnelStep(event_name="order"),
                ],
                conversion_window=statsig.ConversionWindow(value=1, unit="day"),
            ),
        ),
    ],
)
