"""ReviewSettings: which changes need a review.

API: GET, POST /settings/reviews. They always exist: a stack takes them over, and restores them on destroy.
"""

from statsig_console.declaring.endpoints import singleton
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written


class ReviewSettings(ConsoleResource, endpoints=singleton("settings/reviews"), spelling=as_written):
    """The project's review settings; whn is short for warehouse-native. What is left out stays as it is."""

    is_config_review_required: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether changes of gates, dynamic configs, experiments and the like need a review."""
    is_metric_review_required: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether changes of metrics need a review."""
    is_metric_review_required_on_verified_only: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether only changes of verified metrics need a review."""
    is_whn_analysis_only_review_required: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether changes of experiments that are only analysed need a review, in a warehouse-native project."""
    is_whn_source_review_required: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether changes of metric, assignment and entity property sources need a review, in a warehouse-native project."""
