"""MetricSource: rows of a warehouse that metrics are computed from.

API: POST /metrics/metric_source; GET, POST, DELETE /metrics/metric_source/{name}; GET /metrics/metric_source/list.
"""

from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

from .warehouse_source import COMBINATIONS, WarehouseSource

SOURCES = collection("metrics/metric_source", key="name", placeholder="name", update="POST").with_dry_runs("body", "create", "update")


class MetricSource(
    WarehouseSource,
    ConsoleResource,
    endpoints=SOURCES.but(listing=operation("GET /metrics/metric_source/list")),
    checks=COMBINATIONS,
):
    """A metric source of a warehouse-native project. Metrics name it as `metric_source_name`."""
