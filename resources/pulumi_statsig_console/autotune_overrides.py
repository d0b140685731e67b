"""AutotuneOverrides: who gets a variant of an autotune regardless of what it has learned.

API: GET, POST, PATCH, DELETE /autotunes/{id}/overrides. A change sends only the added and the removed elements.
"""

from statsig_console.declaring.endpoints import overriding
from statsig_console.declaring.fields import Prop, prop
from statsig_console.resource import ConsoleResource

from .group_override_lists import ONE_GROUP, GroupOverrideLists


class AutotuneOverrides(
    GroupOverrideLists, ConsoleResource, endpoints=overriding("/autotunes/{id}/overrides", "autotune_id"), checks=ONE_GROUP
):
    """All overrides of an autotune. Its variants take the place of groups, by the names that the console shows."""

    autotune_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the autotune whose overrides these are."""
