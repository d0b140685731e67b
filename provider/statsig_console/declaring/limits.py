"""Limits of values, as marks of annotations: `Annotated[float, Ge(0), Le(100)]`.

The classes and their fields have the names that they have in `annotated_types` and pydantic. To load that library takes longer than to
load the declaration of a resource, in each process of a Pulumi command.
"""

from __future__ import annotations

from statsig_console.records import record


@record
class Limit:
    """A limit of a value."""


@record
class Ge(Limit):
    """At least this number."""

    ge: float


@record
class Gt(Limit):
    """More than this number."""

    gt: float


@record
class Le(Limit):
    """At most this number."""

    le: float


@record
class Lt(Limit):
    """Less than this number."""

    lt: float


@record
class MultipleOf(Limit):
    """A multiple of this number."""

    multiple_of: float


@record
class MinLen(Limit):
    """At least so many characters or elements."""

    min_length: int


@record
class MaxLen(Limit):
    """At most so many characters or elements."""

    max_length: int
