"""Lookups: unit ID types."""

from __future__ import annotations

from pulumi_statsig_console.results.unit_id_type import UnitIdTypeResult
from statsig_console.declaring.operations import operation
from statsig_console.lookup import ListLookup, Lookup, Pages

UNIT_ID_TYPE = Lookup("get_unit_id_type", operation("GET /unit_id_types/{id}"), UnitIdTypeResult)


def get_unit_id_type(id: str) -> UnitIdTypeResult:
    """The unit ID type with this name.

    API: GET /unit_id_types/{id}. Raises `NotFound` when there is none.

    Args:
        id: The type's name, such as `userID`, which is its ID here.
    """
    return UNIT_ID_TYPE(**locals())


UNIT_ID_TYPES = ListLookup("get_unit_id_types", operation("GET /unit_id_types"), UnitIdTypeResult)


def get_unit_id_types() -> Pages[UnitIdTypeResult]:
    """The unit ID types.

    API: GET /unit_id_types.
    """
    return UNIT_ID_TYPES()
