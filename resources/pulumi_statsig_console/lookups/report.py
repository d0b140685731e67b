"""Lookups: reports."""

from __future__ import annotations

from pulumi_statsig_console.results.filters import ReportType
from pulumi_statsig_console.results.report import ReportResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import WholeLookup

REPORTS = WholeLookup("get_reports", operation("GET /reports"), ReportResult)


def get_reports(type: ReportType, date: str) -> list[ReportResult]:
    """Where a day's report (`date` is `YYYY-MM-DD`) can be downloaded.

    API: GET /reports.

    Args:
        type: Which report it is, in the API's words.
        date: The day that the report is about, as in 2026-01-31.
    """
    return REPORTS(**locals())
