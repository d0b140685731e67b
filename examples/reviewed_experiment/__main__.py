"""An experiment from its review to its decision, as a component to copy: in a layer, so that nobody is in two, and with a holdout.

Its stage is one word in the stack's configuration. With `statsig:reviews`, each step waits until somebody else has accepted it:

    pulumi config set stage active                             # then `pulumi up` asks for a review of the start
    pulumi up                                                  # once the review is accepted: the experiment runs
    pulumi config set stage decision_made
    pulumi config set decision "Big picture"
    pulumi config set reason "More orders, and none returned."
    pulumi up                                                  # asks for a review again, and the next `up` decides
"""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_statsig_console as statsig


class ReviewedExperiment(pulumi.ComponentResource):
    """An experiment of equal `groups`, in a layer with its parameter, without the users of its holdout."""

    def __init__(
        self,
        name: str,
        *,
        hypothesis: str,
        parameter: str,
        groups: Mapping[str, str],
        metric: str,
        stage: statsig.ExperimentLifecycle,
        decision: str | None = None,
        reason: str | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("example:statsig:ReviewedExperiment", name, None, opts)
        control = next(iter(groups.values()))
        self.layer = statsig.Layer(
            f"{name}-layer",
            name=f"{name} layer",
            id_type="userID",
            parameters=[statsig.LayerParameter(name=parameter, type="string", default_value=control)],
            # The decision makes the shipped group's value the default, which an update must not reset.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["parameters"]),
        )
        self.experiment = statsig.Experiment(
            name,
            name=name,
            hypothesis=hypothesis,
            layer_id=self.layer.id,
            groups=[
                statsig.ExperimentGroup(name=group, size=100 / len(groups), parameter_values={parameter: value})
                for group, value in groups.items()
            ],
            allocation=100,
            primary_metrics=[statsig.ExperimentMetric(name=metric, type="event_count")],
            lifecycle=stage,
            decision_group=decision,
            decision_reason=reason,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.holdout = statsig.Holdout(
            f"{name}-holdout",
            name=f"{name} holdout",
            pass_percentage=5,
            experiment_ids=[self.experiment.id],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"experiment_id": self.experiment.id, "status": self.experiment.status})


config = pulumi.Config()
picture = ReviewedExperiment(
    "picture",
    hypothesis="A big picture sells more.",
    parameter="size",
    groups={"Small picture": "small", "Big picture": "big"},
    metric="orders_paid",
    stage=config.get("stage") or "setup",
    decision=config.get("decision"),
    reason=config.get("reason"),
)

pulumi.export("status", picture.experiment.status)
