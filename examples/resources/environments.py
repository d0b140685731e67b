"""The environments of the project."""

import pulumi_statsig_console as statsig

# Smallest: The project has one for development and one for production.
statsig.Environments(
    "environments",
    environments=[
        statsig.Environment(name="development", is_production=False, requires_review=False, requires_release_pipeline=False),
        statsig.Environment(name="production", is_production=True, requires_review=False, requires_release_pipeline=False),
    ],
)

# Usual: Changes for production need a review.
statsig.Environments(
    "environments",
    environments=[
        statsig.Environment(name="development", is_production=False, requires_review=False, requires_release_pipeline=False),
        statsig.Environment(name="staging", is_production=False, requires_review=False, requires_release_pipeline=False),
        statsig.Environment(name="production", is_production=True, requires_review=True, requires_release_pipeline=False),
    ],
)
