"""What can be done to a review once: it is approved, rejected or committed. Resources whose changes go through reviews open them.

API: PUT /gates/{id}/reviews/{reviewID}/approve, reject, commit, and the same of dynamic_configs, experiments and autotunes;
PUT /segments/{id}/reviews/{reviewID}/commit; DELETE /segments/{id}/reviews/{reviewID}.
"""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.resource import ConsoleAction, Fields


class _OfGateReview(Fields):
    """An action on one review of a gate."""

    gate_id: Prop[str] = prop(address="id")
    """The gate's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """Which review of the gate, as `get_gate_reviews` tells."""


class GateReviewApprove(_OfGateReview, ConsoleAction, runs="PUT /gates/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of a gate proposes, in the name of the stack's key. Nothing is changed by that yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """What there is to say about the approval."""


class GateReviewReject(_OfGateReview, ConsoleAction, runs="PUT /gates/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of a gate proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class GateReviewCommit(_OfGateReview, ConsoleAction, runs="PUT /gates/{id}/reviews/{reviewID}/commit"):
    """Makes the change that an approved review of a gate proposes, whatever was changed since it was opened."""


class _OfDynamicConfigReview(Fields):
    """An action on one review of a dynamic config."""

    dynamic_config_id: Prop[str] = prop(address="id")
    """The dynamic config's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """Which review of the dynamic config, as `get_dynamic_config_reviews` tells."""


class DynamicConfigReviewApprove(_OfDynamicConfigReview, ConsoleAction, runs="PUT /dynamic_configs/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of a dynamic config proposes, in the name of the stack's key. Nothing is changed by that yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """What there is to say about the approval."""


class DynamicConfigReviewReject(_OfDynamicConfigReview, ConsoleAction, runs="PUT /dynamic_configs/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of a dynamic config proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class DynamicConfigReviewCommit(_OfDynamicConfigReview, ConsoleAction, runs="PUT /dynamic_configs/{id}/reviews/{reviewID}/commit"):
    """Makes the change that an approved review of a dynamic config proposes, whatever was changed since it was opened."""


class _OfExperimentReview(Fields):
    """An action on one review of an experiment."""

    experiment_id: Prop[str] = prop(address="id")
    """The experiment's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """Which review of the experiment, as `get_experiment_reviews` tells."""


class ExperimentReviewApprove(_OfExperimentReview, ConsoleAction, runs="PUT /experiments/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of an experiment proposes, in the name of the stack's key. Nothing is changed by that yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """What there is to say about the approval."""


class ExperimentReviewReject(_OfExperimentReview, ConsoleAction, runs="PUT /experiments/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of an experiment proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class ExperimentReviewCommit(_OfExperimentReview, ConsoleAction, runs="PUT /experiments/{id}/reviews/{reviewID}/commit"):
    """Makes the change that an approved review of an experiment proposes, whatever was changed since it was opened."""


class _OfAutotuneReview(Fields):
    """An action on one review of an autotune."""

    autotune_id: Prop[str] = prop(address="id")
    """The autotune's ID, by which code asks for it."""
    review_id: Prop[str] = prop(address="reviewID")
    """Which review of the autotune, as `get_autotune_reviews` tells."""


class AutotuneReviewApprove(_OfAutotuneReview, ConsoleAction, runs="PUT /autotunes/{id}/reviews/{reviewID}/approve"):
    """Approves what a review of an autotune proposes, in the name of the stack's key. Nothing is changed by that yet."""

    reason: Prop[Annotated[str, MaxLen(2000)] | None] = prop(default=UNMANAGED)
    """What there is to say about the approval."""


class AutotuneReviewReject(_OfAutotuneReview, ConsoleAction, runs="PUT /autotunes/{id}/reviews/{reviewID}/reject"):
    """Rejects what a review of an autotune proposes, which ends the review."""

    reason: Prop[Annotated[str, MinLen(1), MaxLen(2000)]] = prop()
    """Why the change is not to be made."""


class AutotuneReviewCommit(_OfAutotuneReview, ConsoleAction, runs="PUT /autotunes/{id}/reviews/{reviewID}/commit"):
    """Makes the change that an approved review of an autotune proposes, whatever was changed since it was opened."""


class _OfSegmentReview(Fields):
    """An action on one review of a segment, which the console alone opens and approves."""

    segment_id: Prop[str] = prop(address="id")
    """The segment's ID, by which conditions name it."""
    review_id: Prop[str] = prop(address="reviewID")
    """Which review, as the console shows its ID: no operation lists those of segments."""


class SegmentReviewCommit(_OfSegmentReview, ConsoleAction, runs="PUT /segments/{id}/reviews/{reviewID}/commit"):
    """Makes the change that an approved review of a segment proposes."""


class SegmentReviewCancel(_OfSegmentReview, ConsoleAction, runs="DELETE /segments/{id}/reviews/{reviewID}"):
    """Takes back a review of a segment that is under way, and with it the change that it proposes."""
