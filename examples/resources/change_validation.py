"""Verdicts on changes that wait for review."""

import pulumi_statsig_console as statsig

# Smallest: Lets a change through.
statsig.ChangeValidation("tests-pass", review_id="review-1", validated=True)

# Usual: Stops a change, and says why and where to look.
statsig.ChangeValidation(
    "tests-fail",
    review_id="review-2",
    validated=False,
    message="The checkout tests fail with this change.",
    debug_links=[statsig.DebugLink(title="Build", url="https://ci.example.com/builds/7")],
)
