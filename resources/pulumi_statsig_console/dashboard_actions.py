"""Actions on a dashboard. The dashboard's `widgets` declare all its widgets together.

API: POST /dashboards/{id}/widgets.
"""

from typing import Annotated

from statsig_console.declaring.annotations import Many
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.declaring.limits import Gt, MinLen
from statsig_console.resource import ConsoleAction
from statsig_console.values import as_written

from .dashboard_widget import DashboardDefaults, Widget


class DashboardAddWidgets(ConsoleAction, runs="POST /dashboards/{id}/widgets", spelling=as_written):
    """Adds widgets after the existing widgets of a dashboard."""

    dashboard_id: Prop[str] = prop(address="id")
    """The ID of the dashboard that gets the widgets."""
    widgets: Prop[Annotated[Many[Widget], MinLen(1)]] = prop()
    """The widgets to add, in their order."""
    defaults: Prop[DashboardDefaults | None] = prop(default=UNMANAGED)
    """The days and the granularity that its charts begin with from now on."""
    max_cols: Prop[Annotated[int, Gt(0)] | None] = prop(default=UNMANAGED)
    """How many columns the widgets are laid out in."""

    ids: Out[list[str]] = output()
    """The IDs of the new widgets."""
