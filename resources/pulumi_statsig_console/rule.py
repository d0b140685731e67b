"""Rules and conditions, which gates, dynamic configs, segments and release pipelines share.

Schemas: RuleDto, DynamicConfigRuleDto, SegmentRulesDto; operators and values by condition type are in the docs of `Condition`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal, TypedDict

from annotated_types import Ge, Le, MultipleOf
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Absent, ByServer, JsonObject, Many, ManySet, ShapedAs
from statsig_console.declaring.fields import Rollout
from statsig_console.declaring.shapes import Like

RULE_ROLLOUT = Rollout(where="environments", live="production", conditions="conditions", public=("public",))
RULES_ROLLOUT = replace(RULE_ROLLOUT, amount="pass_percentage", nobody=("disabled", "archived"))

Percentage = Annotated[float, Ge(0), Le(100), MultipleOf(0.01)]

ConditionType = Literal[
    "app_version", "browser_name", "browser_version", "country", "custom_field", "email", "environment_tier", "fails_gate",
    "fails_segment", "ip_address", "locale", "os_name", "os_version", "passes_gate", "passes_segment", "public", "time", "unit_id",
    "user_id", "url", "javascript", "device_model", "target_app",
]  # fmt: skip
SegmentConditionType = Literal[
    "app_version", "browser_name", "browser_version", "country", "custom_field", "email", "environment_tier", "fails_segment",
    "ip_address", "os_name", "os_version", "passes_segment", "unit_id", "user_id",
]  # fmt: skip
# All strings or all numbers; a checker would not let Outputs into a union of two lists.
TargetValue = Annotated[Sequence[Input[str] | Input[float]] | str | float, ShapedAs(ManySet[str] | ManySet[float] | str | float)]


class Condition(TypedDict):
    """One condition of a rule. A time is in ms since 1970; gates and segments are named by their IDs."""

    type: Input[ConditionType]
    operator: NotRequired[Input[str]]
    target_value: NotRequired[Input[TargetValue | None]]
    field: NotRequired[Input[str | None]]
    custom_id: NotRequired[Input[str | None]]


class SegmentCondition(TypedDict):
    """One condition of a segment's rule: fewer types than elsewhere."""

    type: Input[SegmentConditionType]
    operator: NotRequired[Input[str]]
    target_value: NotRequired[Input[TargetValue | None]]
    field: NotRequired[Input[str | None]]
    custom_id: NotRequired[Input[str | None]]


class AutomatedRollout(TypedDict):
    """A step of a scheduled rollout: at `time` (ms since 1970, on a quarter of an hour) the rule passes `pass_percent` %."""

    time: Input[float]
    pass_percent: Input[float]


class Rule(TypedDict):
    """A rule of a gate: `pass_percentage` % of those who meet all conditions pass. The first rule that applies decides.

    `environments` names the environments where it applies; without it, it applies in all.
    """

    name: Input[str]
    pass_percentage: Input[Percentage]
    conditions: Input[Many[Condition]]
    environments: NotRequired[Input[ManySet[str] | None]]
    id: NotRequired[Annotated[Input[str], ByServer()]]
    base_id: NotRequired[Annotated[Input[str], ByServer(), Like("id")]]
    return_value: NotRequired[Annotated[Input[JsonObject], ByServer()]]
    completed_automated_rollouts: NotRequired[Annotated[Input[Many[AutomatedRollout]], ByServer()]]
    pending_automated_rollouts: NotRequired[Annotated[Input[Many[AutomatedRollout]], ByServer()]]


class SegmentRule(TypedDict):
    """A rule of a rule-based segment."""

    name: Input[str]
    pass_percentage: Input[Percentage]
    conditions: Input[Many[SegmentCondition]]
    environments: NotRequired[Input[ManySet[str] | None]]
    id: NotRequired[Annotated[Input[str], ByServer()]]
    base_id: NotRequired[Annotated[Input[str], ByServer(), Like("id")]]
    return_value: NotRequired[Annotated[Input[JsonObject], ByServer()]]
    completed_automated_rollouts: NotRequired[Annotated[Input[Many[AutomatedRollout]], ByServer()]]
    pending_automated_rollouts: NotRequired[Annotated[Input[Many[AutomatedRollout]], ByServer()]]


class Variant(TypedDict):
    """One of several values that a dynamic config's rule splits its users between."""

    name: Input[str]
    pass_percentage: Input[Percentage]
    return_value: NotRequired[Input[JsonObject]]
    return_value_json5: NotRequired[Annotated[Input[str], ByServer()]]
    id: NotRequired[Annotated[Input[str], ByServer()]]


class ConfigRule(TypedDict):
    """A rule of a dynamic config: those who meet all conditions get `return_value`, or one of `variants`."""

    name: Input[str]
    conditions: Input[Many[Condition]]
    pass_percentage: NotRequired[Annotated[Input[Percentage], Absent(100)]]
    return_value: NotRequired[Input[JsonObject]]
    return_value_json5: NotRequired[Annotated[Input[str], ByServer()]]
    variants: NotRequired[Input[Many[Variant]]]
    environments: NotRequired[Input[ManySet[str] | None]]
    id: NotRequired[Annotated[Input[str], ByServer()]]
    base_id: NotRequired[Annotated[Input[str], ByServer(), Like("id")]]
    completed_automated_rollouts: NotRequired[Annotated[Input[Many[AutomatedRollout]], ByServer()]]
    pending_automated_rollouts: NotRequired[Annotated[Input[Many[AutomatedRollout]], ByServer()]]
