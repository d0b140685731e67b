"""Lookups: users of the project."""

from __future__ import annotations

from pulumi_statsig_console.results.user import UserResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

USER = Lookup("get_user", operation("GET /users/{email}"), UserResult)


def get_user(email: str) -> UserResult:
    """The user with this email address.

    API: GET /users/{email}. Raises `NotFound` when there is none.

    Args:
        email: The person's address, as it was invited.
    """
    return USER(**locals())


USERS = ListLookup("get_users", operation("GET /users"), UserResult, wire={"include_stale_members": "include_stale_members"})


def get_users(
    *,
    include_stale_members: bool | None = None,
) -> Pages[UserResult]:
    """The users.

    API: GET /users.

    Args:
        include_stale_members: Whether people are listed too who are no longer in the project.
    """
    return USERS(**locals())


USER_BY_ID = Lookup("get_user_by_id", operation("GET /users/id/{id}"), UserResult)


def get_user_by_id(id: str) -> UserResult:
    """The user with this id.

    API: GET /users/id/{id}. Raises `NotFound` when there is none.

    Args:
        id: The user's own ID, which `owner_id` and `creator_id` hold.
    """
    return USER_BY_ID(**locals())
