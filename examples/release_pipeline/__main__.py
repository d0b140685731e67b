"""A config whose changes reach everyone in phases: staging first, production after a review. The program also steers rollouts."""

import pulumi
import pulumi_statsig_console as statsig

everyone = [statsig.Condition(type="public")]

careful = statsig.ReleasePipeline(
    "careful",
    name="Careful",
    phases=[
        statsig.Phase(
            name="Staging",
            time_interval_ms=60 * 60 * 1000,
            required_review=False,
            rules=[statsig.PhaseRule(name="All of staging", environments=["staging"], conditions=everyone)],
        ),
        statsig.Phase(
            name="Production",
            time_interval_ms=24 * 60 * 60 * 1000,
            required_review=True,
            rules=[statsig.PhaseRule(name="All of production", environments=["production"], conditions=everyone)],
        ),
    ],
)

limits = statsig.DynamicConfig("limits", name="Cart limits", default_value={"most": 50}, release_pipeline_id=careful.id)

# `pulumi config set approve TRIGGER` and `pulumi config set phase PHASE` continue a waiting rollout; the other settings steer it.
config = pulumi.Config()
phase = config.get("phase") or ""
if trigger := config.get("approve"):
    statsig.ReleasePipelineTriggerApprove("approve", trigger_id=trigger, phase_id=phase)
if trigger := config.get("pause"):
    statsig.ReleasePipelineTriggerPause("pause", trigger_id=trigger, phase_id=phase)
if trigger := config.get("unpause"):
    statsig.ReleasePipelineTriggerUnpause("unpause", trigger_id=trigger, phase_id=phase)
if trigger := config.get("skip"):
    statsig.ReleasePipelineTriggerSkip("skip", trigger_id=trigger, phase_id=phase)
if trigger := config.get("rollout"):
    statsig.ReleasePipelineTriggerRollout("rollout", trigger_id=trigger)
if trigger := config.get("abort"):
    statsig.ReleasePipelineTriggerAbort("abort", trigger_id=trigger)

pulumi.export("pipeline", careful.id)
