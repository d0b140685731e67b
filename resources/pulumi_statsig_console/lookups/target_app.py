"""Lookups: target apps."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.target_app import TargetAppResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_TARGET_APP = Lookup("get_target_app", operation("GET /target_app/{id}"), TargetAppResult)


def get_target_app(id: str) -> TargetAppResult:
    """The target app with this id. The API tells its id and name alone.

    API: GET /target_app/{id}. Raises `NotFound` when there is none.

    Args:
        id: The app's ID, as the API made it.
    """
    return _TARGET_APP(id=id)


def get_target_app_output(id: pulumi.Input[str]) -> pulumi.Output[TargetAppResult]:
    """`get_target_app` as an Output."""
    return _TARGET_APP.output(id=id)


_TARGET_APPS = ListLookup("get_target_apps", operation("GET /target_app"), TargetAppResult)


def get_target_apps() -> Pages[TargetAppResult]:
    """The target apps.

    API: GET /target_app.
    """
    return _TARGET_APPS()


def get_target_apps_output() -> pulumi.Output[list[TargetAppResult]]:
    """`get_target_apps` as an Output, the whole list."""
    return _TARGET_APPS.output()
