"""The lookups of `settings` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.settings import PROJECT_SETTINGS, REVIEW_SETTINGS, ROLE_SETTINGS, TEAM_SETTINGS
from pulumi_statsig_console.results.project_settings import ProjectSettingsResult
from pulumi_statsig_console.results.review_settings import ReviewSettingsResult
from pulumi_statsig_console.results.role_settings import RoleSettingsResult
from pulumi_statsig_console.results.team_settings import TeamSettingsResult


def get_project_settings_output() -> pulumi.Output[ProjectSettingsResult]:
    """`get_project_settings` as an Output."""
    return PROJECT_SETTINGS.output()


def get_review_settings_output() -> pulumi.Output[ReviewSettingsResult]:
    """`get_review_settings` as an Output."""
    return REVIEW_SETTINGS.output()


def get_role_settings_output() -> pulumi.Output[RoleSettingsResult]:
    """`get_role_settings` as an Output."""
    return ROLE_SETTINGS.output()


def get_team_settings_output() -> pulumi.Output[TeamSettingsResult]:
    """`get_team_settings` as an Output."""
    return TEAM_SETTINGS.output()
