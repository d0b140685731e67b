"""The verdict on a change, from the CI job that the pre-commit webhook starts: `pulumi config set review ID` before `pulumi up`."""

import pulumi
import pulumi_statsig_console as statsig

config = pulumi.Config()

verdict = statsig.ChangeValidation(
    "verdict",
    review_id=config.get("review") or "review-1",
    validated=config.get_bool("passed") or False,
    message="The checkout tests decide.",
    debug_links=[statsig.DebugLink(title="Build", url="https://ci.example.com/builds/1")],
)

pulumi.export("validated", verdict.validated)
