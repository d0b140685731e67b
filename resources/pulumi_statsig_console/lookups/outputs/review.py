"""The lookups of `review` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.review import (
    AUTOTUNE_REVIEW,
    AUTOTUNE_REVIEWS,
    DYNAMIC_CONFIG_ELIGIBLE_REVIEWERS,
    DYNAMIC_CONFIG_REVIEW,
    DYNAMIC_CONFIG_REVIEWS,
    EXPERIMENT_ELIGIBLE_REVIEWERS,
    EXPERIMENT_REVIEW,
    EXPERIMENT_REVIEWS,
    GATE_ELIGIBLE_REVIEWERS,
    GATE_REVIEW,
    GATE_REVIEWS,
)
from pulumi_statsig_console.results.eligible_reviewers import EligibleReviewersResult
from pulumi_statsig_console.results.experiment_review import ExperimentReviewResult
from pulumi_statsig_console.results.review import ReviewResult


def get_gate_reviews_output(id: pulumi.Input[str]) -> pulumi.Output[list[ReviewResult]]:
    """`get_gate_reviews` as an Output, the whole list."""
    return GATE_REVIEWS.output(**locals())


def get_gate_review_output(id: pulumi.Input[str], review_id: pulumi.Input[str]) -> pulumi.Output[ReviewResult]:
    """`get_gate_review` as an Output."""
    return GATE_REVIEW.output(**locals())


def get_gate_eligible_reviewers_output(id: pulumi.Input[str]) -> pulumi.Output[EligibleReviewersResult]:
    """`get_gate_eligible_reviewers` as an Output."""
    return GATE_ELIGIBLE_REVIEWERS.output(**locals())


def get_dynamic_config_reviews_output(id: pulumi.Input[str]) -> pulumi.Output[list[ReviewResult]]:
    """`get_dynamic_config_reviews` as an Output, the whole list."""
    return DYNAMIC_CONFIG_REVIEWS.output(**locals())


def get_dynamic_config_review_output(id: pulumi.Input[str], review_id: pulumi.Input[str]) -> pulumi.Output[ReviewResult]:
    """`get_dynamic_config_review` as an Output."""
    return DYNAMIC_CONFIG_REVIEW.output(**locals())


def get_dynamic_config_eligible_reviewers_output(id: pulumi.Input[str]) -> pulumi.Output[EligibleReviewersResult]:
    """`get_dynamic_config_eligible_reviewers` as an Output."""
    return DYNAMIC_CONFIG_ELIGIBLE_REVIEWERS.output(**locals())


def get_experiment_reviews_output(id: pulumi.Input[str]) -> pulumi.Output[list[ExperimentReviewResult]]:
    """`get_experiment_reviews` as an Output, the whole list."""
    return EXPERIMENT_REVIEWS.output(**locals())


def get_experiment_review_output(id: pulumi.Input[str], review_id: pulumi.Input[str]) -> pulumi.Output[ExperimentReviewResult]:
    """`get_experiment_review` as an Output."""
    return EXPERIMENT_REVIEW.output(**locals())


def get_experiment_eligible_reviewers_output(id: pulumi.Input[str]) -> pulumi.Output[EligibleReviewersResult]:
    """`get_experiment_eligible_reviewers` as an Output."""
    return EXPERIMENT_ELIGIBLE_REVIEWERS.output(**locals())


def get_autotune_reviews_output(id: pulumi.Input[str]) -> pulumi.Output[list[ExperimentReviewResult]]:
    """`get_autotune_reviews` as an Output, the whole list."""
    return AUTOTUNE_REVIEWS.output(**locals())


def get_autotune_review_output(id: pulumi.Input[str], review_id: pulumi.Input[str]) -> pulumi.Output[ExperimentReviewResult]:
    """`get_autotune_review` as an Output."""
    return AUTOTUNE_REVIEW.output(**locals())
