"""Rules and conditions, which gates, dynamic configs, segments and release pipelines share.

Schemas: RuleDto, DynamicConfigRuleDto, SegmentRulesDto; operators and values by condition type are in the docs of `Condition`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import Absent, ByServer, Computed, EnvironmentName, JsonObject, Many, ManySet, ReadAs, ShapedAs
from statsig_console.declaring.checks import (
    AddsUp,
    Alternatives,
    ByValue,
    Check,
    Demands,
    Exact,
    InMs,
    Longest,
    NoNulls,
    Spelt,
    checked,
    distinct,
)
from statsig_console.declaring.fields import Rollout, Steps
from statsig_console.declaring.limits import Ge, Le, MultipleOf

STEPS = Steps(read_as="current_pass_percentage", made="completed_automated_rollouts", to="pass_percent")
RULE_ROLLOUT = Rollout(where="environments", live="production", conditions="conditions", public=("public",), steps=STEPS)
RULES_ROLLOUT = replace(RULE_ROLLOUT, amount="pass_percentage", nobody=("disabled", "archived"))

Percentage = Annotated[float, Ge(0), Le(100), MultipleOf(0.01)]

ConditionType = Literal[
    "app_version", "browser_name", "browser_version", "country", "custom_field", "email", "environment_tier", "fails_gate",
    "fails_segment", "ip_address", "locale", "os_name", "os_version", "passes_gate", "passes_segment", "public", "time", "unit_id",
    "user_id", "url", "user_agent", "javascript", "device_model", "target_app", "experiment_group",
]  # fmt: skip
SegmentConditionType = Literal[
    "app_version", "browser_name", "browser_version", "country", "custom_field", "email", "environment_tier", "fails_segment",
    "ip_address", "os_name", "os_version", "passes_segment", "unit_id", "user_id",
]  # fmt: skip
# All strings or all numbers; type checkers would not accept Outputs in a union of two lists.
TargetValue = Annotated[Sequence[Input[str] | Input[float]] | str | float, ShapedAs(ManySet[str] | ManySet[float] | str | float)]


OPERATORS = (
    "any", "none", "any_case_sensitive", "none_case_sensitive", "str_contains_any", "str_contains_none", "gt", "lt", "lte", "gte",
    "version_gt", "version_lt", "version_gte", "version_lte", "version_eq", "after", "before", "on", "is_null", "is_not_null",
    "str_matches", "encoded_any", "array_contains_any", "array_contains_none", "array_contains_all", "not_array_contains_all",
)  # fmt: skip
"""The operators that the API's document of September 2026 lists."""

ONE_OF = ("any", "none")
EXACTLY = (*ONE_OF, "any_case_sensitive", "none_case_sensitive")
TEXTS = (*EXACTLY, "is_null", "is_not_null", "str_contains_any", "str_contains_none", "str_matches")
VERSIONS = (*ONE_OF, "version_gt", "version_lt", "version_gte", "version_lte", "version_eq", "is_null", "is_not_null")
NULL = {"operator": ("is_null", "is_not_null")}
PASSES = Demands(
    needs=("target_value",), single=("target_value",), lacks=("operator", "field", "custom_id"), instead="write a rule for each"
)
FAILS = replace(PASSES, instead="write a condition for each")


def compared(*operators: str) -> Demands:
    """A condition that compares a value of the user with its target."""
    return Demands(needs=("target_value",), unless=NULL, known={"operator": operators})


# Which operators work for which type is from the vendor's guides and samples; the document does not say.
BY_TYPE = ByValue(
    "type",
    {
        "public": Demands(lacks=("operator", "target_value", "field", "custom_id")),
        "passes_gate": PASSES,
        "fails_gate": FAILS,
        "passes_segment": PASSES,
        "fails_segment": FAILS,
        "user_id": compared(*TEXTS, "encoded_any"),
        "email": compared(*TEXTS),
        "custom_field": Demands(needs=("target_value", "field"), unless=NULL),
        "unit_id": Demands(needs=("target_value", "custom_id"), unless=NULL, known={"operator": (*TEXTS, "encoded_any")}),
        "app_version": compared(*VERSIONS),
        "browser_version": compared(*VERSIONS),
        "os_version": compared(*VERSIONS),
        "browser_name": compared(*TEXTS),
        "os_name": compared(*TEXTS),
        "device_model": compared(*TEXTS),
        "country": compared(*EXACTLY),
        "ip_address": compared(*TEXTS),
        "locale": compared(*TEXTS),
        "time": Demands(needs=("target_value",), known={"operator": ("after", "before", "on")}),
        "environment_tier": Demands(needs=("target_value",), known={"operator": EXACTLY}),
    },
)
CONDITION = (Spelt("operator", OPERATORS), BY_TYPE, Exact("target_value"), InMs("target_value", when={"type": "time"}))
ROLLOUTS: tuple[Check, ...] = (*distinct("variants"), AddsUp("variants", "pass_percentage", at_most=True))
NAMED = Longest("name", 100)


