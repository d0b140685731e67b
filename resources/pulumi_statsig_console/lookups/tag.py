"""Lookups: tags."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.tag import TagResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_TAG = Lookup("get_tag", operation("GET /tags/{id}"), TagResult)


def get_tag(id: str) -> TagResult:
    """The tag with this id.

    API: GET /tags/{id}. Raises `NotFound` when there is none.

    Args:
        id: The tag's ID, as the API made it, or its name.
    """
    return _TAG(id=id)


def get_tag_output(id: pulumi.Input[str]) -> pulumi.Output[TagResult]:
    """`get_tag` as an Output."""
    return _TAG.output(id=id)


_TAGS = ListLookup("get_tags", operation("GET /tags"), TagResult)


def get_tags() -> Pages[TagResult]:
    """The tags.

    API: GET /tags.
    """
    return _TAGS()


def get_tags_output() -> pulumi.Output[list[TagResult]]:
    """`get_tags` as an Output, the whole list."""
    return _TAGS.output()
