"""Release pipelines."""

import pulumi_statsig_console as statsig

# Smallest: Has one phase, in which all of staging gets a change for an hour.
statsig.ReleasePipeline(
    "quick",
    name="Quick",
    phases=[
        statsig.Phase(
            name="Staging",
            time_interval_ms=60 * 60_000,
            required_review=False,
            rules=[statsig.PhaseRule(name="Staging", environments=["staging"], conditions=[statsig.Condition(type="public")])],
        ),
    ],
)

# Usual: Staff get a change for a day; after a review, everyone gets it.
statsig.ReleasePipeline(
    "careful",
    name="Careful",
    trigger_notice="Tell support before you start it.",
    phases=[
        statsig.Phase(
            name="Staff",
            time_interval_ms=24 * 60 * 60_000,
            required_review=False,
            rules=[
                statsig.PhaseRule(
                    name="Company address",
                    environments=["production"],
                    conditions=[statsig.Condition(type="email", operator="str_contains_any", target_value=["@example.com"])],
                )
            ],
        ),
        statsig.Phase(
            name="Everyone",
            time_interval_ms=60 * 60_000,
            required_review=True,
            rules=[statsig.PhaseRule(name="Everyone", environments=["production"], conditions=[statsig.Condition(type="public")])],
        ),
    ],
)
