"""ExperimentOverrides: who gets a group of an experiment regardless of the random assignment.

API: GET, POST, PATCH, DELETE /experiments/{id}/overrides. A change sends only the added and the removed elements.
"""

from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .group_override_lists import ONE_GROUP, GroupOverrideLists


class ExperimentOverrides(
    GroupOverrideLists, ConsoleResource, endpoints=overriding("/experiments/{id}/overrides", "experiment_id"), checks=ONE_GROUP
):
    """All overrides of an experiment. Groups are named as the console names them. In a layer, the layer has the overrides."""

    experiment_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the experiment whose overrides these are. Where the experiment is in a layer, the layer has them."""
