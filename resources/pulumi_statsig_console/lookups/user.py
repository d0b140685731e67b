"""Lookups: users of the project."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.user import UserResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_USER = Lookup("get_user", operation("GET /users/{email}"), UserResult)


def get_user(email: str) -> UserResult:
    """The user with this email address.

    API: GET /users/{email}. Raises `NotFound` when there is none.

    Args:
        email: The person's address, as it was invited.
    """
    return _USER(email=email)


def get_user_output(email: pulumi.Input[str]) -> pulumi.Output[UserResult]:
    """`get_user` as an Output."""
    return _USER.output(email=email)


_USERS = ListLookup("get_users", operation("GET /users"), UserResult, wire={"include_stale_members": "include_stale_members"})


def get_users(
    *,
    include_stale_members: bool | None = None,
) -> Pages[UserResult]:
    """The users.

    API: GET /users.

    Args:
        include_stale_members: Whether people are listed too who are no longer in the project.
    """
    return _USERS(include_stale_members=include_stale_members)


def get_users_output(
    *,
    include_stale_members: pulumi.Input[bool] | None = None,
) -> pulumi.Output[list[UserResult]]:
    """`get_users` as an Output, the whole list."""
    return _USERS.output(include_stale_members=include_stale_members)


_USER_BY_ID = Lookup("get_user_by_id", operation("GET /users/id/{id}"), UserResult)


def get_user_by_id(id: str) -> UserResult:
    """The user with this id.

    API: GET /users/id/{id}. Raises `NotFound` when there is none.

    Args:
        id: The user's own ID, which `owner_id` and `creator_id` hold.
    """
    return _USER_BY_ID(id=id)


def get_user_by_id_output(id: pulumi.Input[str]) -> pulumi.Output[UserResult]:
    """`get_user_by_id` as an Output."""
    return _USER_BY_ID.output(id=id)
