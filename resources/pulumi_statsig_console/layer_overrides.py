"""LayerOverrides: who gets a group of one of a layer's experiments whatever the dice say.

API: GET, POST, PATCH, DELETE /layers/{id}/overrides. Changes are sent as what is added and what is removed.
"""

from typing import TypedDict

from typing_extensions import NotRequired

from pulumi import Input
from statsig_console.declaring.annotations import EnvironmentName, ManySet
from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource


class LayerConditionalOverride(TypedDict):
    """Those who pass a gate, or are in a segment (`type` says which), get a group of an experiment."""

    type: Input[str]
    name: Input[str]
    experiment_name: Input[str]
    group_name: Input[str]
    environment: NotRequired[Input[EnvironmentName | None]]


class LayerIdOverride(TypedDict):
    """The units with these IDs get a group."""

    group_name: Input[str]
    ids: Input[ManySet[str]]
    id_type: NotRequired[Input[str | None]]
    environment: NotRequired[Input[EnvironmentName | None]]
    experiment_name: NotRequired[Input[str | None]]


class LayerOverrides(ConsoleResource, endpoints=overriding("/layers/{id}/overrides", "layer_id", added={"op": "add"})):
    """All overrides of a layer, for all its experiments."""

    layer_id: Prop[str] = prop(address="id", replace=True)
    conditional_overrides: Prop[ManySet[LayerConditionalOverride]] = prop(default=[], delta="overrides")
    id_overrides: Prop[ManySet[LayerIdOverride]] = prop(default=[], delta="overrides")
