"""Lookups: dashboards and what their funnels found."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.dashboard import DashboardResult
from pulumi_statsig_console.results.listed_dashboard import ListedDashboardResult
from pulumi_statsig_console.results.widget_results import WidgetResultsResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_DASHBOARDS = ListLookup("get_dashboards", operation("GET /dashboards"), ListedDashboardResult)


def get_dashboards(*, search: str | None = None) -> Pages[ListedDashboardResult]:
    """The dashboards, or those with a text in their names. Times are in seconds since 1970.

    API: GET /dashboards.

    Args:
        search: A part of the names to find, whatever its case; left out, all are listed.
    """
    return _DASHBOARDS(search=search)


def get_dashboards_output(*, search: pulumi.Input[str] | None = None) -> pulumi.Output[list[ListedDashboardResult]]:
    """`get_dashboards` as an Output, the whole list."""
    return _DASHBOARDS.output(search=search)


_DASHBOARD = Lookup("get_dashboard", operation("GET /dashboards/{id}"), DashboardResult)


def get_dashboard(id: str) -> DashboardResult:
    """The dashboard with this id, with its widgets. One that the API cannot show is of type unsupported, with the reason.

    API: GET /dashboards/{id}. Raises `NotFound` when there is none.

    Args:
        id: The ID that the service gave it, as in the address of its page.
    """
    return _DASHBOARD(id=id)


def get_dashboard_output(id: pulumi.Input[str]) -> pulumi.Output[DashboardResult]:
    """`get_dashboard` as an Output."""
    return _DASHBOARD.output(id=id)


_WIDGET_RESULTS = Lookup(
    "get_dashboard_widget_results",
    operation("GET /dashboards/{id}/widgets/{widgetId}/results"),
    WidgetResultsResult,
    wire={"widget_id": "widgetId", "sampling_enabled": "sampling_enabled"},
)


def get_dashboard_widget_results(id: str, widget_id: str, *, sampling_enabled: bool | None = None) -> WidgetResultsResult:
    """What a funnel of a dashboard found, of a sample of all events unless `sampling_enabled` is false.

    API: GET /dashboards/{id}/widgets/{widgetId}/results. Raises `NotFound` when there is none.

    Args:
        id: The ID that the service gave the dashboard.
        widget_id: Which of its funnels is asked for; other widgets have no results.
        sampling_enabled: Whether a sample of the events will do, which is faster; left out, it will.
    """
    return _WIDGET_RESULTS(id=id, widget_id=widget_id, sampling_enabled=sampling_enabled)


def get_dashboard_widget_results_output(
    id: pulumi.Input[str], widget_id: pulumi.Input[str], *, sampling_enabled: pulumi.Input[bool] | None = None
) -> pulumi.Output[WidgetResultsResult]:
    """`get_dashboard_widget_results` as an Output."""
    return _WIDGET_RESULTS.output(id=id, widget_id=widget_id, sampling_enabled=sampling_enabled)
