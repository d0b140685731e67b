"""Lookups: API keys; a key's text is its id, and a secret."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.key import KeyResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_KEY = Lookup("get_key", operation("GET /keys/{id}", secret=True), KeyResult)


def get_key(id: str) -> KeyResult:
    """The key with this text.

    API: GET /keys/{id}. Raises `NotFound` when there is none. No error shows the text.

    Args:
        id: The key's text, which is the API's ID of it. It is shown in no error.
    """
    return _KEY(id=id)


def get_key_output(id: pulumi.Input[str]) -> pulumi.Output[KeyResult]:
    """`get_key` as a secret Output."""
    return _KEY.output(id=id)


_KEYS = ListLookup("get_keys", operation("GET /keys"), KeyResult)


def get_keys(*, primary_target_app: str | None = None, environment: str | None = None) -> Pages[KeyResult]:
    """The keys, filtered; their texts included.

    API: GET /keys.

    Args:
        primary_target_app: Only keys whose configs are those of this application.
        environment: Only keys that work for the environment with this name.
    """
    return _KEYS(primary_target_app=primary_target_app, environment=environment)


def get_keys_output(
    *, primary_target_app: pulumi.Input[str] | None = None, environment: pulumi.Input[str] | None = None
) -> pulumi.Output[list[KeyResult]]:
    """`get_keys` as a secret Output, the whole list."""
    return _KEYS.output(primary_target_app=primary_target_app, environment=environment)
