"""Overrides of a layer for single IDs."""

import pulumi_statsig_console as statsig

# Smallest: A designer always sees one group of an experiment in the layer.
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
statsig.LayerUserOverride("home-designer", layer_id=home.id, experiment_name=title.id, group_name="Question", user_id="designer-1")

# Usual: A company sees another group, only in staging.
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
statsig.LayerUserOverride(
    "search-acme",
    layer_id=search.id,
    experiment_name=ranking.id,
    group_name="Relevance",
    user_id="acme",
    id_type="companyID",
    environment="staging",
)
