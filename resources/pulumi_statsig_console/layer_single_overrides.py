"""LayerUserOverride, LayerConditionOverride: one override of a layer whose others are managed elsewhere.

API: GET, PATCH /layers/{id}/overrides; DELETE /layers/{id}/overrides/userID/{userID} and conditional/{type}/{name}.
"""

from typing import Literal

from statsig_console.declaring.endpoints import entering
from statsig_console.declaring.entries import Entry
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .single_override import InEnvironment

PATH = "/layers/{id}/overrides"
ADDING = {"op": "add"}
PARTS = {"experiment_name": "experimentName", "group_name": "groupName", "environment": "environment"}
BY_UNIT = Entry("idOverrides", member="ids", value="userID", empty=("conditionalOverrides",), beside=ADDING, open=("idType",))
BY_CONDITION = Entry("conditionalOverrides", empty=("idOverrides",), beside=ADDING)
UNIT_PARTS = {**PARTS, "id_type": "idType", "user_id": "userID"}
CONDITION_PARTS = {**PARTS, "type": "type", "name": "name"}


class InLayer(InEnvironment):
    """An override of a layer."""

    layer_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the layer that the experiment is in."""
    experiment_name: Prop[str] = prop(replace=True)
    """The ID of the experiment that the override is for."""
    group_name: Prop[str] = prop(replace=True)
    """The name of the group that the override gives."""


class LayerUserOverride(InLayer, ConsoleResource, endpoints=entering(PATH, "layer_id", "userID/{userID}", UNIT_PARTS), entry=BY_UNIT):
    """One user or other unit that always gets a certain group of an experiment. The layer has no `LayerOverrides`."""

    user_id: Prop[str] = prop(replace=True, sent="userID")
    """The ID of the unit: mostly of a user."""
    id_type: Prop[str | None] = prop(default="", null=True, replace=True)
    """The type of the ID, such as companyID; left out, the unit type of the experiment."""


class LayerConditionOverride(
    InLayer, ConsoleResource, endpoints=entering(PATH, "layer_id", "conditional/{type}/{name}", CONDITION_PARTS), entry=BY_CONDITION
):
    """All who pass a gate or are in a segment get a certain group of an experiment. The layer has no `LayerOverrides`."""

    type: Prop[Literal["gate", "segment"]] = prop(replace=True)
    """Whether the override is for those who pass a gate, or for those in a segment."""
    name: Prop[str] = prop(replace=True)
    """The ID of the gate or segment."""
