"""TargetAppAssignment: several target apps attached to several configs at once.

API: PATCH /target_app, which adds; only the configs show what is assigned.
"""

from typing import Annotated

from statsig_console.declaring.annotations import ManySet
from statsig_console.declaring.endpoints import Endpoints, Run
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.limits import MinLen
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

ASSIGN = operation("PATCH /target_app")


class TargetAppAssignment(ConsoleResource, endpoints=Endpoints(create=ASSIGN, update=ASSIGN, identity=Run())):
    """Attaches every one of `target_apps` (IDs or names) to every config. Neither a change nor destroy detaches anything."""

    target_apps: Prop[Annotated[ManySet[str], MinLen(1)]] = prop(always=True)
    """The IDs or names of the applications; each is attached to each config below."""
    gates: Prop[ManySet[str]] = prop(default=UNMANAGED, always=True)
    """The IDs of the gates that the apps are attached to."""
    dynamic_configs: Prop[ManySet[str]] = prop(default=UNMANAGED, always=True)
    """The IDs of the dynamic configs that the apps are attached to."""
    experiments: Prop[ManySet[str]] = prop(default=UNMANAGED, always=True)
    """The IDs of the experiments that the apps are attached to."""
    layers: Prop[ManySet[str]] = prop(default=UNMANAGED, always=True)
    """The IDs of the layers that the apps are attached to."""
    parameter_stores: Prop[ManySet[str]] = prop(default=UNMANAGED, always=True)
    """The names of the parameter stores that the apps are attached to."""
