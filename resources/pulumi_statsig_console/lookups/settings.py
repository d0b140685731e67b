"""Lookups: settings of the project."""

from __future__ import annotations

from pulumi_statsig_console.results.project_settings import ProjectSettingsResult
from pulumi_statsig_console.results.review_settings import ReviewSettingsResult
from pulumi_statsig_console.results.role_settings import RoleSettingsResult
from pulumi_statsig_console.results.team_settings import TeamSettingsResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import Lookup

PROJECT_SETTINGS = Lookup("get_project_settings", operation("GET /settings/project"), ProjectSettingsResult)


def get_project_settings() -> ProjectSettingsResult:
    """The name and visibility of the project, and its default unit type.

    API: GET /settings/project.
    """
    return PROJECT_SETTINGS()


REVIEW_SETTINGS = Lookup("get_review_settings", operation("GET /settings/reviews"), ReviewSettingsResult)


def get_review_settings() -> ReviewSettingsResult:
    """Which changes need a review.

    API: GET /settings/reviews.
    """
    return REVIEW_SETTINGS()


ROLE_SETTINGS = Lookup("get_role_settings", operation("GET /settings/roles"), RoleSettingsResult)


def get_role_settings() -> RoleSettingsResult:
    """The role that new members get.

    API: GET /settings/roles.
    """
    return ROLE_SETTINGS()


TEAM_SETTINGS = Lookup("get_team_settings", operation("GET /settings/teams"), TeamSettingsResult)


def get_team_settings() -> TeamSettingsResult:
    """Whether configs must belong to a team.

    API: GET /settings/teams.
    """
    return TEAM_SETTINGS()
