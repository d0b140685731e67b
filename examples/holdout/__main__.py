"""Users who see nothing new for a quarter, so that everything shipped can be measured against them."""

import pulumi
import pulumi_statsig_console as statsig

checkout = statsig.Gate("checkout", name="New checkout", rules=[])
search = statsig.Experiment("search", name="Search ranking")

quarter = statsig.Holdout(
    "quarter",
    name="First quarter",
    description="What the first quarter brought.",
    pass_percentage=2,
    gate_ids=[checkout.id],
    experiment_ids=[search.id],
    monitoring_metrics=[statsig.MetricReference(name="revenue", type="sum")],
)

# The staff sees everything.
statsig.HoldoutOverrides("quarter-overrides", holdout_id=quarter.id, failing_user_ids=["staff-1", "staff-2"])

pulumi.export("holdout", quarter.id)
