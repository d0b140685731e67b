"""Single rules of a gate."""

import pulumi_statsig_console as statsig

# Smallest: Lets in everyone; the gate leaves its other rules to others.
search = statsig.Gate("new-search", name="New search")
statsig.GateRule(
    "search-everyone",
    gate_id=search.id,
    name="Everyone",
    pass_percentage=100,
    conditions=[statsig.Condition(type="public")],
)

# Usual: The mobile team's testers pass in development and staging.
checkout = statsig.Gate("new-checkout", name="New checkout")
statsig.GateRule(
    "checkout-mobile",
    gate_id=checkout.id,
    name="Mobile testers",
    pass_percentage=100,
    conditions=[
        statsig.Condition(type="os_name", operator="any", target_value=["iOS", "Android"]),
        statsig.Condition(type="email", operator="str_contains_any", target_value=["@example.com"]),
    ],
    environments=["development", "staging"],
)

# Full: Comes after the rule that keeps kiosks out, since the first rule that applies decides.
menu = statsig.Gate("new-menu", name="New menu")
kiosks = statsig.GateRule(
    "menu-kiosks",
    gate_id=menu.id,
    name="Kiosks",
    pass_percentage=0,
    conditions=[statsig.Condition(type="custom_field", field="device", operator="any", target_value=["kiosk"])],
)
statsig.GateRule(
    "menu-everyone",
    gate_id=menu.id,
    name="Everyone",
    pass_percentage=20,
    conditions=[statsig.Condition(type="public")],
    environments=["production"],
    after=kiosks.id,
)