@checked(*CONDITION)
class Condition(TypedDict):
    """One condition of a rule."""

    type: Input[ConditionType]
    """What the condition looks at: a field of the user (`email`, `country`, `custom_field`), where code runs (`environment_tier`,
    `target_app`), the time, or whether another gate or segment fits. `public` fits everyone."""
    operator: NotRequired[Input[str]]
    """How the user's value is compared, such as `any` (is one of), `none`, `gt`, `version_gte`, `str_contains_any` or `after`. Not
    for `public`, gates and segments."""
    target_value: NotRequired[Input[TargetValue | None]]
    """What it is compared with: one value, or a list whose elements are alternatives. For gates and segments their ID, for `time` ms
    since 1970. `public`, `is_null` and `is_not_null` take none."""
    field: NotRequired[Input[str | None]]
    """The name of the custom field, in a condition of type `custom_field`."""
    custom_id: NotRequired[Input[str | None]]
    """The unit ID type whose ID is compared, such as `companyID`, in a condition of type `unit_id`."""


@checked(*CONDITION)
class SegmentCondition(TypedDict):
    """One condition of a segment's rule: fewer types than elsewhere."""

    type: Input[SegmentConditionType]
    """What the condition looks at: a field of the user, where code runs, or whether another segment fits. A segment knows fewer types
    than a gate, and no `public`."""
    operator: NotRequired[Input[str]]
    """How the user's value is compared, such as `any` (is one of), `none`, `version_gte` or `str_contains_any`. Not for segments."""
    target_value: NotRequired[Input[TargetValue | None]]
    """What it is compared with: one value, or a list whose elements are alternatives. For a segment its ID. `is_null` and
    `is_not_null` take none."""
    field: NotRequired[Input[str | None]]
    """The name of the custom field, in a condition of type `custom_field`."""
    custom_id: NotRequired[Input[str | None]]
    """The unit ID type whose ID is compared, such as `companyID`, in a condition of type `unit_id`."""


@checked(InMs("time"))
class AutomatedRollout(TypedDict):
    """A step of a rollout that was scheduled in the console: at `time` (ms since 1970) the rule passes `pass_percent` %."""

    time: NotRequired[Input[float]]
    """When the step is or was made, in ms since 1970."""
    pass_percent: Input[float]
    """The share of users in % that the rule lets in from this time on."""


Scheduled = Annotated[Input[Many[AutomatedRollout]], Computed("the API takes no schedules: make them in the console")]
Made = Annotated[Input[Many[AutomatedRollout]], Computed()]
CurrentPercentage = Annotated[Input[float], Computed(), ReadAs("passPercentage")]


@checked(NAMED)
class Rule(TypedDict):
    """A rule of a gate: `pass_percentage` % of those who meet all conditions pass. The first rule that applies decides."""

    name: Input[str]
    """What the rule is called in the console. No two rules of a gate share a name; a program's rules are recognised by it."""
    pass_percentage: Input[Percentage]
    """The share in % of those who meet all conditions that passes. A higher share keeps those who passed before. Two decimals count."""
    conditions: Input[Many[Condition]]
    """The conditions, all of which a user has to meet. One of type `public` fits everyone."""
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    """The names of the environments in which the rule applies. Left out, it applies in all."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the rule, which exposures and results carry. The API makes it, and keeps it where it is left out."""
    base_id: NotRequired[Annotated[Input[str], ByServer()]]
    """The part of the rule's ID that stays the same for good. The API makes it, and keeps it where it is left out."""
    return_value: NotRequired[Annotated[Input[JsonObject], ByServer()]]
    """A JSON object that the API holds beside the rule; a gate's answer is true or false whatever it says."""
    completed_automated_rollouts: NotRequired[Made]
    """The steps of a scheduled rollout that have been made."""
    pending_automated_rollouts: NotRequired[Scheduled]
    """The steps of a scheduled rollout that are still to come. Schedules are made in the console; a program's are not sent."""
    current_pass_percentage: NotRequired[CurrentPercentage]
    """The share in % that the rule lets in at present, where a scheduled rollout has raised it beyond `pass_percentage`."""


