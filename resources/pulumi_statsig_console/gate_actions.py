"""What can be done to a gate once. Enabling, disabling, launching and archiving are states of the gate's `lifecycle`.

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
    """What changes about the rule with this `id` or `base_id`; what is left out stays."""

    id: NotRequired[Input[str]]
    base_id: NotRequired[Input[str]]
    name: NotRequired[Input[str]]
    pass_percentage: NotRequired[Input[Percentage]]
    conditions: NotRequired[Input[Many[Condition]]]
    environments: NotRequired[Input[ManySet[EnvironmentName] | None]]
    return_value: NotRequired[Input[JsonObject]]


class _OfGate(Fields):
    """An action on one gate."""

    gate_id: Prop[str] = prop(address="id")


class GateAddRules(_OfGate, ConsoleAction, runs="POST /gates/{id}/rules"):
    """Adds rules after those that a gate has."""

    rules: Prop[Many[Rule]] = prop()


class GateChangeRules(_OfGate, ConsoleAction, runs="PATCH /gates/{id}/rules"):
    """Changes some rules of a gate in one request and leaves the others alone."""

    rules: Prop[Many[RuleChange]] = prop()


class GateLoadPulse(_OfGate, ConsoleAction, runs="POST /gates/{id}/load_pulse"):
    """Computes the results of a gate's rule in a warehouse-native project: all, what is new, or those of `metric_ids`."""

    rule_id: Prop[str] = prop(sent="ruleId")
    refresh: Prop[Literal["full", "incremental", "metric"]] = prop(default="full")
    metric_ids: Prop[ManySet[str]] = prop(default=UNMANAGED)
    turbo_mode: Prop[bool | None] = prop(default=UNMANAGED)


class GateAlertResolve(_OfGate, ConsoleAction, runs="POST /gates/{id}/alerts/{metricId}/resolve"):
    """Resolves the alert that a gate has about a metric (``name::type``)."""

    metric_id: Prop[str] = prop(address="metricId")
    reasoning: Prop[str | None] = prop(default=UNMANAGED)

    resolved_at: Out[float] = output()


class GateCodeCleanup(_OfGate, ConsoleAction, runs="POST /gates/{id}/code_cleanup"):
    """Has the service propose code without a gate."""
