"""Filters on the events and rows that a metric counts.

Schema: MetricEventsCriteriaDto.
"""

from typing import Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import ManySet

CriterionType = Literal["value", "metadata", "user", "user_custom"]
CriterionCondition = Literal[
    "in", "not_in", "=", ">", "<", ">=", "<=", "is_null", "non_null", "contains", "not_contains", "sql_filter", "starts_with",
    "ends_with", "after_exposure", "before_exposure", "is_true", "is_false",
]  # fmt: skip


class MetricCriterion(TypedDict):
    """One filter. In warehouse-native projects `type` is metadata, and only there are sql_filter, starts_with,
    ends_with, after_exposure and before_exposure conditions."""

    type: Input[CriterionType]
    condition: Input[CriterionCondition]
    column: NotRequired[Input[str]]
    values: NotRequired[Input[ManySet[str]]]
    null_vacuous_override: NotRequired[Input[bool]]
