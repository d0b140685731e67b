"""ParamStore: named parameters that applications read in one place.

API: POST /param_stores; GET, POST, DELETE /param_stores/{name}. Parameters are set by the second POST.
"""

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.checks import distinct
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleResource

from .param import Param


class ParamStore(
    ConsoleResource,
    endpoints=collection("param_stores", key="name", placeholder="name", update="POST"),
    checks=distinct("parameters"),
):
    """A parameter store. Its display name, tags, apps and team are set once: a change of one means a new store."""

    name: Prop[str] = prop(replace=True)
    """The name by which code reads the store. No operation changes it."""
    display_name: Prop[str] = prop(replace=True)
    """The name that the console shows. No operation changes it, so a new one is a new store."""
    description: Prop[str] = prop(default="")
    """What the parameter store is for, as the console shows it. Left out, it is empty."""
    parameters: Prop[ManySet[Param]] = prop(default=[], later=True)
    """All parameters: each with a value of its own, or with the object that its value comes from."""
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True, returned=False)
    """The names of the parameter store's tags, by which the console groups and finds it. A tag should exist before it is named."""
    target_app_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True, returned=False)
    """The IDs of the target apps that get the store. An SDK key with a target app receives only that app's objects."""
    team: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The name of the team that owns the parameter store. Teams are a feature of the enterprise plan; a team's defaults may add to a
    new parameter store."""

    param_store_id: Out[str] = output(read="id")
    """The API's own ID of the store, beside the name that operations take."""
    team_id: Out[str | None] = output()
    """The ID of the team that owns the parameter store."""
    created_time: Out[float] = output(created=True)
    """When the parameter store was made, in ms since 1970."""
    creator_id: Out[str] = output()
    """The ID of the user or API key that made the parameter store."""
    last_modifier_id: Out[str] = output(last_change="who")
    """The ID of the user or API key that changed the store last."""
