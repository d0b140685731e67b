"""Overrides of a layer for those who pass a gate or are in a segment."""

import pulumi_statsig_console as statsig

# Smallest: Testers see one group of an experiment in the layer.
testers = statsig.Segment("testers", name="Testers", type="id_list")
home = statsig.Layer(
    "home",
    name="Home page",
    id_type="userID",
    parameters=[statsig.LayerParameter(name="title", type="string", default_value="Welcome")],
)
title = statsig.Experiment(
    "title",
    name="Home title",
    layer_id=home.id,
    groups=[
        statsig.ExperimentGroup(name="Plain", size=50, parameter_values={"title": "Welcome"}),
        statsig.ExperimentGroup(name="Question", size=50, parameter_values={"title": "What are you looking for?"}),
    ],
)
statsig.LayerConditionOverride(
    "home-testers", layer_id=home.id, experiment_name=title.id, group_name="Question", type="segment", name=testers.id
)

# Usual: Those who pass a gate see one group, only in staging.
reviewers = statsig.Gate("reviewers", name="Reviewers", rules=[])
search = statsig.Layer(
    "search",
    name="Search page",
    id_type="userID",
    parameters=[statsig.LayerParameter(name="ranking", type="string", default_value="newest")],
)
ranking = statsig.Experiment(
    "ranking",
    name="Search ranking",
    layer_id=search.id,
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"ranking": "newest"}),
        statsig.ExperimentGroup(name="Relevance", size=50, parameter_values={"ranking": "relevance"}),
    ],
)
statsig.LayerConditionOverride(
    "search-reviewers",
    layer_id=search.id,
    experiment_name=ranking.id,
    group_name="Relevance",
    type="gate",
    name=reviewers.id,
    environment="staging",
)
