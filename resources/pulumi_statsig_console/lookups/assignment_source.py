"""Lookups: assignment sources of warehouse-native projects; the API only reads them as a list."""

from __future__ import annotations

from pulumi_statsig_console.results.assignment_source import AssignmentSourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Pages

ASSIGNMENT_SOURCES = ListLookup("get_assignment_sources", operation("GET /experiments/assignment_sources"), AssignmentSourceResult)


def get_assignment_sources() -> Pages[AssignmentSourceResult]:
    """The assignment sources.

    API: GET /experiments/assignment_sources.
    """
    return ASSIGNMENT_SOURCES()
