"""Objects that several target apps share."""

import pulumi_statsig_console as statsig

# Smallest: Two apps get a gate.
search = statsig.Gate("new-search", name="New search", rules=[])
web = statsig.TargetApp("web", name="Web")
apps = statsig.TargetApp("apps", name="Apps")
statsig.TargetAppAssignment("search-everywhere", target_apps=[web.id, apps.id], gates=[search.id])

# Usual: Two apps get everything of the checkout.
checkout = statsig.Gate("new-checkout", name="New checkout", rules=[])
limits = statsig.DynamicConfig("cart-limits", name="Cart limits", default_value={"max_items": 50})
button = statsig.Experiment("button-color", name="Button color")
site = statsig.TargetApp("site", name="Site")
kiosk = statsig.TargetApp("kiosk", name="Kiosk")
statsig.TargetAppAssignment(
    "checkout-everywhere",
    target_apps=[site.id, kiosk.id],
    gates=[checkout.id],
    dynamic_configs=[limits.id],
    experiments=[button.id],
)
