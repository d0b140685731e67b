"""One Statsig project per stack: dev, staging and production run the same program, each with its own key.

Their differences are in their configuration (Pulumi.dev.yaml and so on); this program names no stack. Each stack gets the key of
its own project once:

    pulumi stack init dev
    pulumi config set --secret statsig:consoleApiKey console-…     # or STATSIG_CONSOLE_API_KEY in CI
    pulumi up --stack dev

To bring a rollout from one stack to the next, change its number in the next one's file: the pull request shows only that.
"""

import pulumi
import pulumi_statsig_console as statsig

config = pulumi.Config()
customers = config.get_float("customers") or 0
per_minute = config.get_int("perMinute") or 60
testers = config.get_object("testers") or []

gate = statsig.Gate(
    "new-checkout",
    name="New checkout",
    description="The one-page checkout.",
    rules=[
        statsig.Rule(
            name="Testers",
            pass_percentage=100,
            conditions=[statsig.Condition(type="email", operator="str_contains_any", target_value=["@example.com", *testers])],
        ),
        statsig.Rule(name="Customers", pass_percentage=customers, conditions=[statsig.Condition(type="public")]),
    ],
    # Protects a gate that users see from being deleted by accident.
    opts=pulumi.ResourceOptions(protect=config.get_bool("protect")),
)
limits = statsig.DynamicConfig("limits", name="Checkout limits", default_value={"per_minute": per_minute})

pulumi.export("gate", gate.id)
pulumi.export("customers", customers)
