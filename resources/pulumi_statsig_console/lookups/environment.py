"""Lookups: environments."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.environment import EnvironmentResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import WholeLookup

_ENVIRONMENTS = WholeLookup("get_environments", operation("GET /environments"), EnvironmentResult, within="environments")


def get_environments() -> list[EnvironmentResult]:
    """The environments, in their order.

    API: GET /environments.
    """
    return _ENVIRONMENTS()


def get_environments_output() -> pulumi.Output[list[EnvironmentResult]]:
    """`get_environments` as an Output."""
    return _ENVIRONMENTS.output()
