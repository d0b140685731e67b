"""The overrides that experiments and autotunes have in common: who gets a group, or a variant, regardless of the random assignment.

Schemas: ExperimentOverridesDto, AutotuneOverridesDto.
"""

from typing import Annotated, Literal, TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet, ReadAs
from statsig_console.declaring.checks import OneChoice
from statsig_console.declaring.fields import Prop, prop
from statsig_console.declaring.limits import MaxLen
from statsig_console.resource import Fields

ONE_GROUP = (
    OneChoice("overrides", ("id",), ("type", "environment")),
    OneChoice("user_id_overrides", ("ids",), ("unit_type", "environment")),
)


class ConditionalOverride(TypedDict):
    """Those who pass a gate, or are in a segment, get a group. `id` is the gate's or the segment's."""

    type: Input[Literal["gate", "segment"]]
    """Whether `id` is that of a `gate` or of a `segment`."""
    id: Annotated[Input[str], ReadAs("name")]
    """The ID of the gate that units have to pass, or of the segment that they have to be in."""
    group_id: Input[str]
    """The group, or the variant, that they get."""
    environment: NotRequired[Input[EnvironmentName | None]]
    """The name of the environment in which the override counts. Left out, it counts in all."""


class UserOverride(TypedDict):
    """The units with these IDs get a group. Without `unit_type` they are of the unit type of the experiment or autotune."""

    group_id: Input[str]
    """The group, or the variant, that the units get."""
    ids: Annotated[Input[ManySet[str]], MaxLen(1000)]
    """The IDs of the units, 1000 at most."""
    unit_type: NotRequired[Input[str | None]]
    """The unit ID type that the IDs are of. Left out, it is that of the experiment or autotune."""
    environment: NotRequired[Input[EnvironmentName | None]]
    """The name of the environment in which the override counts. Left out, it counts in all."""


class GroupOverrideLists(Fields):
    """All overrides of an object that has groups or variants."""

    overrides: Prop[Annotated[ManySet[ConditionalOverride], MaxLen(1000)]] = prop(default=[], delta="overrides")
    """The gates and segments whose users get a certain group or variant."""
    user_id_overrides: Prop[ManySet[UserOverride]] = prop(default=[], delta="overrides")
    """The IDs of units that get a certain group or variant."""
