"""The lookups of `segment` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.segment import SEGMENT, SEGMENT_ID_LIST_METADATA, SEGMENT_IDS, SEGMENTS
from pulumi_statsig_console.results.id_list_metadata import IdListMetadataResult
from pulumi_statsig_console.results.segment import SegmentResult


def get_segment_output(id: pulumi.Input[str]) -> pulumi.Output[SegmentResult]:
    """`get_segment` as an Output."""
    return SEGMENT.output(**locals())


def get_segments_output() -> pulumi.Output[list[SegmentResult]]:
    """`get_segments` as an Output, the whole list."""
    return SEGMENTS.output()


def get_segment_ids_output(id: pulumi.Input[str]) -> pulumi.Output[list[str]]:
    """`get_segment_ids` as an Output, the whole list."""
    return SEGMENT_IDS.output(**locals())


def get_segment_id_list_metadata_output(id: pulumi.Input[str]) -> pulumi.Output[IdListMetadataResult]:
    """`get_segment_id_list_metadata` as an Output."""
    return SEGMENT_ID_LIST_METADATA.output(**locals())
