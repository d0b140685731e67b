"""ExperimentOverrides: who gets a group of an experiment whatever the dice say.

API: GET, POST, PATCH, DELETE /experiments/{id}/overrides. Changes are sent as what is added and what is removed.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import MaxLen
from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet, ReadAs
from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource


class ConditionalOverride(TypedDict):
    """Those who pass a gate, or are in a segment, get a group. `id` is the gate's or the segment's."""

    type: Input[Literal["gate", "segment"]]
    id: Annotated[Input[str], ReadAs("name")]
    group_id: Input[str]
    environment: NotRequired[Input[EnvironmentName | None]]


class UserOverride(TypedDict):
    """The units with these IDs get a group. Without `unit_type` they are of the experiment's own unit type."""

    group_id: Input[str]
    ids: Annotated[Input[ManySet[str]], MaxLen(1000)]
    unit_type: NotRequired[Input[str | None]]
    environment: NotRequired[Input[EnvironmentName | None]]


class ExperimentOverrides(ConsoleResource, endpoints=overriding("/experiments/{id}/overrides", "experiment_id")):
    """All overrides of an experiment. Groups are named as the console names them. In a layer, the layer has the overrides."""

    experiment_id: Prop[str] = prop(address="id", replace=True)
    overrides: Prop[Annotated[ManySet[ConditionalOverride], MaxLen(1000)]] = prop(default=[], delta="overrides")
    user_id_overrides: Prop[ManySet[UserOverride]] = prop(default=[], delta="overrides")
