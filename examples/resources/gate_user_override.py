"""Overrides of a gate for single users."""

import pulumi_statsig_console as statsig

# Smallest: One user always passes.
search = statsig.Gate("new-search", name="New search")
statsig.GateUserOverride("search-ada", gate_id=search.id, group="pass", user_id="ada")

# Usual: Each tester passes, and a kiosk does not.
checkout = statsig.Gate("new-checkout", name="New checkout")
for tester in ("ada", "grace"):
    statsig.GateUserOverride(f"checkout-{tester}", gate_id=checkout.id, group="pass", user_id=tester)
statsig.GateUserOverride("checkout-kiosk", gate_id=checkout.id, group="fail", user_id="kiosk-1")