@checked(NAMED)
class SegmentRule(TypedDict):
    """A rule of a rule-based segment."""

    name: Input[str]
    """What the rule is called in the console. No two rules of a segment share a name; a program's rules are recognised by it."""
    pass_percentage: Input[Percentage]
    """The share in % of those who meet all conditions that is in the segment."""
    conditions: Input[Many[SegmentCondition]]
    """The conditions, all of which a user has to meet."""
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    """The names of the environments in which the rule applies. Left out, it applies in all."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the rule. The API makes it, and keeps it where it is left out."""
    base_id: NotRequired[Annotated[Input[str], ByServer()]]
    """The part of the rule's ID that stays the same for good. The API makes it, and keeps it where it is left out."""
    return_value: NotRequired[Annotated[Input[JsonObject], ByServer()]]
    """A JSON object that the API holds beside the rule; a segment's answer is true or false whatever it says."""
    completed_automated_rollouts: NotRequired[Made]
    """The steps of a scheduled rollout that have been made."""
    pending_automated_rollouts: NotRequired[Scheduled]
    """The steps of a scheduled rollout that are still to come. Schedules are made in the console; a program's are not sent."""


@checked(NoNulls("return_value"), Alternatives("return_value_json5", "return_value"))
class Variant(TypedDict):
    """One of several values that a dynamic config's rule splits its users between."""

    name: Input[str]
    """What the variant is called in the console. It names the variant within the rule."""
    pass_percentage: Input[Percentage]
    """The share in % of the rule's users that gets this variant. Together the variants have at most 100."""
    return_value: NotRequired[Input[JsonObject]]
    """The JSON object that the variant's users get."""
    return_value_json5: NotRequired[Annotated[Input[str], ByServer()]]
    """The same value as JSON5 text, which may hold comments. If both are given, it must mean the same as `return_value`."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the variant. The API makes it, and keeps it where it is left out."""


@checked(NAMED, *ROLLOUTS, NoNulls("return_value"), Alternatives("return_value_json5", "return_value"))
class ConfigRule(TypedDict):
    """A rule of a dynamic config: those who meet all conditions get `return_value`, or one of `variants`."""

    name: Input[str]
    """What the rule is called in the console. No two rules of a config share a name; a program's rules are recognised by it."""
    conditions: Input[Many[Condition]]
    """The conditions, all of which a user has to meet. One of type `public` fits everyone."""
    pass_percentage: NotRequired[Annotated[Input[Percentage], Absent(100)]]
    """The share in % of those who meet all conditions that gets the rule's value; the others go on to the next rule."""
    return_value: NotRequired[Input[JsonObject]]
    """The JSON object that the rule's users get. It is whole: keys that it lacks are not taken from the config's default value."""
    return_value_json5: NotRequired[Annotated[Input[str], ByServer()]]
    """The same value as JSON5 text, which may hold comments. If both are given, it must mean the same as `return_value`."""
    variants: NotRequired[Input[Many[Variant]]]
    """Several values that the rule's users are split between, instead of the one of `return_value`."""
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    """The names of the environments in which the rule applies. Left out, it applies in all."""
    id: NotRequired[Annotated[Input[str], ByServer()]]
    """The ID of the rule, which exposures carry. The API makes it, and keeps it where it is left out."""
    base_id: NotRequired[Annotated[Input[str], ByServer()]]
    """The part of the rule's ID that stays the same for good. The API makes it, and keeps it where it is left out."""
    completed_automated_rollouts: NotRequired[Made]
    """The steps of a scheduled rollout that have been made."""
    pending_automated_rollouts: NotRequired[Scheduled]
    """The steps of a scheduled rollout that are still to come. Schedules are made in the console; a program's are not sent."""
    current_pass_percentage: NotRequired[CurrentPercentage]
    """The share in % that the rule lets in at present, where a scheduled rollout has raised it beyond `pass_percentage`."""
