"""Actions on a gate of a warehouse-native project, each done once; its rules are managed in the console.

Each action runs again when one of its values changes, such as `triggers`.
"""

import pulumi
import pulumi_statsig_console as statsig

orders = statsig.Metric(
    "orders",
    name="orders_paid",
    type="event_count_custom",
    unit_types=["userID"],
    metric_events=[statsig.MetricEvent(name="order", type="count")],
)
search = statsig.Gate("search", name="New search")

added = statsig.GateAddRules(
    "first-rule",
    gate_id=search.id,
    rules=[statsig.Rule(name="Everyone", pass_percentage=5, conditions=[statsig.Condition(type="public")])],
)
rule = pulumi.Output.all(search.id, added.urn).apply(lambda known: statsig.get_gate(known[0]).rules[0].base_id or "")

raised = statsig.GateChangeRules("raise", gate_id=search.id, rules=[statsig.RuleChange(base_id=rule, pass_percentage=20)])

results = statsig.GateLoadPulse(
    "results", gate_id=search.id, rule_id=rule, refresh="incremental", triggers="2026-01-31", opts=pulumi.ResourceOptions(depends_on=raised)
)
statsig.GateAlertResolve("seen", gate_id=search.id, metric_id=orders.id, reasoning="The search index was rebuilt.")
statsig.GateCodeCleanup("without-the-old-search", gate_id=search.id, opts=pulumi.ResourceOptions(depends_on=results))

pulumi.export("results", results.message)
