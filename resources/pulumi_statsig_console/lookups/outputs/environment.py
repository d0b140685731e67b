"""The lookups of `environment` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.environment import ENVIRONMENTS
from pulumi_statsig_console.results.environment import EnvironmentResult


def get_environments_output() -> pulumi.Output[list[EnvironmentResult]]:
    """`get_environments` as an Output."""
    return ENVIRONMENTS.output()
