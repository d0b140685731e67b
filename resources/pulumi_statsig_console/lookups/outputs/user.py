"""The lookups of `user` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.user import USER, USER_BY_ID, USERS
from pulumi_statsig_console.results.user import UserResult


def get_user_output(email: pulumi.Input[str]) -> pulumi.Output[UserResult]:
    """`get_user` as an Output."""
    return USER.output(**locals())


def get_users_output(*, include_stale_members: pulumi.Input[bool] | None = None) -> pulumi.Output[list[UserResult]]:
    """`get_users` as an Output, the whole list."""
    return USERS.output(**locals())


def get_user_by_id_output(id: pulumi.Input[str]) -> pulumi.Output[UserResult]:
    """`get_user_by_id` as an Output."""
    return USER_BY_ID.output(**locals())
