"""Rules and overrides that several teams add to one gate and one config, each from its own program.

The gate itself declares no `rules`, so each rule is a resource of its own.
"""

import pulumi
import pulumi_statsig_console as statsig

platform = statsig.Gate("platform", name="New platform")
limits = statsig.DynamicConfig("limits", name="Rate limits", default_value={"per_minute": 60})

mobile = statsig.GateRule(
    "mobile-team",
    gate_id=platform.id,
    name="Mobile testers",
    pass_percentage=100,
    conditions=[statsig.Condition(type="os_name", operator="any", target_value=["iOS", "Android"])],
    environments=["development", "staging"],
)
partners = statsig.DynamicConfigRule(
    "partner-team",
    dynamic_config_id=limits.id,
    name="Partners",
    conditions=[statsig.Condition(type="custom_field", field="partner", operator="any", target_value=["yes"])],
    return_value={"per_minute": 600},
)
statsig.GateOverrides("support", gate_id=platform.id, passing_user_ids=["support-1"], failing_user_ids=["kiosk-1", "kiosk-2"])

# Done once: a rule for the launch week, which nobody manages afterwards.
statsig.GateAddRules(
    "launch-week",
    gate_id=platform.id,
    rules=[statsig.Rule(name="Launch week", pass_percentage=5, conditions=[statsig.Condition(type="public")])],
    opts=pulumi.ResourceOptions(depends_on=mobile),
)

pulumi.export("rule", mobile.id)
pulumi.export("partners", partners.base_id)
