"""The project itself: its name, its reviews and its environments. All of this exists already; destroy puts it back as it was."""

import pulumi
import pulumi_statsig_console as statsig

project = statsig.ProjectSettings("project", name="Shop", visibility="CLOSED", default_unit_type="userID")

statsig.ReviewSettings(
    "reviews",
    is_config_review_required=True,
    is_metric_review_required=True,
    is_metric_review_required_on_verified_only=True,
)


def environment(name: str, *, production: bool = False, review: bool = False) -> statsig.Environment:
    """An environment, with or without reviews."""
    return statsig.Environment(name=name, is_production=production, requires_review=review, requires_release_pipeline=False)


environments = statsig.Environments(
    "environments",
    environments=[
        environment("development"),
        environment("staging"),
        environment("canary", review=True),
        environment("production", production=True),
    ],
)

statsig.UnitIdType("company", name="companyID", description="A company that pays; several users belong to it.")

pulumi.export("environments", environments.environments)
