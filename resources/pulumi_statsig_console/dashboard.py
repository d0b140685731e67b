"""Dashboard: charts, funnels and texts on one page.

API: POST /dashboards; GET /dashboards/{id}; PUT /dashboards/{id}/widgets. None can be deleted or renamed.
"""

from typing import Annotated

from statsig_console.declaring.annotations import Many
from statsig_console.declaring.endpoints import collection
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.limits import Gt, MaxLen, MinLen
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written

from .dashboard_widget import DashboardDefaults, Widget

# The list counts the widgets and does not hold them.
ENDPOINTS = collection("dashboards").but(update=operation("PUT /dashboards/{id}/widgets"), delete=None, listed_by=None)


class Dashboard(ConsoleResource, endpoints=ENDPOINTS, spelling=as_written):
    """A dashboard. It stays in the project when the resource is destroyed; another name or description makes another dashboard.

    Where a program declares widgets, a change replaces all of them, also those that people made in the console. A refresh and a preview
    show those first.
    """

    name: Prop[Annotated[str, MinLen(1), MaxLen(200)]] = prop(replace=True)
    """The name that people see."""
    description: Prop[Annotated[str, MaxLen(10_000)] | None] = prop(default=UNMANAGED, replace=True)
    """What it is for."""
    defaults: Prop[DashboardDefaults | None] = prop(default=UNMANAGED)
    """The days and the granularity that its charts begin with."""
    widgets: Prop[Many[Widget]] = prop(default=UNMANAGED)
    """All its widgets, in their order. Left out, the console manages them; an empty list removes them."""
    max_cols: Prop[Annotated[int, Gt(0)] | None] = prop(default=UNMANAGED, later=True, returned=False)
    """How many columns the widgets are laid out in."""
