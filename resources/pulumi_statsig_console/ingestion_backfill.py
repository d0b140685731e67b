"""IngestionBackfill: days of an ingestion imported again.

API: POST /ingestion/backfill; GET /ingestion/runs/{id} tells how the run goes.
"""

from typing import Annotated

from statsig_console.declaring.annotations import ManySet, Pattern
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleAction
from statsig_console.values import as_written

from .ingestion_schedule import Dataset
from .ingestion_source import SourceType

Day = Annotated[str, Pattern(r"\d{4}-\d{2}-\d{2}")]


class IngestionBackfill(ConsoleAction, runs="POST /ingestion/backfill", spelling=as_written):
    """Imports the days from `datestamp_start` to `datestamp_end` (``2026-01-31``) again: of the sources named, or of all of the type."""

    type: Prop[SourceType] = prop()
    """The sort of warehouse or bucket that the data comes from."""
    dataset: Prop[Dataset] = prop()
    """What is imported again: events, metrics, or another dataset of the project."""
    datestamp_start: Prop[Day] = prop()
    """The first day to import, as in 2026-01-31."""
    datestamp_end: Prop[Day] = prop()
    """The last day to import, as in 2026-01-31."""
    source: Prop[str | ManySet[str] | None] = prop(default=UNMANAGED)
    """The name of the source, or of several. Left out, all of the type and dataset are imported."""

    run_id: Out[str] = output(read="runID")
    """The ID of the run, for `get_ingestion_run`."""
