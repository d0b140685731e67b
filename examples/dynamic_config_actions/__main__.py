"""Actions on the rules of a config that the console manages: they add, change and remove single rules, once."""

import pulumi
import pulumi_statsig_console as statsig

everyone = [statsig.Condition(type="public")]
limits = statsig.DynamicConfig("limits", name="Upload limits", default_value={"megabytes": 10})

added = statsig.DynamicConfigAddRules(
    "sale",
    dynamic_config_id=limits.id,
    rules=[
        statsig.AddedConfigRule(name="Sale", pass_percentage=50, conditions=everyone, return_value={"megabytes": 20}),
        statsig.AddedConfigRule(name="Trial", pass_percentage=10, conditions=everyone, return_value={"megabytes": 5}),
    ],
)
sale = pulumi.Output.all(limits.id, added.urn).apply(lambda known: statsig.get_dynamic_config(known[0]).rules[0].base_id or "")

for_all = statsig.DynamicConfigChangeRules(
    "sale-for-all", dynamic_config_id=limits.id, rules=[statsig.RuleChange(base_id=sale, pass_percentage=100)]
)
more = statsig.DynamicConfigChangeRuleNamed(
    "sale-more",
    dynamic_config_id=limits.id,
    rule_name="Sale",
    return_value={"megabytes": 40},
    opts=pulumi.ResourceOptions(depends_on=for_all),
)
statsig.DynamicConfigDeleteRuleNamed(
    "no-trial", dynamic_config_id=limits.id, rule_name="Trial", opts=pulumi.ResourceOptions(depends_on=more)
)

pulumi.export("limits", limits.id)
