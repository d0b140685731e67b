"""Parameters that the apps read in one place: fixed values, and others that a gate or a config decides."""

import pulumi
import pulumi_statsig_console as statsig

quick = statsig.Gate("quick", name="Quick checkout", rules=[])
limits = statsig.DynamicConfig("limits", name="Cart limits", default_value={"most": 50})

checkout = statsig.ParamStore(
    "checkout",
    name="checkout",
    display_name="Checkout",
    description="All that the checkout needs to know.",
    parameters=[
        statsig.StringParam(name="title", ref_type="static", param_type="string", value="Your order"),
        statsig.ArrayParam(name="currencies", ref_type="static", param_type="array", value=["EUR", "NZD"]),
        statsig.NumberGateParam(name="steps", ref_type="gate", param_type="number", gate_name=quick.id, pass_value=1, fail_value=3),
        statsig.ConfigParam(name="most", ref_type="dynamic_config", param_type="number", config_name=limits.id, param_name="most"),
    ],
)

pulumi.export("store", checkout.id)
