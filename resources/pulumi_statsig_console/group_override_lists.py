"""The overrides that experiments and autotunes have in common: who gets a group, or a variant, whatever the dice say.

Schemas: ExperimentOverridesDto, AutotuneOverridesDto.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import MaxLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet, ReadAs
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import Fields


class ConditionalOverride(TypedDict):
    """Those who pass a gate, or are in a segment, get a group. `id` is the gate's or the segment's."""

    type: Input[Literal["gate", "segment"]]
    id: Annotated[Input[str], ReadAs("name")]
    group_id: Input[str]
    environment: NotRequired[Input[EnvironmentName | None]]


class UserOverride(TypedDict):
    """The units with these IDs get a group. Without `unit_type` they are of the unit type of the experiment or autotune."""

    group_id: Input[str]
    ids: Annotated[Input[ManySet[str]], MaxLen(1000)]
    unit_type: NotRequired[Input[str | None]]
    environment: NotRequired[Input[EnvironmentName | None]]


class GroupOverrideLists(Fields):
    """All overrides of an object that has groups or variants."""

    overrides: Prop[Annotated[ManySet[ConditionalOverride], MaxLen(1000)]] = prop(default=[], delta="overrides")
    user_id_overrides: Prop[ManySet[UserOverride]] = prop(default=[], delta="overrides")
