"""Actions on a gate. Enabling, disabling, launching and archiving are states of the gate's `lifecycle`.

API: POST /gates/{id}/rules, load_pulse, alerts/{metricId}/resolve; PATCH /gates/{id}/rules.
"""

from typing import Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, JsonObject, Many, ManySet
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleAction, Fields

from .rule import Condition, Percentage, Rule


class RuleChange(TypedDict):
    """The changes of the rule with this `id` or `base_id`. Keys that are left out stay as they are."""

    id: NotRequired[Input[str]]
    """The ID of the rule that changes; either `id` or `base_id` identifies the rule."""
    base_id: NotRequired[Input[str]]
    """The lasting part of the rule's ID, by which it is found where `id` is left out."""
    name: NotRequired[Input[str]]
    """The rule's new name. Left out, it keeps the one it has."""
    pass_percentage: NotRequired[Input[Percentage]]
    """The new share in % of those who meet all conditions. Left out, it stays."""
    conditions: NotRequired[Input[Many[Condition]]]
    """The new conditions, all of them. Left out, the old ones stay."""
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    """The names of the environments in which the rule is to apply. Left out, they stay."""
    return_value: NotRequired[Input[JsonObject]]
    """The JSON object that a config's rule is to give. It means nothing for a gate."""


class _OfGate(Fields):
    """An action on one gate."""

    gate_id: Prop[str] = prop(address="id")
    """The ID of the gate that the action is for."""


class GateAddRules(_OfGate, ConsoleAction, runs="POST /gates/{id}/rules"):
    """Adds rules after the existing rules of a gate."""

    rules: Prop[Many[Rule]] = prop()
    """The rules to add, in their order. They come after all existing rules of the gate."""


class GateChangeRules(_OfGate, ConsoleAction, runs="PATCH /gates/{id}/rules"):
    """Changes some rules of a gate in one request and leaves the others alone."""

    rules: Prop[Many[RuleChange]] = prop()
    """The changes, rule by rule. Rules that are not named stay as they are."""


class GateLoadPulse(_OfGate, ConsoleAction, runs="POST /gates/{id}/load_pulse"):
    """Computes the results of a gate's rule in a warehouse-native project: all, those of new days, or those of `metric_ids`."""

    rule_id: Prop[str] = prop(sent="ruleId")
    """The ID of the rule whose results are computed."""
    refresh: Prop[Literal["full", "incremental", "metric"]] = prop(default="full")
    """What is computed: everything anew (`full`), the days since the last time (`incremental`), or the metrics of `metric_ids`
    (`metric`)."""
    metric_ids: Prop[ManySet[str]] = prop(default=UNMANAGED)
    """The IDs (`name::type`) of the metrics to compute, with `refresh` metric."""
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)
    """Whether to leave out the history by day, so that the latest figures are available sooner."""


class GateAlertResolve(_OfGate, ConsoleAction, runs="POST /gates/{id}/alerts/{metricId}/resolve"):
    """Resolves the alert that a gate has about a metric (``name::type``)."""

    metric_id: Prop[str] = prop(address="metricId")
    """The ID (`name::type`) of the metric that the alert is about."""
    reasoning: Prop[str | None] = prop(default=UNMANAGED)
    """Why the alert is resolved, for later readers."""

    resolved_at: Out[float] = output()
    """When the alert was resolved. The vendor's example counts in seconds since 1970, unlike other times."""


class GateCodeCleanup(_OfGate, ConsoleAction, runs="POST /gates/{id}/code_cleanup"):
    """Asks the service to propose code without a gate."""
