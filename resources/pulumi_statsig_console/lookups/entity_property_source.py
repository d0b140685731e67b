"""Lookups: entity properties of warehouse-native projects."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.results.entity_property_source import EntityPropertySourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

_ENTITY_PROPERTY_SOURCE = Lookup(
    "get_entity_property_source", operation("GET /experiments/entity_property/{name}"), EntityPropertySourceResult
)


def get_entity_property_source(name: str) -> EntityPropertySourceResult:
    """The entity property source with this name.

    API: GET /experiments/entity_property/{name}. Raises `NotFound` when there is none.

    Args:
        name: The source's name, which stands for an ID here.
    """
    return _ENTITY_PROPERTY_SOURCE(name=name)


def get_entity_property_source_output(name: pulumi.Input[str]) -> pulumi.Output[EntityPropertySourceResult]:
    """`get_entity_property_source` as an Output."""
    return _ENTITY_PROPERTY_SOURCE.output(name=name)


_ENTITY_PROPERTY_SOURCES = ListLookup(
    "get_entity_property_sources", operation("GET /experiments/entity_properties"), EntityPropertySourceResult
)


def get_entity_property_sources() -> Pages[EntityPropertySourceResult]:
    """The entity property sources.

    API: GET /experiments/entity_properties.
    """
    return _ENTITY_PROPERTY_SOURCES()


def get_entity_property_sources_output() -> pulumi.Output[list[EntityPropertySourceResult]]:
    """`get_entity_property_sources` as an Output, the whole list."""
    return _ENTITY_PROPERTY_SOURCES.output()
