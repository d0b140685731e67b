"""Lookups: roles."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.role import RoleResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_ROLE = Lookup("get_role", operation("GET /roles/{id}"), RoleResult)


def get_role(id: str) -> RoleResult:
    """The role with this name.

    API: GET /roles/{id}. Raises `NotFound` when there is none.

    Args:
        id: The role's name, which stands for an ID here.
    """
    return _ROLE(id=id)


def get_role_output(id: pulumi.Input[str]) -> pulumi.Output[RoleResult]:
    """`get_role` as an Output."""
    return _ROLE.output(id=id)


_ROLES = ListLookup("get_roles", operation("GET /roles"), RoleResult)


def get_roles() -> Pages[RoleResult]:
    """The roles.

    API: GET /roles.
    """
    return _ROLES()


def get_roles_output() -> pulumi.Output[list[RoleResult]]:
    """`get_roles` as an Output, the whole list."""
    return _ROLES.output()
