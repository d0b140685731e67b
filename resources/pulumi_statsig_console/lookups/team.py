"""Lookups: teams."""

from __future__ import annotations

from pulumi_statsig_console.results.listed_team import ListedTeamResult
from pulumi_statsig_console.results.team import TeamResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

TEAM = Lookup("get_team", operation("GET /users/teams/{id}"), TeamResult)


def get_team(id: str) -> TeamResult:
    """The team with this id.

    API: GET /users/teams/{id}. Raises `NotFound` when there is none.

    Args:
        id: The team's ID, as the API made it.
    """
    return TEAM(**locals())


TEAMS = ListLookup("get_teams", operation("GET /users/teams"), ListedTeamResult)


def get_teams() -> Pages[ListedTeamResult]:
    """The teams, without their members; `get_team` has those.

    API: GET /users/teams.
    """
    return TEAMS()
