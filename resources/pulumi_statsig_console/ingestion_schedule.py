"""IngestionSchedule: when a dataset is imported each day.

API: GET, POST /ingestion/schedule, one per dataset. It always exists: a stack takes it over, and restores it on destroy.
"""

from typing import Annotated, Literal

from statsig_console.declaring.endpoints import singleton
from statsig_console.declaring.fields import Prop, prop
from statsig_console.declaring.limits import Ge, Le
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written

Dataset = Literal["Events", "Metrics", "export_exposures", "export_events", "entity_properties"]


class IngestionSchedule(ConsoleResource, endpoints=singleton("ingestion/schedule", "dataset"), spelling=as_written):
    """The hour of a dataset's daily import, in Pacific Standard Time."""

    dataset: Prop[Dataset] = prop(replace=True, always=True)
    """Which dataset is imported at that hour. A project has one schedule for each."""
    scheduled_hour_pst: Prop[Annotated[float, Ge(0), Le(23)]] = prop(default=10)
    """The hour of the day, 0 to 23 in Pacific Standard Time, at which the import begins."""
