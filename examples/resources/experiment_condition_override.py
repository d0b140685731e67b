"""Overrides of an experiment for those who pass a gate or are in a segment."""

import pulumi_statsig_console as statsig

# Smallest: Everyone in the segment sees the new ranking, whichever group they would be in.
testers = statsig.Segment("testers", name="Testers", type="id_list")
ranking = statsig.Experiment(
    "search-ranking",
    name="Search ranking",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"ranking": "newest"}),
        statsig.ExperimentGroup(name="Relevance", size=50, parameter_values={"ranking": "relevance"}),
    ],
)
statsig.ExperimentConditionOverride("ranking-testers", experiment_id=ranking.id, group_id="Relevance", type="segment", name=testers.id)

# Usual: Those who pass a gate see the red button, only in staging.
reviewers = statsig.Gate("reviewers", name="Reviewers", rules=[])
button = statsig.Experiment(
    "button-color",
    name="Button color",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"color": "blue"}),
        statsig.ExperimentGroup(name="Red", size=50, parameter_values={"color": "red"}),
    ],
)
statsig.ExperimentConditionOverride(
    "button-reviewers", experiment_id=button.id, group_id="Red", type="gate", name=reviewers.id, environment="staging"
)
