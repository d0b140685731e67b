"""One Statsig project, part one: what all environments share.

This stack owns the gate and the config, but declares no `rules` of theirs: those belong to the stacks of ../environments, one per
environment, each of which has its own rules alone. All stacks have the key of the same project.

    cd base          && pulumi stack init shared && pulumi up
    cd ../environments && pulumi stack init development && pulumi up      # the same for staging and production

The stacks of the environments can run at the same time. See ../promote.py for bringing a rollout from one to the next.
"""

import pulumi
import pulumi_statsig_console as statsig

gate = statsig.Gate("new-checkout", name="New checkout", description="The one-page checkout.")
limits = statsig.DynamicConfig("limits", name="Checkout limits", default_value={"per_minute": 60})

pulumi.export("gate", gate.id)
pulumi.export("limits", limits.id)
