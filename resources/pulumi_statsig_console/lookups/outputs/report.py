"""The lookups of `report` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.report import REPORTS
from pulumi_statsig_console.results.filters import ReportType
from pulumi_statsig_console.results.report import ReportResult


def get_reports_output(type: pulumi.Input[ReportType], date: pulumi.Input[str]) -> pulumi.Output[list[ReportResult]]:
    """`get_reports` as an Output."""
    return REPORTS.output(**locals())
