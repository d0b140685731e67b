"""The lookups of `release_pipeline` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.release_pipeline import (
    RELEASE_PIPELINE,
    RELEASE_PIPELINE_TRIGGER,
    RELEASE_PIPELINE_TRIGGERS,
    RELEASE_PIPELINES,
)
from pulumi_statsig_console.results.filters import TriggerStatus
from pulumi_statsig_console.results.release_pipeline import ReleasePipelineResult
from pulumi_statsig_console.results.release_pipeline_trigger import ReleasePipelineTriggerResult


def get_release_pipeline_output(id: pulumi.Input[str]) -> pulumi.Output[ReleasePipelineResult]:
    """`get_release_pipeline` as an Output."""
    return RELEASE_PIPELINE.output(**locals())


def get_release_pipelines_output() -> pulumi.Output[list[ReleasePipelineResult]]:
    """`get_release_pipelines` as an Output, the whole list."""
    return RELEASE_PIPELINES.output()


def get_release_pipeline_trigger_output(id: pulumi.Input[str]) -> pulumi.Output[ReleasePipelineTriggerResult]:
    """`get_release_pipeline_trigger` as an Output."""
    return RELEASE_PIPELINE_TRIGGER.output(**locals())


def get_release_pipeline_triggers_output(
    *,
    release_pipeline_id: pulumi.Input[str] | None = None,
    gate_id: pulumi.Input[str] | None = None,
    dynamic_config_id: pulumi.Input[str] | None = None,
    status: pulumi.Input[TriggerStatus | Sequence[TriggerStatus]] | None = None,
    start_date: pulumi.Input[str] | None = None,
    end_date: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[ReleasePipelineTriggerResult]]:
    """`get_release_pipeline_triggers` as an Output, the whole list."""
    return RELEASE_PIPELINE_TRIGGERS.output(**locals())
