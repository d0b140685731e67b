"""What can be done to a dashboard once. All its widgets together are `widgets` of the dashboard.

API: POST /dashboards/{id}/widgets.
"""

from typing import Annotated

from annotated_types import Gt, MinLen

from statsig_console.declaring.annotations import Many
from statsig_console.declaring.fields import UNMANAGED, Out, Prop, output, prop
from statsig_console.resource import ConsoleAction
from statsig_console.values import as_written

from .dashboard_widget import DashboardDefaults, Widget


class DashboardAddWidgets(ConsoleAction, runs="POST /dashboards/{id}/widgets", spelling=as_written):
    """Adds widgets after those that a dashboard has."""

    dashboard_id: Prop[str] = prop(address="id")
    """Where they are added."""
    widgets: Prop[Annotated[Many[Widget], MinLen(1)]] = prop()
    """What is added, in its order."""
    defaults: Prop[DashboardDefaults | None] = prop(default=UNMANAGED)
    """The days and the granularity that its charts begin with from now on."""
    max_cols: Prop[Annotated[int, Gt(0)] | None] = prop(default=UNMANAGED)
    """How many columns the widgets are laid out in."""

    ids: Out[list[str]] = output()
    """The IDs of the new widgets."""
