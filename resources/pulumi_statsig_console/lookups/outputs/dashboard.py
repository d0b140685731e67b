"""The lookups of `dashboard` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.dashboard import DASHBOARD, DASHBOARDS, WIDGET_RESULTS
from pulumi_statsig_console.results.dashboard import DashboardResult
from pulumi_statsig_console.results.listed_dashboard import ListedDashboardResult
from pulumi_statsig_console.results.widget_results import WidgetResultsResult


def get_dashboards_output(*, search: pulumi.Input[str] | None = None) -> pulumi.Output[list[ListedDashboardResult]]:
    """`get_dashboards` as an Output, the whole list."""
    return DASHBOARDS.output(**locals())


def get_dashboard_output(id: pulumi.Input[str]) -> pulumi.Output[DashboardResult]:
    """`get_dashboard` as an Output."""
    return DASHBOARD.output(**locals())


def get_dashboard_widget_results_output(
    id: pulumi.Input[str], widget_id: pulumi.Input[str], *, sampling_enabled: pulumi.Input[bool] | None = None
) -> pulumi.Output[WidgetResultsResult]:
    """`get_dashboard_widget_results` as an Output."""
    return WIDGET_RESULTS.output(**locals())
