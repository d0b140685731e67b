"""TargetAppAssignment: several target apps attached to several configs at once.

API: PATCH /target_app, which adds; what is assigned is told by the configs alone.
"""

from typing import Annotated

from annotated_types import MinLen

from statsig_console.declaring.annotations import Many
from statsig_console.declaring.endpoints import Endpoints, Run
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

ASSIGN = operation("PATCH /target_app")


class TargetAppAssignment(ConsoleResource, endpoints=Endpoints(create=ASSIGN, update=ASSIGN, identity=Run())):
    """Attaches every one of `target_apps` (IDs or names) to every config. Nothing is detached, by no change and not by destroy."""

    target_apps: Prop[Annotated[Many[str], MinLen(1)]] = prop(unordered=True, always=True)
    gates: Prop[Many[str]] = prop(default=UNMANAGED, unordered=True, always=True)
    dynamic_configs: Prop[Many[str]] = prop(default=UNMANAGED, unordered=True, always=True)
    experiments: Prop[Many[str]] = prop(default=UNMANAGED, unordered=True, always=True)
