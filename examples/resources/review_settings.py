"""What needs a review in the project."""

import pulumi_statsig_console as statsig

# Smallest: Changes of gates, configs and experiments need a review.
statsig.ReviewSettings("reviews", is_config_review_required=True)

# Usual: Changes of verified metrics need one as well.
statsig.ReviewSettings(
    "reviews",
    is_config_review_required=True,
    is_metric_review_required=True,
    is_metric_review_required_on_verified_only=True,
)

# Full: Changes of all metrics need one, and so do those of sources and analysis-only experiments in a warehouse-native project.
statsig.ReviewSettings(
    "reviews",
    is_config_review_required=True,
    is_metric_review_required=True,
    is_metric_review_required_on_verified_only=False,
    is_whn_analysis_only_review_required=True,
    is_whn_source_review_required=True,
)
