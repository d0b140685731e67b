"""Lookups: environments."""

from __future__ import annotations

from pulumi_statsig_console.results.environment import EnvironmentResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import WholeLookup

ENVIRONMENTS = WholeLookup("get_environments", operation("GET /environments"), EnvironmentResult, within="environments")


def get_environments() -> list[EnvironmentResult]:
    """The environments, in their order.

    API: GET /environments.
    """
    return ENVIRONMENTS()
