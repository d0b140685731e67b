"""All overrides of an autotune."""

import pulumi_statsig_console as statsig

# Smallest: Two people always get the plain headline.
headline = statsig.Autotune(
    "headline",
    name="Signup headline",
    variants=[
        statsig.AutotuneVariant(name="plain", json={"text": "Sign up"}),
        statsig.AutotuneVariant(name="warm", json={"text": "Come in, it is warm"}),
    ],
    success_event="signed_up",
    exploration_window="24hrs",
    attribution_window="1hr",
    winner_threshold="95%",
)
statsig.AutotuneOverrides(
    "headline-overrides",
    autotune_id=headline.id,
    user_id_overrides=[statsig.UserOverride(group_id="plain", ids=["reviewer-1", "reviewer-2"])],
)

# Usual: Staff get one variant, and a company gets another in staging.
staff = statsig.Segment("staff", name="Staff", type="id_list")
banner = statsig.Autotune(
    "banner",
    name="Spring banner",
    variants=[
        statsig.AutotuneVariant(name="flowers", json={"image": "flowers.png"}),
        statsig.AutotuneVariant(name="sun", json={"image": "sun.png"}),
    ],
    success_event="order",
    exploration_window="48hrs",
    attribution_window="24hrs",
    winner_threshold="95%",
)
statsig.AutotuneOverrides(
    "banner-overrides",
    autotune_id=banner.id,
    overrides=[statsig.ConditionalOverride(type="segment", id=staff.id, group_id="sun")],
    user_id_overrides=[statsig.UserOverride(group_id="flowers", ids=["company-7"], unit_type="companyID", environment="staging")],
)
