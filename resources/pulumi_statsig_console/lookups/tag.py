"""Lookups: tags."""

from __future__ import annotations

from pulumi_statsig_console.results.tag import TagResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

TAG = Lookup("get_tag", operation("GET /tags/{id}"), TagResult)


def get_tag(id: str) -> TagResult:
    """The tag with this id.

    API: GET /tags/{id}. Raises `NotFound` when there is none.

    Args:
        id: The tag's ID, as the API made it, or its name.
    """
    return TAG(**locals())


TAGS = ListLookup("get_tags", operation("GET /tags"), TagResult)


def get_tags() -> Pages[TagResult]:
    """The tags.

    API: GET /tags.
    """
    return TAGS()
