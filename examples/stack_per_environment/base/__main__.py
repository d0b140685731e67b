"""One Statsig project, part one: the objects that all environments share.

This stack owns the gate and the config, but declares no `rules`: those belong to the stacks of ../environments. Each of these stacks
has only the rules of its own environment. All stacks have the key of the same project.

    cd base          && pulumi stack init shared && pulumi up
    cd ../environments && pulumi stack init development && pulumi up      # the same for staging and production

The stacks of the environments can run at the same time. ../promote.py brings a rollout from one to the next.
"""

import pulumi
import pulumi_statsig_console as statsig

gate = statsig.Gate("new-checkout", name="New checkout", description="The one-page checkout.")
limits = statsig.DynamicConfig("limits", name="Checkout limits", default_value={"per_minute": 60})

pulumi.export("gate", gate.id)
pulumi.export("limits", limits.id)
