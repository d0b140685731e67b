"""Overrides of an autotune for single IDs."""

import pulumi_statsig_console as statsig

# Smallest: One user always gets the plain headline.
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
statsig.AutotuneUserOverride("headline-ada", autotune_id=headline.id, group_id="plain", user_id="ada")

# Usual: A company gets one variant, only in staging.
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
statsig.AutotuneUserOverride(
    "banner-acme", autotune_id=banner.id, group_id="sun", user_id="acme", unit_type="companyID", environment="staging"
)
