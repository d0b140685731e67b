"""A policy pack for Statsig projects: a team's rules for every gate, config and experiment.

pulumi preview --policy-pack examples/policies --policy-pack-config policy-config.json
"""

from __future__ import annotations

from datetime import datetime, timezone

from kinds import is_launched, is_one_of, kind_of, reaches_production
from pulumi_policy import (
    EnforcementLevel,
    PolicyConfigSchema,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

DAY = 86_400_000


def has_team(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """Everything that users feel belongs to a team."""
    if is_one_of(args.resource_type, "Gate", "DynamicConfig", "Experiment", "Layer") and not (
        args.props.get("team") or args.props.get("team_id")
    ):
        report(f"{args.name} has no team: set team or team_id.")


def has_owner_and_review(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """A gate that reaches production has an owner, and changes to it are reviewed."""
    kind, props = kind_of(args.resource_type), args.props
    if kind != "Gate" or not reaches_production(kind, props):
        return
    if not (props.get("creator_email") or props.get("creator_id")):
        report(f"{args.name} reaches production and has no owner: set creator_email or creator_id.")
    if not (props.get("review_settings") or {}).get("required_review"):
        report(f"{args.name} reaches production without review: set review_settings to {{'required_review': True}}.")


def is_not_for_all(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """Nothing is on for everyone in production, unless the configuration names it."""
    kind = kind_of(args.resource_type)
    if kind in {"Gate", "GateRule"} and args.name not in (args.get_config().get("allowed") or []) and is_launched(kind, args.props):
        report(
            f"{args.name} is on for everyone in production: lower pass_percentage, or name it in `allowed` of this policy's configuration."
        )


def has_hypothesis(args: ResourceValidationArgs, report: ReportViolation) -> None:
    """An experiment has a hypothesis and a primary metric."""
    if not is_one_of(args.resource_type, "Experiment"):
        return
    shortest = int(args.get_config().get("shortest") or 0)
    if len(str(args.props.get("hypothesis") or "").strip()) < max(shortest, 1):
        report(f"{args.name} has no hypothesis of at least {shortest} characters.")
    if not (args.props.get("primary_metrics") or args.props.get("primary_metric_tags")):
        report(f"{args.name} has no primary metric.")


def is_not_stale(args: StackValidationArgs, report: ReportViolation) -> None:
    """Temporary gates are cleaned up; what the console knows about a gate is in its outputs."""
    days = float(args.get_config().get("days") or 0)
    now = datetime.now(timezone.utc).timestamp() * 1000
    for resource in args.resources:
        if not is_one_of(resource.resource_type, "Gate"):
            continue
        props = resource.props
        age = now - float(props.get("created_time") or now)
        if props.get("type") == "STALE":
            report(f"{resource.name} is stale, as the console sees it: remove it from code and program.", resource.urn)
        elif props.get("type") == "TEMPORARY" and props.get("lifecycle") in {"launched", "disabled"} and age > days * DAY:
            report(
                f"{resource.name} decides nothing any more and is {age / DAY:.0f} days old: remove it from code and program.", resource.urn
            )


PolicyPack(
    name="statsig",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[
        ResourceValidationPolicy("has-team", "Gates, configs, experiments and layers belong to a team.", has_team),
        ResourceValidationPolicy(
            "production-gate-is-owned-and-reviewed", "Gates that reach production have an owner and need a review.", has_owner_and_review
        ),
        ResourceValidationPolicy(
            "not-on-for-everyone",
            "No public rule of 100 % in production, and no launched gate, but for those that are allowed.",
            is_not_for_all,
            config_schema=PolicyConfigSchema(properties={"allowed": {"type": "array", "items": {"type": "string"}, "default": []}}),
        ),
        ResourceValidationPolicy(
            "experiment-has-hypothesis",
            "Experiments have a hypothesis and a primary metric.",
            has_hypothesis,
            config_schema=PolicyConfigSchema(properties={"shortest": {"type": "integer", "minimum": 1, "default": 20}}),
        ),
        StackValidationPolicy(
            "no-stale-gates",
            "Stale gates, and temporary ones that were decided long ago, are removed.",
            is_not_stale,
            enforcement_level=EnforcementLevel.ADVISORY,
            config_schema=PolicyConfigSchema(properties={"days": {"type": "number", "minimum": 0, "default": 30}}),
        ),
    ],
)
