"""All overrides of a holdout."""

import pulumi_statsig_console as statsig

# Smallest: Two members of the staff are never held out.
search = statsig.Holdout("search", name="Without the new search", pass_percentage=1)
statsig.HoldoutOverrides("search-overrides", holdout_id=search.id, failing_user_ids=["staff-1", "staff-2"])

# Usual: A tester is always held out; a company never is in staging.
quarter = statsig.Holdout("first-quarter", name="First quarter", pass_percentage=2)
statsig.HoldoutOverrides(
    "quarter-overrides",
    holdout_id=quarter.id,
    passing_user_ids=["tester-1"],
    failing_user_ids=["staff-1"],
    environment_overrides=[statsig.EnvironmentOverride(environment="staging", unit_id="companyID", passing_ids=[], failing_ids=["acme"])],
)
