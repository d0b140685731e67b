"""The lookups of `team` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.team import TEAM, TEAMS
from pulumi_statsig_console.results.listed_team import ListedTeamResult
from pulumi_statsig_console.results.team import TeamResult


def get_team_output(id: pulumi.Input[str]) -> pulumi.Output[TeamResult]:
    """`get_team` as an Output."""
    return TEAM.output(**locals())


def get_teams_output() -> pulumi.Output[list[ListedTeamResult]]:
    """`get_teams` as an Output, the whole list."""
    return TEAMS.output()
