"""A gradual rollout that an alert can stop, as a component to copy: the alert watches what the new code may break.

Each step is a number in the stack's configuration, and `statsig:maxRolloutStep` says how far one may go:

    pulumi config set share 25
    pulumi up

While the alert is raised, the share does not rise, whatever the configuration says, and a line of the preview says so. The share may be
lowered at any time, and 0 ends the rollout.
"""

import json

import pulumi
import pulumi_statsig_console as statsig

CUSTOMERS = "Customers"


class GuardedRollout(pulumi.ComponentResource):
    """A gate for a share of the customers, which rises only while less than `at_most` of all `visits` end in `failure`."""

    def __init__(
        self,
        name: str,
        *,
        title: str,
        share: float,
        failure: str,
        visits: str,
        at_most: float,
        slack_channel: str,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("example:statsig:GuardedRollout", name, None, opts)
        below = pulumi.ResourceOptions(parent=self)
        self.alert = statsig.Alert(
            f"{name}-fails",
            name=f"{title} fails",
            message=f"The rollout of {name} is held. To take it back, set its share to 0.",
            definition_metrics_json=[json.dumps({"event": failure}), json.dumps({"event": visits})],
            formula="A/B",
            condition="greater",
            alert_threshold=at_most,
            window_ms=10 * 60_000,
            priority="P2",
            subscribers=[{"type": "slackChannel", "id": slack_channel}],
            opts=below,
        )
        watched = statsig.get_alert_output(self.alert.id)
        self.share = watched.apply(lambda alert: held(name, share) if alert.status == "alert" else share)
        self.gate = statsig.Gate(
            name,
            gate_id=name,
            name=title,
            type="TEMPORARY",
            measure_metric_lifts=True,
            rules=[statsig.Rule(name=CUSTOMERS, pass_percentage=self.share, conditions=[statsig.Condition(type="public")])],
            opts=below,
        )
        self.register_outputs({"gate_id": self.gate.id, "share": self.share})


def held(gate_id: str, share: float) -> float:
    """The present share of the gate, or the declared one if that is lower."""
    try:
        now = max(rule.pass_percentage for rule in statsig.get_gate(gate_id).rules if rule.name == CUSTOMERS)
    except statsig.NotFound:
        now = 0
    if share > now:
        pulumi.log.warn(f"{gate_id}: the alert is raised, so that the share stays {now:g} %, and does not become {share:g} %")
    return min(share, now)


checkout = GuardedRollout(
    "new_checkout",
    title="New checkout",
    share=pulumi.Config().get_float("share") or 0,
    failure="checkout_failed",
    visits="checkout_opened",
    at_most=0.02,
    slack_channel="C024BE91L",
)

pulumi.export("share", checkout.share)
