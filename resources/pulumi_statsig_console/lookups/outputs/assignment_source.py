"""The lookups of `assignment_source` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.assignment_source import ASSIGNMENT_SOURCES
from pulumi_statsig_console.results.assignment_source import AssignmentSourceResult


def get_assignment_sources_output() -> pulumi.Output[list[AssignmentSourceResult]]:
    """`get_assignment_sources` as an Output, the whole list."""
    return ASSIGNMENT_SOURCES.output()
