"""Layers."""

import json

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Experiments in it share users, so that nobody is in two of them.
statsig.Layer("search", name="Search", id_type="userID")

# Usual: Has the parameters that its experiments set, each with the default for everyone else.
statsig.Layer(
    "home",
    name="Home page",
    id_type="userID",
    description="All that is tried on the home page.",
    parameters=[
        statsig.LayerParameter(name="title", type="string", default_value="Welcome"),
        statsig.LayerParameter(name="columns", type="number", default_value=2),
    ],
)

# Full: Belongs to a team, reaches only one app, and a parameter has to fit a schema.
growth = statsig.Team("growth", name="Growth")
web = statsig.TargetApp("web", name="Web")
statsig.Layer(
    "checkout",
    name="Checkout page",
    id_type="stableID",
    description="All that is tried in the checkout.",
    parameters=[
        statsig.LayerParameter(name="one_page", type="boolean", default_value=False, description="All on one page"),
        statsig.LayerParameter(name="methods", type="array", default_value=["card", "invoice"]),
        statsig.LayerParameter(
            name="teaser",
            type="object",
            default_value={"shown": False},
            schema=json.dumps({"type": "object", "required": ["shown"]}),
        ),
    ],
    target_apps=[web.name],
    team=growth.name,
    opts=pulumi.ResourceOptions(depends_on=[growth]),
)
