"""ExperimentUserOverride, ExperimentConditionOverride: one override of an experiment whose others are managed elsewhere.

API: GET, PATCH /experiments/{id}/overrides; DELETE /experiments/{id}/overrides/userID/{userID} and conditional/{type}/{name}.
"""

from statsig_console.declaring.endpoints import entering
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .single_override import BY_CONDITION, BY_UNIT, CONDITION_PARTS, UNIT_PARTS, OfCondition, OfUnit

PATH = "/experiments/{id}/overrides"


class ExperimentUserOverride(
    OfUnit, ConsoleResource, endpoints=entering(PATH, "experiment_id", "userID/{userID}", UNIT_PARTS), entry=BY_UNIT
):
    """One user or other unit that always gets a certain group of an experiment that has no `ExperimentOverrides`."""

    experiment_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the experiment that the override is for."""


class ExperimentConditionOverride(
    OfCondition,
    ConsoleResource,
    endpoints=entering(PATH, "experiment_id", "conditional/{type}/{name}", CONDITION_PARTS),
    entry=BY_CONDITION,
):
    """All who pass a gate or are in a segment get a certain group of an experiment that has no `ExperimentOverrides`."""

    experiment_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the experiment that the override is for."""
