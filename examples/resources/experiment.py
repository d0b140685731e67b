"""Experiments."""

import pulumi_statsig_console as statsig

# Smallest: Is set up with two groups, and started in the console.
statsig.Experiment(
    "search-ranking",
    name="Search ranking",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"ranking": "newest"}),
        statsig.ExperimentGroup(name="Relevance", size=50, parameter_values={"ranking": "relevance"}),
    ],
)

# Usual: Runs for three weeks on a fifth of all users, and is measured by the orders that were paid.
statsig.Experiment(
    "button-color",
    name="Button color",
    description="Does a red button sell more?",
    hypothesis="A red button is seen earlier, so more orders are paid.",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"color": "blue"}),
        statsig.ExperimentGroup(name="Red", size=50, parameter_values={"color": "red"}),
    ],
    allocation=20,
    primary_metrics=[statsig.ExperimentMetric(name="orders_paid", type="event_count_custom", direction="increase")],
    duration=21,
    lifecycle="active",
)

# Full: Targets only customers, corrects for its many metrics, and has been decided for a group.
checkout = statsig.Tag("checkout", name="Checkout")
customers = statsig.Gate(
    "customers",
    name="Customers",
    rules=[
        statsig.Rule(
            name="Paying",
            pass_percentage=100,
            conditions=[statsig.Condition(type="custom_field", field="plan", operator="any", target_value=["pro", "team"])],
        )
    ],
)
statsig.Experiment(
    "one-page-checkout",
    name="One-page checkout",
    experiment_id="one_page_checkout",
    description="Is one page enough?",
    hypothesis="Fewer pages, fewer carts that are left behind.",
    id_type="userID",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"pages": 3}, description="As it was"),
        statsig.ExperimentGroup(name="One page", size=50, parameter_values={"pages": 1}),
    ],
    allocation=100,
    targeting_gate_id=customers.id,
    primary_metrics=[statsig.ExperimentMetric(name="orders_paid", type="event_count_custom", direction="increase", hypothesized_value=2)],
    secondary_metrics=[
        statsig.ExperimentMetric(name="support_calls", type="event_count_custom", direction="decrease"),
        statsig.ExperimentMetric(name="revenue", type="sum"),
    ],
    duration=28,
    target_exposures=20_000,
    default_confidence_interval="95",
    sequential_testing=True,
    bonferroni_correction=True,
    links=[statsig.ExperimentLink(url="https://example.com/designs/checkout", title="Design")],
    tags=[checkout.name],
    lifecycle="decision_made",
    decision_group="One page",
    decision_reason="Two percent more orders, and no more calls.",
)
