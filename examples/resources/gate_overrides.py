"""All overrides of a gate."""

import pulumi_statsig_console as statsig

# Smallest: Two people always pass.
search = statsig.Gate("new-search", name="New search")
statsig.GateOverrides("search-overrides", gate_id=search.id, passing_user_ids=["ada", "grace"])

# Usual: Support passes and the kiosks fail; so does a company, in staging.
checkout = statsig.Gate("new-checkout", name="New checkout")
statsig.GateOverrides(
    "checkout-overrides",
    gate_id=checkout.id,
    passing_user_ids=["support-1", "support-2"],
    failing_user_ids=["kiosk-1"],
    environment_overrides=[statsig.EnvironmentOverride(environment="staging", unit_id="companyID", passing_ids=[], failing_ids=["acme"])],
)
