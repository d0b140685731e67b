"""QualifyingEvent: rows of a warehouse that say when a unit takes part in an experiment.

API: GET, POST /experiments/qualifying_events; GET, POST, DELETE /experiments/qualifying_events/{name}.
"""

from statsig_console.declaring.endpoints import collection
from statsig_console.resource import ConsoleResource

from .warehouse_source import COMBINATIONS, WarehouseSource


class QualifyingEvent(
    WarehouseSource,
    ConsoleResource,
    endpoints=collection("experiments/qualifying_events", key="name", placeholder="name", update="POST").with_dry_runs(
        "body", "create", "update"
    ),
    checks=COMBINATIONS,
):
    """A qualifying event of a warehouse-native project."""
