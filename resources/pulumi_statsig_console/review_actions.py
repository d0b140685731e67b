"""Actions on a review: to approve, reject or commit it. Resources whose changes go through reviews open the reviews.

API: PUT /gates/{id}/reviews/{reviewID}/approve, reject, commit, and the same of dynamic_configs, experiments and autotunes;
PUT /segments/{id}/reviews/{reviewID}/commit; DELETE /segments/{id}/reviews/{reviewID}.
"""

from typing import Annotated

from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.resource import ConsoleAction, Fields


class _OfGateReview(Fields):
    """An action on one review of a gate."""

    gate_id: Prop[str] = prop(address="id")
    """The gate's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """The ID of the review, from `get_gate_reviews`."""


class GateReviewApprove(_OfGateReview, ConsoleAction, runs="PUT /gates/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of a gate proposes, in the name of the stack's key. This changes nothing yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """A comment on the approval."""


class GateReviewReject(_OfGateReview, ConsoleAction, runs="PUT /gates/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of a gate proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class GateReviewCommit(_OfGateReview, ConsoleAction, runs="PUT /gates/{id}/reviews/{reviewID}/commit"):
    """Makes the change of an approved review of a gate, even if the gate has changed since the review was opened."""


class _OfDynamicConfigReview(Fields):
    """An action on one review of a dynamic config."""

    dynamic_config_id: Prop[str] = prop(address="id")
    """The dynamic config's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """The ID of the review, from `get_dynamic_config_reviews`."""


class DynamicConfigReviewApprove(_OfDynamicConfigReview, ConsoleAction, runs="PUT /dynamic_configs/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of a dynamic config proposes, in the name of the stack's key. This changes nothing yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """A comment on the approval."""


class DynamicConfigReviewReject(_OfDynamicConfigReview, ConsoleAction, runs="PUT /dynamic_configs/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of a dynamic config proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class DynamicConfigReviewCommit(_OfDynamicConfigReview, ConsoleAction, runs="PUT /dynamic_configs/{id}/reviews/{reviewID}/commit"):
    """Makes the change of an approved review of a dynamic config, even if the dynamic config has changed since the review was opened."""


class _OfExperimentReview(Fields):
    """An action on one review of an experiment."""

    experiment_id: Prop[str] = prop(address="id")
    """The experiment's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """The ID of the review, from `get_experiment_reviews`."""


class ExperimentReviewApprove(_OfExperimentReview, ConsoleAction, runs="PUT /experiments/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of an experiment proposes, in the name of the stack's key. This changes nothing yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """A comment on the approval."""


class ExperimentReviewReject(_OfExperimentReview, ConsoleAction, runs="PUT /experiments/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of an experiment proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class ExperimentReviewCommit(_OfExperimentReview, ConsoleAction, runs="PUT /experiments/{id}/reviews/{reviewID}/commit"):
    """Makes the change of an approved review of an experiment, even if the experiment has changed since the review was opened."""


class _OfAutotuneReview(Fields):
    """An action on one review of an autotune."""

    autotune_id: Prop[str] = prop(address="id")
    """The autotune's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """The ID of the review, from `get_autotune_reviews`."""


class AutotuneReviewApprove(_OfAutotuneReview, ConsoleAction, runs="PUT /autotunes/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of an autotune proposes, in the name of the stack's key. This changes nothing yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """A comment on the approval."""


class AutotuneReviewReject(_OfAutotuneReview, ConsoleAction, runs="PUT /autotunes/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of an autotune proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class AutotuneReviewCommit(_OfAutotuneReview, ConsoleAction, runs="PUT /autotunes/{id}/reviews/{reviewID}/commit"):
    """Makes the change of an approved review of an autotune, even if the autotune has changed since the review was opened."""


class _OfSegmentReview(Fields):
    """An action on one review of a segment, which only the console opens and approves."""

    segment_id: Prop[str] = prop(address="id")
    """The segment's ID, by which conditions name it."""
    review_id: Prop[str] = prop(address="reviewID")
    """The ID of the review, from the console: no operation lists the reviews of segments."""


class SegmentReviewCommit(_OfSegmentReview, ConsoleAction, runs="PUT /segments/{id}/reviews/{reviewID}/commit"):
    """Makes the change that an approved review of a segment proposes."""


class SegmentReviewCancel(_OfSegmentReview, ConsoleAction, runs="DELETE /segments/{id}/reviews/{reviewID}"):
    """Cancels an open review of a segment, and with it the proposed change."""
