"""The lookups of `role` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.role import ROLE, ROLES
from pulumi_statsig_console.results.role import RoleResult


def get_role_output(id: pulumi.Input[str]) -> pulumi.Output[RoleResult]:
    """`get_role` as an Output."""
    return ROLE.output(**locals())


def get_roles_output() -> pulumi.Output[list[RoleResult]]:
    """`get_roles` as an Output, the whole list."""
    return ROLES.output()
