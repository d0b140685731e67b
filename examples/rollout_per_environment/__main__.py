"""A gate with its rollout per environment, as a component to copy. The shares are in the stack's configuration, here Pulumi.dev.yaml.

A pull request that continues a rollout changes one number:

    statsig-rollout-per-environment:rollouts:
      new-checkout: {development: 100, staging: 50, production: 5}

Staff pass everywhere. In an environment that the configuration does not name, nobody else passes.
"""

from collections.abc import Mapping

import pulumi
import pulumi_statsig_console as statsig

ENVIRONMENTS = ("development", "staging", "production")


class Rollout(pulumi.ComponentResource):
    """A gate that lets in staff, and a share of all others by environment: `{"production": 5}`."""

    def __init__(
        self, name: str, *, title: str, shares: Mapping[str, float], staff: str, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("example:statsig:Rollout", name, None, opts)
        if unknown := sorted(set(shares) - set(ENVIRONMENTS)):
            raise ValueError(f"{name}: no environment is called {' or '.join(unknown)}")
        everyone = [statsig.Condition(type="public")]
        at_work = [statsig.Condition(type="email", operator="str_contains_any", target_value=[staff])]
        self.gate = statsig.Gate(
            name,
            name=title,
            type="TEMPORARY",
            rules=[
                statsig.Rule(name="Staff", pass_percentage=100, conditions=at_work),
                *(
                    statsig.Rule(
                        name=f"Rollout in {environment}",
                        pass_percentage=shares.get(environment, 0),
                        conditions=everyone,
                        environments=[environment],
                    )
                    for environment in ENVIRONMENTS
                ),
            ],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"gate_id": self.gate.id})


rollouts = pulumi.Config().get_object("rollouts") or {}

checkout = Rollout("new-checkout", title="New checkout", shares=rollouts.get("new-checkout", {}), staff="@example.com")
search = Rollout("new-search", title="New search", shares=rollouts.get("new-search", {}), staff="@example.com")

pulumi.export("gates", [checkout.gate.id, search.gate.id])
