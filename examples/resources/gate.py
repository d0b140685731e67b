"""Gates."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Passes nobody yet; its rules are added in the console.
statsig.Gate("new-search", name="New search")

# Usual: Staff pass everywhere, and a tenth of all others do in production.
statsig.Gate(
    "new-checkout",
    name="New checkout",
    description="The one-page checkout.",
    rules=[
        statsig.Rule(
            name="Staff",
            pass_percentage=100,
            conditions=[statsig.Condition(type="email", operator="str_contains_any", target_value=["@example.com"])],
        ),
        statsig.Rule(
            name="Everyone",
            pass_percentage=10,
            conditions=[statsig.Condition(type="public")],
            environments=["production"],
        ),
    ],
)

# Full: Is for companies, belongs to a team, reaches only one app, and has metrics that watch its rollout.
payments = statsig.Team("payments", name="Payments")
money = statsig.Tag("money", name="Money")
web = statsig.TargetApp("web", name="Web")
statsig.Gate(
    "invoices",
    name="Pay by invoice",
    gate_id="pay_by_invoice",
    description="Companies pay within 30 days.",
    id_type="companyID",
    rules=[
        statsig.Rule(
            name="Known companies",
            pass_percentage=50,
            conditions=[
                statsig.Condition(type="country", operator="any", target_value=["NZ", "IE"]),
                statsig.Condition(type="custom_field", field="orders", operator="gt", target_value=10),
            ],
            environments=["staging", "production"],
        )
    ],
    lifecycle="enabled",
    type="TEMPORARY",
    tags=[money.name],
    target_apps=[web.name],
    team=payments.name,
    measure_metric_lifts=True,
    monitoring_metrics=[statsig.MetricReference(name="revenue", type="sum")],
    on_destroy="archive",
    opts=pulumi.ResourceOptions(depends_on=[payments]),
)
