"""How experiments end, step by step, if the program does not declare their state: decided, abandoned, reset, archived, started later.

Usually `lifecycle` says it in one word; these actions are for experiments that somebody runs by hand.
Only warehouse-native projects have alerts.
"""

import pulumi
import pulumi_statsig_console as statsig


def experiment(name: str) -> statsig.Experiment:
    """An experiment of two groups, in setup."""
    groups = [statsig.ExperimentGroup(name=group, size=50, parameter_values={"on": group == "Test"}) for group in ("Control", "Test")]
    return statsig.Experiment(name, name=name, groups=groups)


def after(step: pulumi.Resource) -> pulumi.ResourceOptions:
    """Waits for another step."""
    return pulumi.ResourceOptions(depends_on=step)


orders = statsig.Metric(
    "orders",
    name="orders_paid",
    type="event_count_custom",
    unit_types=["userID"],
    metric_events=[statsig.MetricEvent(name="order", type="count")],
)

banner = experiment("banner")
running = statsig.ExperimentStart("banner-start", experiment_id=banner.id)
paused = statsig.ExperimentDisableGroups("banner-pause", experiment_id=banner.id, group_names=["Test"], opts=after(running))
resumed = statsig.ExperimentEnableGroups("banner-resume", experiment_id=banner.id, group_names=["Test"], opts=after(paused))
resolved = statsig.ExperimentAlertResolve(
    "banner-alert", experiment_id=banner.id, metric_id=orders.id, reasoning="A bot, blocked since.", opts=after(resumed)
)
again = statsig.ExperimentRestartAsNew("banner-again", experiment_id=banner.id, name="banner in spring", opts=after(resolved))
winner = banner.groups.apply(lambda groups: groups[1]["id"])
deferred = statsig.ExperimentDeferDecision("banner-stop", experiment_id=banner.id, stop_reason="Holidays.", opts=after(again))
decided = statsig.ExperimentMakeDecision(
    "banner-decision", experiment_id=banner.id, group_id=winner, decision_reason="More orders.", opts=after(deferred)
)
cleaned = statsig.ExperimentCodeCleanup("banner-code", experiment_id=banner.id, opts=after(decided))
archived = statsig.ExperimentArchive("banner-archive", experiment_id=banner.id, archive_reason="Shipped.", opts=after(cleaned))
statsig.ExperimentUnarchive("banner-unarchive", experiment_id=banner.id, opts=after(archived))

popup = experiment("popup")
shown = statsig.ExperimentStart("popup-start", experiment_id=popup.id)
statsig.ExperimentAbandon("popup-end", experiment_id=popup.id, decision_reason="It annoys people.", opts=after(shown))

carousel = experiment("carousel")
turning = statsig.ExperimentStart("carousel-start", experiment_id=carousel.id)
statsig.ExperimentReset("carousel-reset", experiment_id=carousel.id, opts=after(turning))

# In ms since 1970: the first of January 2100.
statsig.ExperimentScheduleStart("festival", experiment_id=experiment("fireworks").id, scheduled_time=4102444800000)

pulumi.export("copy", again.new_experiment_id)
