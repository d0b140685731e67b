"""Lookups: API keys; a key's text is its id, and a secret."""

from __future__ import annotations

from pulumi_statsig_console.results.key import KeyResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

KEY = Lookup("get_key", operation("GET /keys/{id}", secret=True), KeyResult)


def get_key(id: str) -> KeyResult:
    """The key with this text.

    API: GET /keys/{id}. Raises `NotFound` when there is none. No error shows the text.

    Args:
        id: The key's text, which is the API's ID of it. No error shows it.
    """
    return KEY(**locals())


KEYS = ListLookup("get_keys", operation("GET /keys"), KeyResult)


def get_keys(*, primary_target_app: str | None = None, environment: str | None = None) -> Pages[KeyResult]:
    """The keys, filtered; their texts included.

    API: GET /keys.

    Args:
        primary_target_app: Only keys whose configs are those of this application.
        environment: Only keys that work for the environment with this name.
    """
    return KEYS(**locals())
