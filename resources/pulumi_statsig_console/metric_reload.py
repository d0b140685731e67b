"""MetricReload: a metric computed again from the warehouse.

API: POST /metrics/{id}/reload.
"""

from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.marks import InQuery
from statsig_console.resource import ConsoleAction


class MetricReload(ConsoleAction, runs="POST /metrics/{id}/reload"):
    """Loads a metric of a warehouse-native project again: all data, or with `incremental` only new data."""

    metric_id: Prop[str] = prop(address="id")
    """The ID (`name::type`) of the metric that is computed again."""
    incremental: Prop[bool | None] = prop(InQuery(), default=UNMANAGED)
    """Whether only new data is loaded. Left out, all data is loaded."""
