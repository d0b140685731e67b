"""An autotune that is run by hand: started, decided, and reset to try again."""

import pulumi
import pulumi_statsig_console as statsig

colour = statsig.Autotune(
    "colour",
    name="Button colour",
    variants=[statsig.AutotuneVariant(name=name, json={"colour": name}) for name in ("red", "blue")],
    success_event="buy",
    exploration_window="24",
    attribution_window="1",
    winner_threshold="95%",
)

# In ms since 1970: the first of January 2100, unless somebody starts it before.
later = statsig.AutotuneScheduleStart("later", autotune_id=colour.id, scheduled_time=4102444800000)
started = statsig.AutotuneStart("start", autotune_id=colour.id, opts=pulumi.ResourceOptions(depends_on=later))
decided = statsig.AutotuneMakeDecision(
    "decide",
    autotune_id=colour.id,
    variant_id=colour.variants.apply(lambda variants: variants[0]["id"]),
    decision_reason="Red sells.",
    opts=pulumi.ResourceOptions(depends_on=started),
)
statsig.AutotuneReset("try-again", autotune_id=colour.id, opts=pulumi.ResourceOptions(depends_on=decided))

pulumi.export("autotune", colour.id)
