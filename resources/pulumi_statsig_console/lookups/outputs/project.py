"""The lookups of `project` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.project import COMPANY, OVERRIDES, PROJECT, USAGE_REPORT
from pulumi_statsig_console.results.company import CompanyResult
from pulumi_statsig_console.results.project import ProjectResult
from pulumi_statsig_console.results.project_overrides import ProjectOverridesResult


def get_project_output() -> pulumi.Output[ProjectResult]:
    """`get_project` as an Output."""
    return PROJECT.output()


def get_company_output() -> pulumi.Output[CompanyResult]:
    """`get_company` as an Output."""
    return COMPANY.output()


def get_usage_report_output(end: pulumi.Input[int], *, start: pulumi.Input[int] | None = None) -> pulumi.Output[str]:
    """`get_usage_report` as an Output."""
    return USAGE_REPORT.output(**locals())


def get_overrides_output(
    *, id_type: pulumi.Input[str] | None = None, user_id: pulumi.Input[str] | None = None
) -> pulumi.Output[ProjectOverridesResult]:
    """`get_overrides` as an Output."""
    return OVERRIDES.output(**locals())
