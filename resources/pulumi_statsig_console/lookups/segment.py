"""Lookups: segments and their ids."""

from __future__ import annotations

from pulumi_statsig_console.results.id_list_metadata import IdListMetadataResult
from pulumi_statsig_console.results.segment import SegmentResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

SEGMENT = Lookup("get_segment", operation("GET /segments/{id}"), SegmentResult)


def get_segment(id: str) -> SegmentResult:
    """The segment with this id.

    API: GET /segments/{id}. Raises `NotFound` when there is none.

    Args:
        id: The segment's ID, by which conditions name it.
    """
    return SEGMENT(**locals())


SEGMENTS = ListLookup("get_segments", operation("GET /segments"), SegmentResult)


def get_segments() -> Pages[SegmentResult]:
    """The segments.

    API: GET /segments.
    """
    return SEGMENTS()


SEGMENT_IDS = ListLookup("get_segment_ids", operation("GET /segments/{id}/id_list"), str, within="ids")


def get_segment_ids(id: str) -> Pages[str]:
    """The ids in a segment of type `id_list`.

    API: GET /segments/{id}/id_list. Raises `NotFound` when there is none.

    Args:
        id: The segment's ID, by which conditions name it.
    """
    return SEGMENT_IDS(**locals())


SEGMENT_ID_LIST_METADATA = Lookup("get_segment_id_list_metadata", operation("GET /segments/{id}/idlist_metadata"), IdListMetadataResult)


def get_segment_id_list_metadata(id: str) -> IdListMetadataResult:
    """The version of a segment's list in the user store, and whether it is being updated.

    API: GET /segments/{id}/idlist_metadata. Raises `NotFound` when there is none.

    Args:
        id: The segment's ID, by which conditions name it.
    """
    return SEGMENT_ID_LIST_METADATA(**locals())
