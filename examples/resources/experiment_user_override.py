"""Overrides of an experiment for single IDs."""

import pulumi_statsig_console as statsig

# Smallest: One user always sees the new ranking.
ranking = statsig.Experiment(
    "search-ranking",
    name="Search ranking",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"ranking": "newest"}),
        statsig.ExperimentGroup(name="Relevance", size=50, parameter_values={"ranking": "relevance"}),
    ],
)
statsig.ExperimentUserOverride("ranking-ada", experiment_id=ranking.id, group_id="Relevance", user_id="ada")

# Usual: A company sees the red button, only in staging.
button = statsig.Experiment(
    "button-color",
    name="Button color",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"color": "blue"}),
        statsig.ExperimentGroup(name="Red", size=50, parameter_values={"color": "red"}),
    ],
)
statsig.ExperimentUserOverride(
    "button-acme", experiment_id=button.id, group_id="Red", user_id="acme", unit_type="companyID", environment="staging"
)
