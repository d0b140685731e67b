"""Lookups: ingestions, their schedule, runs and counts."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi_statsig_console.results.filters import IngestionDataset, IngestionState, IngestionType
from pulumi_statsig_console.results.ingestion import IngestionResult
from pulumi_statsig_console.results.ingestion_event_count import IngestionEventCountResult
from pulumi_statsig_console.results.ingestion_event_delta import IngestionEventDeltaResult
from pulumi_statsig_console.results.ingestion_run import IngestionRunResult
from pulumi_statsig_console.results.ingestion_schedule import IngestionScheduleResult
from pulumi_statsig_console.results.ingestion_status import IngestionStatusResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages, WholeLookup

INGESTION = Lookup("get_ingestion", operation("GET /ingestion"), IngestionResult, snake_case=True)


def get_ingestion(type: IngestionType, dataset: IngestionDataset, *, source_name: str | None = None) -> IngestionResult:
    """The ingestion of a type and dataset; `source_name` tells several of one project apart.

    API: GET /ingestion. Raises `NotFound` when there is none.

    Args:
        type: The sort of warehouse or bucket that the data comes from, such as `bigquery-v2`.
        dataset: The dataset that is imported, such as `Events`.
        source_name: The name of the source, where the project has several. Left out, it is the only one.
    """
    return INGESTION(**locals())


INGESTION_SCHEDULE = Lookup("get_ingestion_schedule", operation("GET /ingestion/schedule"), IngestionScheduleResult, snake_case=True)


def get_ingestion_schedule(dataset: IngestionDataset) -> IngestionScheduleResult:
    """When a dataset is ingested daily: the hour, 0–23, of Pacific time.

    API: GET /ingestion/schedule.

    Args:
        dataset: The dataset that is imported, such as `Events`.
    """
    return INGESTION_SCHEDULE(**locals())


INGESTION_STATUS = WholeLookup("get_ingestion_status", operation("GET /ingestion/status"), IngestionStatusResult)


def get_ingestion_status(
    start_date: str,
    end_date: str,
    *,
    source: str | None = None,
    dataset: IngestionDataset | None = None,
    status: IngestionState | None = None,
    statuses: Sequence[IngestionState] | None = None,
) -> list[IngestionStatusResult]:
    """What happened to imports between two dates (`YYYY-MM-DD`).

    API: GET /ingestion/status.

    Args:
        start_date: The first day, as in 2026-01-31.
        end_date: The last day, as in 2026-01-31.
        source: Only imports from the source with this name.
        dataset: Only imports of this dataset.
        status: Only imports that came to this state.
        statuses: Only imports that came to one of these states.
    """
    return INGESTION_STATUS(**locals())


INGESTION_RUN = Lookup("get_ingestion_run", operation("GET /ingestion/runs/{id}"), IngestionRunResult)


def get_ingestion_run(id: str) -> IngestionRunResult:
    """One ingestion run with its history.

    API: GET /ingestion/runs/{id}. Raises `NotFound` when there is none.

    Args:
        id: The ID of the run, from `IngestionBackfill.run_id` or `get_ingestion_runs`.
    """
    return INGESTION_RUN(**locals())


INGESTION_RUNS = ListLookup("get_ingestion_runs", operation("GET /ingestion/runs"), IngestionRunResult, sized=False)


def get_ingestion_runs() -> Pages[IngestionRunResult]:
    """The ingestion runs with their history.

    API: GET /ingestion/runs.
    """
    return INGESTION_RUNS()


INGESTION_EVENT_COUNTS = WholeLookup(
    "get_ingestion_event_counts", operation("GET /ingestion/events/count"), IngestionEventCountResult, snake_case=True
)


def get_ingestion_event_counts(
    start_date: str, end_date: str, *, source_name: str | None = None, event_name: str | None = None
) -> list[IngestionEventCountResult]:
    """How many events came in between two dates (`YYYY-MM-DD`), day by day.

    They are those of one event, or, without `event_name`, of each in `events`.

    API: GET /ingestion/events/count.

    Args:
        start_date: The first day, as in 2026-01-31.
        end_date: The last day, as in 2026-01-31.
        source_name: The name of the source, where the project has several. Left out, it is the only one.
        event_name: The name of the event that is counted. Left out, each event is.
    """
    return INGESTION_EVENT_COUNTS(**locals())


INGESTION_EVENT_DELTAS = WholeLookup(
    "get_ingestion_event_deltas", operation("GET /ingestion/events/delta"), IngestionEventDeltaResult, snake_case=True
)


def get_ingestion_event_deltas(
    start_date: str, end_date: str, *, source_name: str | None = None, event_name: str | None = None
) -> list[IngestionEventDeltaResult]:
    """How the counts of events differ from the source's between two dates (`YYYY-MM-DD`), day by day.

    They are those of one event, or, without `event_name`, of each in `events`.

    API: GET /ingestion/events/delta.

    Args:
        start_date: The first day, as in 2026-01-31.
        end_date: The last day, as in 2026-01-31.
        source_name: The name of the source, where the project has several. Left out, it is the only one.
        event_name: The name of the event that is compared. Left out, each event is.
    """
    return INGESTION_EVENT_DELTAS(**locals())
