"""Overrides of an autotune for those who pass a gate or are in a segment."""

import pulumi_statsig_console as statsig

# Smallest: Everyone in the segment gets one variant, whatever the autotune finds.
staff = statsig.Segment("staff", name="Staff", type="id_list")
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
statsig.AutotuneConditionOverride("headline-staff", autotune_id=headline.id, group_id="warm", type="segment", name=staff.id)

# Usual: Those who pass a gate get one variant, only in staging.
reviewers = statsig.Gate("reviewers", name="Reviewers", rules=[])
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
statsig.AutotuneConditionOverride(
    "banner-reviewers", autotune_id=banner.id, group_id="sun", type="gate", name=reviewers.id, environment="staging"
)
