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
    display_name: Prop[str] = prop(replace=True)
    description: Prop[str] = prop(default="")
    parameters: Prop[ManySet[Param]] = prop(default=[], later=True)
    tags: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True, returned=False)
    target_app_ids: Prop[ManySet[str]] = prop(default=UNMANAGED, replace=True, returned=False)
    team: Prop[str | None] = prop(default=UNMANAGED, replace=True)

    param_store_id: Out[str] = output(read="id")
    team_id: Out[str | None] = output()
    created_time: Out[float] = output()
    creator_id: Out[str] = output()
    last_modifier_id: Out[str] = output(stamp="who")
