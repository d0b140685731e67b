"""DynamicConfigRule: one rule of a dynamic config whose other rules are managed elsewhere.

API: POST /dynamic_configs/{id}/rule (older document); PATCH, DELETE /dynamic_configs/{id}/rule/{ruleId}; read from
GET /dynamic_configs/{id}, since the rule alone is shown without variants. The Pulumi ID is ``config/baseID``.
"""

from collections.abc import Sequence

from statsig_console.declaring.annotations import JsonObject, Many
from statsig_console.declaring.checks import Alternatives, NoNulls
from statsig_console.declaring.compare import same_json5
from statsig_console.declaring.endpoints import inside
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.kinds import Pick
from statsig_console.resource import ConsoleResource

from .gate_rule import SingleRule
from .rule import NAMED, ROLLOUTS, RULE_ROLLOUT, AutomatedRollout, Percentage, Variant


class DynamicConfigRule(
    SingleRule,
    ConsoleResource,
    endpoints=inside(
        "POST /dynamic_configs/{id}/rule", "/dynamic_configs/{id}", "/dynamic_configs/{id}/rule/{ruleId}", "dynamic_config_id", "baseID"
    ).with_dry_runs("query", "update"),
    pick=Pick("rules", key="baseID"),
    unique="name",
    checks=(NAMED, *ROLLOUTS, NoNulls("return_value"), Alternatives("return_value_json5", "return_value")),
):
    """A rule of a dynamic config that does not declare `rules`: those who meet all conditions get `return_value`, or one of `variants`."""

    dynamic_config_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the config that the rule belongs to. The config's own resource then leaves `rules` out."""
    pass_percentage: Prop[Percentage] = prop(default=100, rollout=RULE_ROLLOUT)
    """The share in % of those who meet all conditions that gets the rule's value; the others go on to the next rule."""
    return_value: Prop[JsonObject] = prop(default=UNMANAGED, alternative="return_value_json5")
    """The JSON object for users to whom the rule applies. Keys that it lacks are not filled in from the default value."""
    return_value_json5: Prop[str | None] = prop(default=UNMANAGED, same=same_json5, alternative="return_value")
    """The same value as JSON5 text, which may hold comments. If both are given, it must mean the same as `return_value`."""
    variants: Prop[Many[Variant]] = prop(default=UNMANAGED, later=True)
    """Several values that the rule's users are split between, instead of the one of `return_value`."""

    current_pass_percentage: Out[float] = output(read="passPercentage")
    """The share in % that the rule fits at present, where a scheduled rollout has raised it."""
    pending_automated_rollouts: Out[Sequence[AutomatedRollout]] = output()
    """The steps of a scheduled rollout that are still to come. Schedules are made in the console; a program's are not sent."""
    completed_automated_rollouts: Out[Sequence[AutomatedRollout]] = output()
    """The steps of a scheduled rollout that have been made."""
