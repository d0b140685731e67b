"""AutotuneUserOverride, AutotuneConditionOverride: one override of an autotune whose others are managed elsewhere.

API: GET, PATCH /autotunes/{id}/overrides; DELETE /autotunes/{id}/overrides/userID/{userID} and conditional/{type}/{name}.
"""

from statsig_console.declaring.endpoints import entering
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .single_override import BY_CONDITION, BY_UNIT, CONDITION_PARTS, UNIT_PARTS, OfCondition, OfUnit

PATH = "/autotunes/{id}/overrides"


class AutotuneUserOverride(OfUnit, ConsoleResource, endpoints=entering(PATH, "autotune_id", "userID/{userID}", UNIT_PARTS), entry=BY_UNIT):
    """One user or other unit that always gets a certain variant of an autotune that has no `AutotuneOverrides`."""

    autotune_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the autotune that the override is for."""


class AutotuneConditionOverride(
    OfCondition, ConsoleResource, endpoints=entering(PATH, "autotune_id", "conditional/{type}/{name}", CONDITION_PARTS), entry=BY_CONDITION
):
    """All who pass a gate or are in a segment get a certain variant of an autotune that has no `AutotuneOverrides`."""

    autotune_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the autotune that the override is for."""
