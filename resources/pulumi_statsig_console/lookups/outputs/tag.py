"""The lookups of `tag` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.tag import TAG, TAGS
from pulumi_statsig_console.results.tag import TagResult


def get_tag_output(id: pulumi.Input[str]) -> pulumi.Output[TagResult]:
    """`get_tag` as an Output."""
    return TAG.output(**locals())


def get_tags_output() -> pulumi.Output[list[TagResult]]:
    """`get_tags` as an Output, the whole list."""
    return TAGS.output()
