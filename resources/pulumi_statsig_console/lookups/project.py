"""Lookups: the project and its company."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.company import CompanyResult
from pulumi_statsig_console.results.project import ProjectResult
from pulumi_statsig_console.results.project_overrides import ProjectOverridesResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import Lookup, TextLookup

_PROJECT = Lookup("get_project", operation("GET /project"), ProjectResult)


def get_project() -> ProjectResult:
    """The project that the key belongs to.

    API: GET /project.
    """
    return _PROJECT()


def get_project_output() -> pulumi.Output[ProjectResult]:
    """`get_project` as an Output."""
    return _PROJECT.output()


_COMPANY = Lookup("get_company", operation("GET /company"), CompanyResult)


def get_company() -> CompanyResult:
    """The company that the project belongs to, and whether it is warehouse native.

    API: GET /company.
    """
    return _COMPANY()


def get_company_output() -> pulumi.Output[CompanyResult]:
    """`get_company` as an Output."""
    return _COMPANY.output()


_USAGE_REPORT = TextLookup("get_usage_report", operation("GET /project/usage_billing/report"), str)


def get_usage_report(end: int, *, start: int | None = None) -> str:
    """The billed usage as CSV text, from `start` to `end` in ms since 1970.

    API: GET /project/usage_billing/report.

    Args:
        end: Up to when, in ms since 1970.
        start: From when on, in ms since 1970. Left out, the API decides.
    """
    return _USAGE_REPORT(end=end, start=start)


def get_usage_report_output(end: pulumi.Input[int], *, start: pulumi.Input[int] | None = None) -> pulumi.Output[str]:
    """`get_usage_report` as an Output."""
    return _USAGE_REPORT.output(end=end, start=start)


_OVERRIDES = Lookup("get_overrides", operation("GET /overrides"), ProjectOverridesResult, wire={"user_id": "userId"})


def get_overrides(*, id_type: str | None = None, user_id: str | None = None) -> ProjectOverridesResult:
    """All overrides of the project, or those that name the id `user_id` of the type `id_type`, which is userID unless told.

    API: GET /overrides.

    Args:
        id_type: The unit ID type that `user_id` is of. Left out, it is `userID`.
        user_id: Only overrides that name this ID. Left out, all are given.
    """
    return _OVERRIDES(id_type=id_type, user_id=user_id)


def get_overrides_output(
    *, id_type: pulumi.Input[str] | None = None, user_id: pulumi.Input[str] | None = None
) -> pulumi.Output[ProjectOverridesResult]:
    """`get_overrides` as an Output."""
    return _OVERRIDES.output(id_type=id_type, user_id=user_id)
