"""GateRule: one rule of a gate whose other rules are managed elsewhere.

API: POST /gates/{id}/rule; PATCH, DELETE /gates/{id}/rules/{ruleID}; read from GET /gates/{id}. The Pulumi ID is ``gate/baseID``.
"""

from collections.abc import Sequence
from dataclasses import replace

from statsig_console.declaring.annotations import EnvironmentName, Many, ManySet
from statsig_console.declaring.endpoints import inside
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.kinds import Pick
from statsig_console.declaring.marks import Follows, Local
from statsig_console.resource import ConsoleResource, Fields, Protecting

from .gate import LISTED, TARGETED
from .rule import NAMED, RULE_ROLLOUT, AutomatedRollout, Condition, Percentage


class SingleRule(Fields):
    """A rule that is an object of its own. Without `environments`, it applies in all.

    The API puts a new rule after the existing ones and moves none. `after` is the `id` of a rule that must come before this one, so that
    this one is made later. A rule that has to move is deleted and made anew at the end, with a new `base_id` and so with other users in
    its percentage. Rules without a common environment never compete, whatever their order.
    """

    name: Prop[str] = prop()
    """What the rule is called in the console. No two rules of its gate or config share one."""
    conditions: Prop[Many[Condition]] = prop()
    """The conditions, all of which a user has to meet. One of type `public` fits everyone."""
    environments: Prop[ManySet[EnvironmentName]] = prop(default=[], null=True)
    """The names of the environments in which the rule applies. Left out, it applies in all."""
    after: Prop[str | None] = prop(Local(), Follows(), default=UNMANAGED, replace=True)
    """The `id` of a rule that this one has to come after, since the first that applies decides. The API puts new rules last and
    moves none, so a rule that comes too early is made anew."""

    rule_id: Out[str] = output(read="id")
    """The ID of the rule, which exposures and results carry."""
    base_id: Out[str] = output()
    """The part of the rule's ID that stays the same for good."""


class GateRule(
    SingleRule,
    Protecting,
    ConsoleResource,
    endpoints=inside("POST /gates/{id}/rule", "/gates/{id}", "/gates/{id}/rules/{ruleID}", "gate_id", "baseID").but(listing=LISTED),
    pick=Pick("rules", key="baseID"),
    unique="name",
    checks=(NAMED,),
    dependents=replace(TARGETED, properties=("pass_percentage", "conditions", "environments")),
):
    """A rule of a gate that does not declare `rules`: `pass_percentage` % of those who meet all conditions pass."""

    gate_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the gate that the rule belongs to. The gate's own resource then leaves `rules` out."""
    pass_percentage: Prop[Percentage] = prop(rollout=RULE_ROLLOUT)
    """The share in % of those who meet all conditions that passes."""

    current_pass_percentage: Out[float] = output(read="passPercentage")
    """The share in % that passes at present, where a scheduled rollout has raised it."""
    pending_automated_rollouts: Out[Sequence[AutomatedRollout]] = output()
    """The steps of a scheduled rollout that are still to come. Schedules are made in the console; a program's are not sent."""
    completed_automated_rollouts: Out[Sequence[AutomatedRollout]] = output()
    """The steps of a scheduled rollout that have been made."""
