"""A dashboard that every team can have in the same form: a description, orders by platform, and the funnel from a visit to an order."""

import pulumi
import pulumi_statsig_console as statsig

checkout = statsig.Dashboard(
    "checkout",
    name="Checkout",
    defaults={"date": {"value": 4, "unit": "week"}, "granularity": "daily"},
    widgets=[
        {"type": "header", "title": "Checkout", "color": "#1d4ed8", "width": 12, "height": 1},
        {"type": "text", "title": "Who to ask", "content": "The payments team, in *#payments*.", "width": 4, "height": 5},
        {
            "type": "timeseries",
            "title": "Orders by platform",
            "width": 8,
            "height": 5,
            "query": {
                "source": {"type": "event", "event_name": "order"},
                "aggregation": {"type": "COUNT"},
                "group_bys": [{"key": "platform", "column": "user_object"}],
                "viz": {"chart_type": "line"},
            },
        },
        {
            "type": "funnel",
            "title": "From visit to order",
            "query": {
                "steps": [{"event_name": "visit"}, {"event_name": "add_to_cart"}, {"event_name": "order"}],
                "conversion_window": {"value": 1, "unit": "day"},
            },
        },
    ],
)

search = statsig.Dashboard("search", name="Search")
statsig.DashboardAddWidgets(
    "search-launch",
    dashboard_id=search.id,
    widgets=[{"type": "text", "title": "Launch", "content": "The new index went live."}],
)

pulumi.export("dashboard", checkout.id)
