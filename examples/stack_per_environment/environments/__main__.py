"""One Statsig project, part two: the rules of one environment. The stack's name is the environment's: development, staging or production.

Every rule names its environment, so that no stack changes the rules of another one. Two stacks can run at the same time, since each rule is
added, changed and removed by a request of its own. `after` says which of the stack's rules decides first. Their order among rules of other
environments does not matter, since rules without a common environment never compete.

`customers` is the percentage of the rollout. A stack that says `follows: development` takes the number of development instead.
"""

import pulumi
import pulumi_statsig_console as statsig

environment = pulumi.get_stack()
organization = pulumi.get_organization()
config = pulumi.Config()

base = pulumi.StackReference(f"{organization}/statsig-base/shared")
gate_id = base.require_output("gate")

customers: pulumi.Input[float]
if previous := config.get("follows"):
    customers = pulumi.StackReference(f"{organization}/{pulumi.get_project()}/{previous}").require_output("customers")
else:
    customers = config.require_float("customers")

last = statsig.GateRule(
    "staff",
    gate_id=gate_id,
    name=f"Staff ({environment})",
    pass_percentage=100,
    conditions=[statsig.Condition(type="email", operator="str_contains_any", target_value=["@example.com"])],
    environments=[environment],
)
if beta := config.get_object("beta"):
    last = statsig.GateRule(
        "beta",
        gate_id=gate_id,
        name=f"Beta ({environment})",
        pass_percentage=100,
        conditions=[statsig.Condition(type="country", operator="any", target_value=beta)],
        environments=[environment],
        after=last.id,
    )
rollout = statsig.GateRule(
    "customers",
    gate_id=gate_id,
    name=f"Customers ({environment})",
    pass_percentage=customers,
    conditions=[statsig.Condition(type="public")],
    environments=[environment],
    after=last.id,
)
statsig.DynamicConfigRule(
    "limits",
    dynamic_config_id=base.require_output("limits"),
    name=f"Limits ({environment})",
    conditions=[statsig.Condition(type="public")],
    return_value={"per_minute": config.get_int("perMinute") or 60},
    environments=[environment],
)

pulumi.export("gate", gate_id)
pulumi.export("customers", rollout.pass_percentage)
