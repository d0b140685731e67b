"""Actions on an experiment of a warehouse-native project, each done once; the experiment itself declares no `lifecycle`.

Each action runs again when one of its values changes, such as `triggers`.
"""

import pulumi
import pulumi_statsig_console as statsig

headline = statsig.Experiment(
    "headline",
    name="Headline",
    groups=[
        statsig.ExperimentGroup(name="Short", size=50, parameter_values={"headline": "Buy"}),
        statsig.ExperimentGroup(name="Long", size=50, parameter_values={"headline": "Buy what you need"}),
    ],
    primary_metrics=[statsig.ExperimentMetric(name="signups", type="event_count")],
)
started = statsig.ExperimentStart("start", experiment_id=headline.id)
paused = statsig.ExperimentDisableGroups(
    "pause-long", experiment_id=headline.id, group_names=["Long"], opts=pulumi.ResourceOptions(depends_on=started)
)
loaded = statsig.ExperimentLoadPulse(
    "results", experiment_id=headline.id, refresh="incremental", triggers="2026-01-31", opts=pulumi.ResourceOptions(depends_on=paused)
)


def latest(experiment: str) -> str:
    """The latest computation of results."""
    found = statsig.get_experiment_pulse_load_history(experiment).first()
    return found.dag_id if found else ""


# It is cancelled while it is under way.
computation = pulumi.Output.all(headline.id, loaded.urn).apply(lambda known: latest(known[0]))
statsig.ExperimentPulseCancel("call-off", experiment_id=headline.id, dag_id=computation)

pulumi.export("started", started.message)
pulumi.export("results", loaded.message)
