"""A metric as other objects name it."""

from typing import TypedDict

from pulumi import Input


class MetricReference(TypedDict):
    """A metric by its name and type; together, as ``name::type``, they are the metric's ID."""

    name: Input[str]
    type: Input[str]
