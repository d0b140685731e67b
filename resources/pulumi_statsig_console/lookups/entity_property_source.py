"""Lookups: entity properties of warehouse-native projects."""

from __future__ import annotations

from pulumi_statsig_console.results.entity_property_source import EntityPropertySourceResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

ENTITY_PROPERTY_SOURCE = Lookup(
    "get_entity_property_source", operation("GET /experiments/entity_property/{name}"), EntityPropertySourceResult
)


def get_entity_property_source(name: str) -> EntityPropertySourceResult:
    """The entity property source with this name.

    API: GET /experiments/entity_property/{name}. Raises `NotFound` when there is none.

    Args:
        name: The source's name, which is its ID here.
    """
    return ENTITY_PROPERTY_SOURCE(**locals())


ENTITY_PROPERTY_SOURCES = ListLookup(
    "get_entity_property_sources", operation("GET /experiments/entity_properties"), EntityPropertySourceResult
)


def get_entity_property_sources() -> Pages[EntityPropertySourceResult]:
    """The entity property sources.

    API: GET /experiments/entity_properties.
    """
    return ENTITY_PROPERTY_SOURCES()
