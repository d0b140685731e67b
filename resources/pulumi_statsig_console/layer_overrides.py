"""LayerOverrides: who gets a group of one of a layer's experiments regardless of the random assignment.

API: GET, POST, PATCH, DELETE /layers/{id}/overrides. A change sends only the added and the removed elements.
"""

from typing import TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet
from statsig_console.declaring.checks import OneChoice
from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource


class LayerConditionalOverride(TypedDict):
    """Those who pass a gate, or are in a segment (`type` says which), get a group of an experiment."""

    type: Input[str]
    """Whether `name` is that of a `gate` or of a `segment`."""
    name: Input[str]
    """The gate that users have to pass, or the segment that they have to be in."""
    experiment_name: Input[str]
    """The experiment whose group they get."""
    group_name: Input[str]
    """The name of the group that they get."""
    environment: NotRequired[Input[EnvironmentName | None]]
    """The name of the environment in which the override counts. Left out, it counts in all."""


class LayerIdOverride(TypedDict):
    """The units with these IDs get a group."""

    group_name: Input[str]
    """The name of the group that the units get."""
    ids: Input[ManySet[str]]
    """The IDs of the units."""
    id_type: NotRequired[Input[str | None]]
    """The unit ID type that the IDs are of. Left out, it is the layer's."""
    environment: NotRequired[Input[EnvironmentName | None]]
    """The name of the environment in which the override counts. Left out, it counts in all."""
    experiment_name: NotRequired[Input[str | None]]
    """The experiment of the layer that the group belongs to."""


class LayerOverrides(
    ConsoleResource,
    endpoints=overriding("/layers/{id}/overrides", "layer_id", added={"op": "add"}),
    checks=(
        OneChoice("conditional_overrides", ("name",), ("type", "experiment_name", "environment")),
        OneChoice("id_overrides", ("ids",), ("id_type", "experiment_name", "environment")),
    ),
):
    """All overrides of a layer, for all its experiments."""

    layer_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the layer whose overrides these are."""
    conditional_overrides: Prop[ManySet[LayerConditionalOverride]] = prop(default=[], delta="overrides")
    """The gates and segments whose users get a certain group."""
    id_overrides: Prop[ManySet[LayerIdOverride]] = prop(default=[], delta="overrides")
    """The IDs of units that get a certain group."""
