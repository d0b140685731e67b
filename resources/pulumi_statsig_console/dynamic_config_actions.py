"""What can be done to a dynamic config's rules once. Enabling, disabling and archiving are states of the config's `lifecycle`.

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
    pass_percentage: Input[Percentage]
    conditions: Input[Many[Condition]]
    environments: NotRequired[Input[ManySet[EnvironmentName]]]
    return_value: NotRequired[Input[JsonObject]]
    return_value_json5: NotRequired[Input[str]]
    id: NotRequired[Input[str]]
    base_id: NotRequired[Input[str]]


class _OfDynamicConfig(Fields):
    """An action on one dynamic config."""

    dynamic_config_id: Prop[str] = prop(address="id")


class DynamicConfigAddRules(_OfDynamicConfig, ConsoleAction, runs="POST /dynamic_configs/{id}/rules"):
    """Adds rules after those that a dynamic config has."""

    rules: Prop[Many[AddedConfigRule]] = prop()


class DynamicConfigChangeRules(_OfDynamicConfig, ConsoleAction, runs="PATCH /dynamic_configs/{id}/rules"):
    """Changes some rules of a dynamic config in one request and leaves the others alone."""

    rules: Prop[Many[RuleChange]] = prop()


class DynamicConfigChangeRuleNamed(_OfDynamicConfig, ConsoleAction, runs="PATCH /dynamic_configs/{id}/rule/name/{ruleName}"):
    """Changes the rule of this name; what is left out stays."""

    rule_name: Prop[str] = prop(address="ruleName")
    name: Prop[str | None] = prop(default=UNMANAGED)
    pass_percentage: Prop[Percentage | None] = prop(default=UNMANAGED)
    conditions: Prop[Many[Condition]] = prop(default=UNMANAGED)
    environments: Prop[ManySet[EnvironmentName]] = prop(default=UNMANAGED)
    return_value: Prop[JsonObject] = prop(default=UNMANAGED)


class DynamicConfigDeleteRuleNamed(_OfDynamicConfig, ConsoleAction, runs="DELETE /dynamic_configs/{id}/rule/name/{ruleName}"):
    """Takes the rule of this name out of a dynamic config."""

    rule_name: Prop[str] = prop(address="ruleName")
