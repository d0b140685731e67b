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
    """Where the value comes from: the event's `value`, its `metadata`, a field of the user (`user`), or a custom field of the user
    (`user_custom`)."""
    condition: Input[CriterionCondition]
    """How it is compared, such as `in`, `=`, `contains` or `is_null`. `sql_filter` and some others are only for
    warehouse-native projects."""
    column: NotRequired[Input[str]]
    """The field or column that is looked at. Not for `value`, nor for `sql_filter`."""
    values: NotRequired[Input[ManySet[str]]]
    """What it is compared with; for `sql_filter` the text of the filter. Conditions such as `is_null` need none."""
    null_vacuous_override: NotRequired[Input[bool]]
    """Whether a missing value meets the criterion."""
