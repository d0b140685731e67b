"""Actions on a dynamic config's rules. Enabling, disabling and archiving are states of the config's `lifecycle`.

API (older document): POST, PATCH /dynamic_configs/{id}/rules; PATCH, DELETE /dynamic_configs/{id}/rule/name/{ruleName}.
"""

from typing import TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, JsonObject, Many, ManySet
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.resource import ConsoleAction, Fields

from .gate_actions import RuleChange
from .rule import Condition, Percentage


class AddedConfigRule(TypedDict):
    """A rule to add: those who meet all conditions, or `pass_percentage` % of them, get `return_value`."""

    name: Input[str]
    """What the rule is called in the console. No two rules of the config share one."""
    pass_percentage: Input[Percentage]
    """The share in % of those who meet all conditions that gets the rule's value."""
    conditions: Input[Many[Condition]]
    """The conditions, all of which a user has to meet. One of type `public` fits everyone."""
    environments: NotRequired[Input[ManySet[EnvironmentName]]]
    """The names of the environments in which the rule applies. Left out, it applies in all."""
    return_value: NotRequired[Input[JsonObject]]
    """The JSON object for users to whom the rule applies. Keys that it lacks are not filled in from the default value."""
    return_value_json5: NotRequired[Input[str]]
    """The same value as JSON5 text, which may hold comments. If both are given, it must mean the same as `return_value`."""
    id: NotRequired[Input[str]]
    """An ID for the rule. Left out, the API makes one."""
    base_id: NotRequired[Input[str]]
    """The lasting part of the rule's ID. Left out, the API makes one."""


class _OfDynamicConfig(Fields):
    """An action on one dynamic config."""

    dynamic_config_id: Prop[str] = prop(address="id")
    """The ID of the dynamic config that the action is for."""


class DynamicConfigAddRules(_OfDynamicConfig, ConsoleAction, runs="POST /dynamic_configs/{id}/rules"):
    """Adds rules after the existing rules of a dynamic config."""

    rules: Prop[Many[AddedConfigRule]] = prop()
    """The rules to add, in their order. They come after all existing rules of the config."""


class DynamicConfigChangeRules(_OfDynamicConfig, ConsoleAction, runs="PATCH /dynamic_configs/{id}/rules"):
    """Changes some rules of a dynamic config in one request and leaves the others alone."""

    rules: Prop[Many[RuleChange]] = prop()
    """The changes, rule by rule. Rules that are not named stay as they are."""


class DynamicConfigChangeRuleNamed(_OfDynamicConfig, ConsoleAction, runs="PATCH /dynamic_configs/{id}/rule/name/{ruleName}"):
    """Changes the rule of this name; what is left out stays."""

    rule_name: Prop[str] = prop(address="ruleName")
    """The name by which the rule is found."""
    name: Prop[str | None] = prop(default=UNMANAGED)
    """A new name for the rule. Left out, it keeps the one it has."""
    pass_percentage: Prop[Percentage | None] = prop(default=UNMANAGED)
    """The new share in % of those who meet all conditions. Left out, it stays."""
    conditions: Prop[Many[Condition]] = prop(default=UNMANAGED)
    """The new conditions, all of them. Left out, the old ones stay."""
    environments: Prop[ManySet[EnvironmentName]] = prop(default=UNMANAGED)
    """The names of the environments in which the rule is to apply. Left out, they stay."""
    return_value: Prop[JsonObject] = prop(default=UNMANAGED)
    """The JSON object that the rule's users are to get. Left out, it stays."""


class DynamicConfigDeleteRuleNamed(_OfDynamicConfig, ConsoleAction, runs="DELETE /dynamic_configs/{id}/rule/name/{ruleName}"):
    """Removes the rule of this name from a dynamic config."""

    rule_name: Prop[str] = prop(address="ruleName")
    """The name of the rule to remove."""
