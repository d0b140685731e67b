"""An experiment that runs: who takes part, what they see, what is measured, and who always gets a certain group."""

import pulumi
import pulumi_statsig_console as statsig

testers = statsig.Segment("testers", name="Testers", type="id_list")
customers = statsig.Gate(
    "customers",
    name="Customers",
    rules=[
        statsig.Rule(
            name="Paying",
            pass_percentage=100,
            conditions=[statsig.Condition(type="custom_field", field="plan", operator="any", target_value=["basic", "full"])],
        )
    ],
)

# Change `lifecycle` to decision_made to ship a group; `decision_group` and `decision_reason` say which one and why.
button = statsig.Experiment(
    "button",
    name="Button color",
    description="Does a red button sell more?",
    hypothesis="A red button is seen earlier, so more orders are paid.",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"color": "blue"}),
        statsig.ExperimentGroup(name="Red", size=50, parameter_values={"color": "red"}, description="The brand's red"),
    ],
    allocation=20,
    targeting_gate_id=customers.id,
    primary_metrics=[statsig.ExperimentMetric(name="orders_paid", type="event_count", direction="increase", hypothesized_value=2)],
    duration=21,
    lifecycle="active",
)

statsig.ExperimentOverrides(
    "button-overrides",
    experiment_id=button.id,
    overrides=[statsig.ConditionalOverride(type="segment", id=testers.id, group_id="Red")],
    user_id_overrides=[statsig.UserOverride(group_id="Control", ids=["support-1", "support-2"])],
)

pulumi.export("experiment", button.id)
pulumi.export("status", button.status)
