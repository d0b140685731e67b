"""The lookups of `entity_property_source` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.entity_property_source import ENTITY_PROPERTY_SOURCE, ENTITY_PROPERTY_SOURCES
from pulumi_statsig_console.results.entity_property_source import EntityPropertySourceResult


def get_entity_property_source_output(name: pulumi.Input[str]) -> pulumi.Output[EntityPropertySourceResult]:
    """`get_entity_property_source` as an Output."""
    return ENTITY_PROPERTY_SOURCE.output(**locals())


def get_entity_property_sources_output() -> pulumi.Output[list[EntityPropertySourceResult]]:
    """`get_entity_property_sources` as an Output, the whole list."""
    return ENTITY_PROPERTY_SOURCES.output()
