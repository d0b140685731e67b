"""All overrides of an experiment."""

import pulumi_statsig_console as statsig

# Smallest: Two people always see the old ranking.
ranking = statsig.Experiment(
    "search-ranking",
    name="Search ranking",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"ranking": "newest"}),
        statsig.ExperimentGroup(name="Relevance", size=50, parameter_values={"ranking": "relevance"}),
    ],
)
statsig.ExperimentOverrides(
    "ranking-overrides",
    experiment_id=ranking.id,
    user_id_overrides=[statsig.UserOverride(group_id="Control", ids=["support-1", "support-2"])],
)

# Usual: Testers see the red button everywhere, and a company does in staging.
testers = statsig.Segment("testers", name="Testers", type="id_list")
button = statsig.Experiment(
    "button-color",
    name="Button color",
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"color": "blue"}),
        statsig.ExperimentGroup(name="Red", size=50, parameter_values={"color": "red"}),
    ],
)
statsig.ExperimentOverrides(
    "button-overrides",
    experiment_id=button.id,
    overrides=[statsig.ConditionalOverride(type="segment", id=testers.id, group_id="Red")],
    user_id_overrides=[statsig.UserOverride(group_id="Red", ids=["acme"], unit_type="companyID", environment="staging")],
)
