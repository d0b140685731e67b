"""What single overrides have in common: one entry of an object's overrides, whose other entries are managed elsewhere.

Schemas: the entries of OverrideDto, ExperimentOverridesDto, AutotuneOverridesDto and LayerOverridesDto.
"""

from typing import Literal

from statsig_console.declaring.annotations import EnvironmentName
from statsig_console.declaring.entries import Entry
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import Fields

GROUP_PARTS = {"group_id": "groupID", "environment": "environment"}
BY_UNIT = Entry("userIDOverrides", member="ids", value="userID", empty=("overrides",), open=("unitType",), choice="group_id")
BY_CONDITION = Entry("overrides", empty=("userIDOverrides",), reads={"name": "id"}, choice="group_id")
UNIT_PARTS = {**GROUP_PARTS, "unit_type": "unitType", "user_id": "userID"}
CONDITION_PARTS = {**GROUP_PARTS, "type": "type", "name": "name"}


class InEnvironment(Fields):
    """An override that may be for one environment."""

    environment: Prop[EnvironmentName | None] = prop(default="", null=True, replace=True)
    """The environment that the override is for; left out, for all."""


class OfUnit(InEnvironment):
    """An override of one unit."""

    group_id: Prop[str] = prop(replace=True)
    """The name of the group or variant that the unit gets."""
    user_id: Prop[str] = prop(replace=True, sent="userID")
    """The ID of the unit: mostly of a user."""
    unit_type: Prop[str | None] = prop(default="", null=True, replace=True)
    """The type of the ID, such as companyID; left out, the unit type of the experiment or autotune."""


class OfCondition(InEnvironment):
    """An override of all who pass a gate or are in a segment."""

    group_id: Prop[str] = prop(replace=True)
    """The name of the group or variant that the override gives."""
    type: Prop[Literal["gate", "segment"]] = prop(replace=True)
    """Whether the override is for those who pass a gate, or for those in a segment."""
    name: Prop[str] = prop(replace=True, sent="id", read="name")
    """The ID of the gate or segment."""
