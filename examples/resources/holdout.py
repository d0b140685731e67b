"""Holdouts."""

import pulumi_statsig_console as statsig

# Smallest: One user in a hundred does not see a new feature.
search = statsig.Gate("new-search", name="New search")
statsig.Holdout("search", name="Without the new search", pass_percentage=1, gate_ids=[search.id])

# Usual: The features of a quarter are measured against users who did not see them.
checkout = statsig.Gate("new-checkout", name="New checkout")
ranking = statsig.Experiment("search-ranking", name="Search ranking")
statsig.Holdout(
    "first-quarter",
    name="First quarter",
    description="What the first quarter brought.",
    pass_percentage=2,
    gate_ids=[checkout.id],
    experiment_ids=[ranking.id],
    monitoring_metrics=[statsig.MetricReference(name="revenue", type="sum")],
)

# Full: Takes in new gates, experiments and layers by itself, and holds out only customers.
customers = statsig.Gate("customers", name="Customers", rules=[])
statsig.Holdout(
    "always",
    name="All that is new",
    description="A small share that never sees what is new.",
    id_type="userID",
    is_enabled=True,
    is_global=True,
    pass_percentage=0.5,
    targeting_gate_id=customers.id,
    monitoring_metrics=[
        statsig.MetricReference(name="revenue", type="sum"),
        statsig.MetricReference(name="orders_paid", type="event_count_custom"),
    ],
)
