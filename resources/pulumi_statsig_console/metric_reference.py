"""A metric as other objects name it."""

from typing import TypedDict

from pulumi import Input


class MetricReference(TypedDict):
    """A metric by its name and type; together, as ``name::type``, they are the metric's ID."""

    name: Input[str]
    """The metric's name, as the metrics catalog shows it."""
    type: Input[str]
    """The metric's type, such as `event_count_custom`, `sum` or `user_warehouse`; two metrics may share a name and differ in it."""
