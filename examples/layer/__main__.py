"""Two experiments on one page that share a layer: nobody is in both."""

import pulumi
import pulumi_statsig_console as statsig

home = statsig.Layer(
    "home",
    name="Home page",
    id_type="userID",
    description="All that is tried on the home page.",
    parameters=[
        statsig.LayerParameter(name="title", type="string", default_value="Welcome"),
        statsig.LayerParameter(name="columns", type="number", default_value=2),
        statsig.LayerParameter(name="teaser", type="object", default_value={"shown": False, "items": []}),
    ],
)

title = statsig.Experiment(
    "title",
    name="Home title",
    layer_id=home.id,
    allocation=50,
    groups=[
        statsig.ExperimentGroup(name="Control", size=50, parameter_values={"title": "Welcome"}),
        statsig.ExperimentGroup(name="Question", size=50, parameter_values={"title": "What are you looking for?"}),
    ],
)
columns = statsig.Experiment(
    "columns",
    name="Home columns",
    layer_id=home.id,
    allocation=50,
    groups=[
        statsig.ExperimentGroup(name="Two", size=50, parameter_values={"columns": 2}),
        statsig.ExperimentGroup(name="Three", size=50, parameter_values={"columns": 3}),
    ],
)

statsig.LayerOverrides(
    "home-overrides",
    layer_id=home.id,
    id_overrides=[
        statsig.LayerIdOverride(group_name="Question", ids=["designer-1"], experiment_name=title.id),
        statsig.LayerIdOverride(group_name="Three", ids=["designer-2"], experiment_name=columns.id),
    ],
)

pulumi.export("layer", home.id)
