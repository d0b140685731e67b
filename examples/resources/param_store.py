"""Parameter stores."""

import pulumi_statsig_console as statsig

# Smallest: Has no parameters yet.
statsig.ParamStore("search", name="search", display_name="Search")

# Usual: Has two fixed values, which an app reads in one place.
statsig.ParamStore(
    "home",
    name="home",
    display_name="Home page",
    description="What the home page reads.",
    parameters=[
        statsig.StringParam(name="title", ref_type="static", param_type="string", value="Welcome"),
        statsig.NumberParam(name="columns", ref_type="static", param_type="number", value=2),
    ],
)

# Full: A gate decides one value, a config and a layer hold others, and only one app gets the store.
quick = statsig.Gate("quick-checkout", name="Quick checkout", rules=[])
limits = statsig.DynamicConfig("cart-limits", name="Cart limits", default_value={"max_items": 50})
page = statsig.Layer(
    "checkout-page",
    name="Checkout page",
    id_type="userID",
    parameters=[statsig.LayerParameter(name="color", type="string", default_value="blue")],
)
web = statsig.TargetApp("web", name="Web")
statsig.ParamStore(
    "checkout",
    name="checkout",
    display_name="Checkout",
    description="All that the checkout needs to know.",
    parameters=[
        statsig.ArrayParam(name="currencies", ref_type="static", param_type="array", value=["EUR", "NZD"]),
        statsig.NumberGateParam(name="steps", ref_type="gate", param_type="number", gate_name=quick.id, pass_value=1, fail_value=3),
        statsig.ConfigParam(name="most", ref_type="dynamic_config", param_type="number", config_name=limits.id, param_name="max_items"),
        statsig.LayerParam(name="color", ref_type="layer", param_type="string", layer_name=page.id, param_name="color"),
    ],
    target_app_ids=[web.id],
)
