"""Autotunes."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Is set up with two headlines, and started in the console.
statsig.Autotune(
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

# Usual: Starts at once; its outputs have the winner.
banner = statsig.Autotune(
    "banner",
    name="Spring banner",
    description="The banner after which most visitors order.",
    variants=[
        statsig.AutotuneVariant(name="flowers", json={"image": "flowers.png"}),
        statsig.AutotuneVariant(name="sun", json={"image": "sun.png"}),
        statsig.AutotuneVariant(name="rain", json={"image": "rain.png"}),
    ],
    success_event="order",
    exploration_window="48hrs",
    attribution_window="24hrs",
    winner_threshold="95%",
    lifecycle="started",
)
pulumi.export("winner", banner.winner)

# Full: Finds the offer that brings the most money for each visitor, by country and device.
statsig.Autotune(
    "offers",
    name="Offers on the home page",
    description="The offer that brings the most, for each visitor.",
    goal_rich_text="<p>More revenue per visit.</p>",
    id_type="stableID",
    variants=[
        statsig.AutotuneVariant(name="free shipping", json={"offer": "shipping"}),
        statsig.AutotuneVariant(name="ten percent off", json={"offer": "discount", "percent": 10}),
    ],
    success_event="order",
    optimization_parameter="value",
    metadata_field="amount",
    higher_is_better=True,
    is_contextual=True,
    feature_list=["country", "device"],
    exploration_window="168hrs",
    exploration_window_rate=0.5,
    longterm_exploration_allocation=0.1,
    attribution_window="2",
    attribution_window_unit="day",
    winner_threshold="99%",
    lifecycle="started",
)
