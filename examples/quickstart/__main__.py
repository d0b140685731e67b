"""A Statsig project in code: who works here, what they see first, and where the data comes from."""

import pulumi
import pulumi_statsig_console as statsig

staff = statsig.Segment(
    "staff",
    name="Staff",
    type="rule_based",
    description="Everyone with a company address.",
    rules=[
        statsig.SegmentRule(
            name="Company address",
            pass_percentage=100,
            conditions=[statsig.SegmentCondition(type="email", operator="str_contains_any", target_value=["@example.com"])],
        )
    ],
)

checkout = statsig.Gate(
    "new-checkout",
    name="New checkout",
    description="The one-page checkout.",
    rules=[
        statsig.Rule(
            name="Developers",
            pass_percentage=100,
            environments=["development"],
            conditions=[statsig.Condition(type="public")],
        ),
        statsig.Rule(
            name="Staff",
            pass_percentage=100,
            environments=["staging", "production"],
            conditions=[statsig.Condition(type="passes_segment", target_value=staff.id)],
        ),
        statsig.Rule(
            name="Customers",
            pass_percentage=10,
            environments=["production"],
            conditions=[statsig.Condition(type="country", operator="any", target_value=["NZ", "IE"])],
        ),
    ],
)

limits = statsig.DynamicConfig(
    "checkout-limits",
    name="Checkout limits",
    default_value={"max_items": 50, "currencies": ["EUR", "NZD"], "surcharge": None, "budget_cents": 90071992547409931},
    rules=[
        statsig.ConfigRule(
            name="New checkout",
            conditions=[statsig.Condition(type="passes_gate", target_value=checkout.id)],
            return_value={"max_items": 200, "currencies": ["EUR", "NZD", "USD"], "surcharge": 0.5, "budget_cents": 90071992547409931},
        )
    ],
)

orders = statsig.IngestionSource(
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

nightly = statsig.IngestionSchedule("nightly", dataset="Events", scheduled_hour_pst=2)

server_key = statsig.Key(
    "checkout-service",
    description="Checkout service, production",
    type="SERVER",
    environments=["production"],
)

pulumi.export("gate", checkout.id)
pulumi.export("gate_status", checkout.status)
pulumi.export("limits", pulumi.Output.json_dumps(limits.default_value))
pulumi.export("server_key", server_key.key)
