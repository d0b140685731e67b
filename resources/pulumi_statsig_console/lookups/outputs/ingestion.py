"""The lookups of `ingestion` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_statsig_console.lookups.ingestion import (
    INGESTION,
    INGESTION_EVENT_COUNTS,
    INGESTION_EVENT_DELTAS,
    INGESTION_RUN,
    INGESTION_RUNS,
    INGESTION_SCHEDULE,
    INGESTION_STATUS,
)
from pulumi_statsig_console.results.filters import IngestionDataset, IngestionState, IngestionType
from pulumi_statsig_console.results.ingestion import IngestionResult
from pulumi_statsig_console.results.ingestion_event_count import IngestionEventCountResult
from pulumi_statsig_console.results.ingestion_event_delta import IngestionEventDeltaResult
from pulumi_statsig_console.results.ingestion_run import IngestionRunResult
from pulumi_statsig_console.results.ingestion_schedule import IngestionScheduleResult
from pulumi_statsig_console.results.ingestion_status import IngestionStatusResult


def get_ingestion_output(
    type: pulumi.Input[IngestionType], dataset: pulumi.Input[IngestionDataset], *, source_name: pulumi.Input[str] | None = None
) -> pulumi.Output[IngestionResult]:
    """`get_ingestion` as an Output."""
    return INGESTION.output(**locals())


def get_ingestion_schedule_output(dataset: pulumi.Input[IngestionDataset]) -> pulumi.Output[IngestionScheduleResult]:
    """`get_ingestion_schedule` as an Output."""
    return INGESTION_SCHEDULE.output(**locals())


def get_ingestion_status_output(
    start_date: pulumi.Input[str],
    end_date: pulumi.Input[str],
    *,
    source: pulumi.Input[str] | None = None,
    dataset: pulumi.Input[IngestionDataset] | None = None,
    status: pulumi.Input[IngestionState] | None = None,
    statuses: pulumi.Input[Sequence[IngestionState]] | None = None,
) -> pulumi.Output[list[IngestionStatusResult]]:
    """`get_ingestion_status` as an Output."""
    return INGESTION_STATUS.output(**locals())


def get_ingestion_run_output(id: pulumi.Input[str]) -> pulumi.Output[IngestionRunResult]:
    """`get_ingestion_run` as an Output."""
    return INGESTION_RUN.output(**locals())


def get_ingestion_runs_output() -> pulumi.Output[list[IngestionRunResult]]:
    """`get_ingestion_runs` as an Output, the whole list."""
    return INGESTION_RUNS.output()


def get_ingestion_event_counts_output(
    start_date: pulumi.Input[str],
    end_date: pulumi.Input[str],
    *,
    source_name: pulumi.Input[str] | None = None,
    event_name: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[IngestionEventCountResult]]:
    """`get_ingestion_event_counts` as an Output."""
    return INGESTION_EVENT_COUNTS.output(**locals())


def get_ingestion_event_deltas_output(
    start_date: pulumi.Input[str],
    end_date: pulumi.Input[str],
    *,
    source_name: pulumi.Input[str] | None = None,
    event_name: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[IngestionEventDeltaResult]]:
    """`get_ingestion_event_deltas` as an Output."""
    return INGESTION_EVENT_DELTAS.output(**locals())
