"""A headline that finds its best wording by itself."""

import pulumi
import pulumi_statsig_console as statsig

headline = statsig.Autotune(
    "headline",
    name="Signup headline",
    description="The wording that most visitors sign up after.",
    variants=[
        statsig.AutotuneVariant(name="plain", json={"text": "Sign up"}),
        statsig.AutotuneVariant(name="warm", json={"text": "Come in, it is warm"}),
        statsig.AutotuneVariant(name="urgent", json={"text": "Today only"}),
    ],
    success_event="signed_up",
    exploration_window="24hrs",
    attribution_window="2hrs",
    winner_threshold="95%",
    lifecycle="started",
)

statsig.AutotuneOverrides(
    "headline-overrides",
    autotune_id=headline.id,
    user_id_overrides=[{"group_id": "plain", "ids": ["reviewer-1", "reviewer-2"]}],
)

pulumi.export("autotune", headline.id)
pulumi.export("winner", headline.winner)
