"""Lookups: release pipelines and what they have released."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.filters import TriggerStatus
from pulumi_statsig_console.results.release_pipeline import ReleasePipelineResult
from pulumi_statsig_console.results.release_pipeline_trigger import ReleasePipelineTriggerResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

RELEASE_PIPELINE = Lookup("get_release_pipeline", operation("GET /release_pipelines/{id}"), ReleasePipelineResult)


def get_release_pipeline(id: str) -> ReleasePipelineResult:
    """The release pipeline with this id.

    API: GET /release_pipelines/{id}. Raises `NotFound` when there is none.

    Args:
        id: The pipeline's ID, as the API made it.
    """
    return RELEASE_PIPELINE(**locals())


RELEASE_PIPELINES = ListLookup("get_release_pipelines", operation("GET /release_pipelines"), ReleasePipelineResult)


def get_release_pipelines() -> Pages[ReleasePipelineResult]:
    """The release pipelines.

    API: GET /release_pipelines.
    """
    return RELEASE_PIPELINES()


RELEASE_PIPELINE_TRIGGER = Lookup(
    "get_release_pipeline_trigger", operation("GET /release_pipeline_triggers/{id}"), ReleasePipelineTriggerResult
)


def get_release_pipeline_trigger(id: str) -> ReleasePipelineTriggerResult:
    """One passage of a change through a release pipeline.

    API: GET /release_pipeline_triggers/{id}. Raises `NotFound` when there is none.

    Args:
        id: The ID of the passage, which the API calls a trigger.
    """
    return RELEASE_PIPELINE_TRIGGER(**locals())


RELEASE_PIPELINE_TRIGGERS = ListLookup(
    "get_release_pipeline_triggers", operation("GET /release_pipeline_triggers"), ReleasePipelineTriggerResult
)


def get_release_pipeline_triggers(
    *,
    release_pipeline_id: str | None = None,
    gate_id: str | None = None,
    dynamic_config_id: str | None = None,
    status: TriggerStatus | Sequence[TriggerStatus] | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
) -> Pages[ReleasePipelineTriggerResult]:
    """The passages of changes through release pipelines, filtered. Dates are `YYYY-MM-DD`.

    API: GET /release_pipeline_triggers.

    Args:
        release_pipeline_id: Only those that are released through the pipeline with this ID.
        gate_id: Only passages of changes of the gate with this ID.
        dynamic_config_id: Only passages of changes of the dynamic config with this ID.
        status: Only passages in this state, or in one of these.
        start_date: Only passages that began on this day (2026-01-31) or later.
        end_date: Only passages that began on this day (2026-01-31) or earlier.
    """
    return RELEASE_PIPELINE_TRIGGERS(**locals())
