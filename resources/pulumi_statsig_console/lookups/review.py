"""Lookups: reviews of changes, and who may approve them.

Answers hold a review as their data; one document says that it is in a field of its own there.
"""

from __future__ import annotations

from pulumi_statsig_console.results.eligible_reviewers import EligibleReviewersResult
from pulumi_statsig_console.results.experiment_review import ExperimentReviewResult
from pulumi_statsig_console.results.review import ReviewResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

GATE_REVIEWS = ListLookup("get_gate_reviews", operation("GET /gates/{id}/reviews"), ReviewResult, around="review")


def get_gate_reviews(id: str) -> Pages[ReviewResult]:
    """The reviews of a gate, the newest first, without the proposed changes.

    API: GET /gates/{id}/reviews. Raises `NotFound` when there is no such gate.

    Args:
        id: The gate's ID, by which code asks for it.
    """
    return GATE_REVIEWS(**locals())


GATE_REVIEW = Lookup(
    "get_gate_review", operation("GET /gates/{id}/reviews/{reviewID}"), ReviewResult, wire={"review_id": "reviewID"}, around="review"
)


def get_gate_review(id: str, review_id: str) -> ReviewResult:
    """One review of a gate: its status, and what it proposes beside the present values.

    API: GET /gates/{id}/reviews/{reviewID}. Raises `NotFound` when there is none.

    Args:
        id: The gate's ID, by which code asks for it.
        review_id: The ID of the review, from `get_gate_reviews`.
    """
    return GATE_REVIEW(**locals())


GATE_ELIGIBLE_REVIEWERS = Lookup("get_gate_eligible_reviewers", operation("GET /gates/{id}/eligible_reviewers"), EligibleReviewersResult)


def get_gate_eligible_reviewers(id: str) -> EligibleReviewersResult:
    """Who may approve changes of a gate, besides the project's admins: everybody, or the people and groups in the answer.

    API: GET /gates/{id}/eligible_reviewers. Raises `NotFound` when there is none.

    Args:
        id: The gate's ID, by which code asks for it.
    """
    return GATE_ELIGIBLE_REVIEWERS(**locals())


DYNAMIC_CONFIG_REVIEWS = ListLookup(
    "get_dynamic_config_reviews", operation("GET /dynamic_configs/{id}/reviews"), ReviewResult, around="review"
)


def get_dynamic_config_reviews(id: str) -> Pages[ReviewResult]:
    """The reviews of a dynamic config, the newest first, without the proposed changes.

    API: GET /dynamic_configs/{id}/reviews. Raises `NotFound` when there is no such dynamic config.

    Args:
        id: The dynamic config's ID, by which code asks for it.
    """
    return DYNAMIC_CONFIG_REVIEWS(**locals())


DYNAMIC_CONFIG_REVIEW = Lookup(
    "get_dynamic_config_review",
    operation("GET /dynamic_configs/{id}/reviews/{reviewID}"),
    ReviewResult,
    wire={"review_id": "reviewID"},
    around="review",
)


def get_dynamic_config_review(id: str, review_id: str) -> ReviewResult:
    """One review of a dynamic config: its status, and what it proposes beside the present values.

    API: GET /dynamic_configs/{id}/reviews/{reviewID}. Raises `NotFound` when there is none.

    Args:
        id: The dynamic config's ID, by which code asks for it.
        review_id: The ID of the review, from `get_dynamic_config_reviews`.
    """
    return DYNAMIC_CONFIG_REVIEW(**locals())


DYNAMIC_CONFIG_ELIGIBLE_REVIEWERS = Lookup(
    "get_dynamic_config_eligible_reviewers", operation("GET /dynamic_configs/{id}/eligible_reviewers"), EligibleReviewersResult
)


def get_dynamic_config_eligible_reviewers(id: str) -> EligibleReviewersResult:
    """Who may approve changes of a dynamic config, besides the project's admins: everybody, or the people and groups in the answer.

    API: GET /dynamic_configs/{id}/eligible_reviewers. Raises `NotFound` when there is none.

    Args:
        id: The dynamic config's ID, by which code asks for it.
    """
    return DYNAMIC_CONFIG_ELIGIBLE_REVIEWERS(**locals())


EXPERIMENT_REVIEWS = ListLookup(
    "get_experiment_reviews", operation("GET /experiments/{id}/reviews"), ExperimentReviewResult, around="review"
)


def get_experiment_reviews(id: str) -> Pages[ExperimentReviewResult]:
    """The reviews of an experiment, the newest first, without the proposed changes.

    API: GET /experiments/{id}/reviews. Raises `NotFound` when there is no such experiment.

    Args:
        id: The experiment's ID, by which code asks for it.
    """
    return EXPERIMENT_REVIEWS(**locals())


EXPERIMENT_REVIEW = Lookup(
    "get_experiment_review",
    operation("GET /experiments/{id}/reviews/{reviewID}"),
    ExperimentReviewResult,
    wire={"review_id": "reviewID"},
    around="review",
)


def get_experiment_review(id: str, review_id: str) -> ExperimentReviewResult:
    """One review of an experiment: its status, and what it proposes beside the present values.

    API: GET /experiments/{id}/reviews/{reviewID}. Raises `NotFound` when there is none.

    Args:
        id: The experiment's ID, by which code asks for it.
        review_id: The ID of the review, from `get_experiment_reviews`.
    """
    return EXPERIMENT_REVIEW(**locals())


EXPERIMENT_ELIGIBLE_REVIEWERS = Lookup(
    "get_experiment_eligible_reviewers", operation("GET /experiments/{id}/eligible_reviewers"), EligibleReviewersResult
)


def get_experiment_eligible_reviewers(id: str) -> EligibleReviewersResult:
    """Who may approve changes of an experiment, besides the project's admins: everybody, or the people and groups in the answer.

    API: GET /experiments/{id}/eligible_reviewers. Raises `NotFound` when there is none.

    Args:
        id: The experiment's ID, by which code asks for it.
    """
    return EXPERIMENT_ELIGIBLE_REVIEWERS(**locals())


AUTOTUNE_REVIEWS = ListLookup("get_autotune_reviews", operation("GET /autotunes/{id}/reviews"), ExperimentReviewResult, around="review")


def get_autotune_reviews(id: str) -> Pages[ExperimentReviewResult]:
    """The reviews of an autotune, the newest first, without the proposed changes.

    API: GET /autotunes/{id}/reviews. Raises `NotFound` when there is no such autotune.

    Args:
        id: The autotune's ID, by which code asks for it.
    """
    return AUTOTUNE_REVIEWS(**locals())


AUTOTUNE_REVIEW = Lookup(
    "get_autotune_review",
    operation("GET /autotunes/{id}/reviews/{reviewID}"),
    ExperimentReviewResult,
    wire={"review_id": "reviewID"},
    around="review",
)


def get_autotune_review(id: str, review_id: str) -> ExperimentReviewResult:
    """One review of an autotune: its status, and what it proposes beside the present values.

    API: GET /autotunes/{id}/reviews/{reviewID}. Raises `NotFound` when there is none.

    Args:
        id: The autotune's ID, by which code asks for it.
        review_id: The ID of the review, from `get_autotune_reviews`.
    """
    return AUTOTUNE_REVIEW(**locals())
