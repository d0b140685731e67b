"""Lookups: assignment sources of warehouse-native projects; the API reads them as a list alone."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.assignment_source import AssignmentSourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Pages

_ASSIGNMENT_SOURCES = ListLookup("get_assignment_sources", operation("GET /experiments/assignment_sources"), AssignmentSourceResult)


def get_assignment_sources() -> Pages[AssignmentSourceResult]:
    """The assignment sources.

    API: GET /experiments/assignment_sources.
    """
    return _ASSIGNMENT_SOURCES()


def get_assignment_sources_output() -> pulumi.Output[list[AssignmentSourceResult]]:
    """`get_assignment_sources` as an Output, the whole list."""
    return _ASSIGNMENT_SOURCES.output()
