"""Lookups: roles."""

from __future__ import annotations

from pulumi_statsig_console.results.role import RoleResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

ROLE = Lookup("get_role", operation("GET /roles/{id}"), RoleResult)


def get_role(id: str) -> RoleResult:
    """The role with this name.

    API: GET /roles/{id}. Raises `NotFound` when there is none.

    Args:
        id: The role's name, which is its ID here.
    """
    return ROLE(**locals())


ROLES = ListLookup("get_roles", operation("GET /roles"), RoleResult)


def get_roles() -> Pages[RoleResult]:
    """The roles.

    API: GET /roles.
    """
    return ROLES()
