"""Lookups: target apps."""

from __future__ import annotations

from pulumi_statsig_console.results.target_app import TargetAppResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

TARGET_APP = Lookup("get_target_app", operation("GET /target_app/{id}"), TargetAppResult)


def get_target_app(id: str) -> TargetAppResult:
    """The target app with this id. The API only answers its id and name.

    API: GET /target_app/{id}. Raises `NotFound` when there is none.

    Args:
        id: The app's ID, as the API made it.
    """
    return TARGET_APP(**locals())


TARGET_APPS = ListLookup("get_target_apps", operation("GET /target_app"), TargetAppResult)


def get_target_apps() -> Pages[TargetAppResult]:
    """The target apps.

    API: GET /target_app.
    """
    return TARGET_APPS()
