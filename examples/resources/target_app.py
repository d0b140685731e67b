"""Target apps."""

import pulumi_statsig_console as statsig

# Smallest: Gets what is assigned to it in the console.
statsig.TargetApp("web", name="Web")

# Usual: Gets two gates and a config.
search = statsig.Gate("new-search", name="New search", rules=[])
checkout = statsig.Gate("new-checkout", name="New checkout", rules=[])
limits = statsig.DynamicConfig("cart-limits", name="Cart limits", default_value={"max_items": 50})
statsig.TargetApp(
    "apps",
    name="Apps",
    description="The apps for iOS and Android.",
    gates=[search.id, checkout.id],
    dynamic_configs=[limits.id],
)

# Full: Gets an object of each kind.
kiosk_gate = statsig.Gate("kiosk-mode", name="Kiosk mode", rules=[])
prices = statsig.DynamicConfig("prices", name="Prices", default_value={"currency": "EUR"})
page = statsig.Layer("page", name="Kiosk page", id_type="stableID")
colors = statsig.Experiment("colors", name="Kiosk colors", id_type="stableID")
texts = statsig.ParamStore("texts", name="kiosk_texts", display_name="Kiosk texts")
statsig.TargetApp(
    "kiosk",
    name="Kiosk",
    description="The devices in the shops.",
    gates=[kiosk_gate.id],
    dynamic_configs=[prices.id],
    experiments=[colors.id],
    layers=[page.id],
    parameter_stores=[texts.name],
)
