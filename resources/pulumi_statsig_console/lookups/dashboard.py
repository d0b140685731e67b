"""Lookups: dashboards and what their funnels found."""

from __future__ import annotations

from pulumi_statsig_console.results.dashboard import DashboardResult
from pulumi_statsig_console.results.listed_dashboard import ListedDashboardResult
from pulumi_statsig_console.results.widget_results import WidgetResultsResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

DASHBOARDS = ListLookup("get_dashboards", operation("GET /dashboards"), ListedDashboardResult)


def get_dashboards(*, search: str | None = None) -> Pages[ListedDashboardResult]:
    """The dashboards, or those with a text in their names. Times are in seconds since 1970.

    API: GET /dashboards.

    Args:
        search: A part of the names to find, whatever its case; left out, all are listed.
    """
    return DASHBOARDS(**locals())


DASHBOARD = Lookup("get_dashboard", operation("GET /dashboards/{id}"), DashboardResult)


def get_dashboard(id: str) -> DashboardResult:
    """The dashboard with this id, with its widgets. A widget that the API cannot show is of type unsupported, with the reason.

    API: GET /dashboards/{id}. Raises `NotFound` when there is none.

    Args:
        id: The ID that the service gave it, as in the address of its page.
    """
    return DASHBOARD(**locals())


WIDGET_RESULTS = Lookup(
    "get_dashboard_widget_results",
    operation("GET /dashboards/{id}/widgets/{widgetId}/results"),
    WidgetResultsResult,
    wire={"widget_id": "widgetId", "sampling_enabled": "sampling_enabled"},
)


def get_dashboard_widget_results(id: str, widget_id: str, *, sampling_enabled: bool | None = None) -> WidgetResultsResult:
    """The results of a dashboard's funnel, from a sample of all events unless `sampling_enabled` is false.

    API: GET /dashboards/{id}/widgets/{widgetId}/results. Raises `NotFound` when there is none.

    Args:
        id: The ID that the service gave the dashboard.
        widget_id: The ID of the funnel; other widgets have no results.
        sampling_enabled: Whether a sample of the events is enough, which is faster; left out, it is.
    """
    return WIDGET_RESULTS(**locals())
