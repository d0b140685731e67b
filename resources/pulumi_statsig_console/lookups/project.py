"""Lookups: the project and its company."""

from __future__ import annotations

from pulumi_statsig_console.results.company import CompanyResult
from pulumi_statsig_console.results.project import ProjectResult
from pulumi_statsig_console.results.project_overrides import ProjectOverridesResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import Lookup, TextLookup

PROJECT = Lookup("get_project", operation("GET /project"), ProjectResult)


def get_project() -> ProjectResult:
    """The project that the key belongs to.

    API: GET /project.
    """
    return PROJECT()


COMPANY = Lookup("get_company", operation("GET /company"), CompanyResult)


def get_company() -> CompanyResult:
    """The company that the project belongs to, and whether it is warehouse native.

    API: GET /company.
    """
    return COMPANY()


USAGE_REPORT = TextLookup("get_usage_report", operation("GET /project/usage_billing/report"), str)


def get_usage_report(end: int, *, start: int | None = None) -> str:
    """The billed usage as CSV text, from `start` to `end` in ms since 1970.

    API: GET /project/usage_billing/report.

    Args:
        end: The latest time, in ms since 1970.
        start: The earliest time, in ms since 1970. Left out, the API decides.
    """
    return USAGE_REPORT(**locals())


OVERRIDES = Lookup("get_overrides", operation("GET /overrides"), ProjectOverridesResult, wire={"user_id": "userId"})


def get_overrides(*, id_type: str | None = None, user_id: str | None = None) -> ProjectOverridesResult:
    """All overrides of the project, or those that name the id `user_id` of the type `id_type`, by default userID.

    API: GET /overrides.

    Args:
        id_type: The unit ID type that `user_id` is of. Left out, it is `userID`.
        user_id: Only overrides that name this ID. Left out, all are given.
    """
    return OVERRIDES(**locals())
