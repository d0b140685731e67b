"""The lookups of `unit_id_type` as Outputs. Written by tools/outputs.py."""

from __future__ import annotations

import pulumi
from pulumi_statsig_console.lookups.unit_id_type import UNIT_ID_TYPE, UNIT_ID_TYPES
from pulumi_statsig_console.results.unit_id_type import UnitIdTypeResult


def get_unit_id_type_output(id: pulumi.Input[str]) -> pulumi.Output[UnitIdTypeResult]:
    """`get_unit_id_type` as an Output."""
    return UNIT_ID_TYPE.output(**locals())


def get_unit_id_types_output() -> pulumi.Output[list[UnitIdTypeResult]]:
    """`get_unit_id_types` as an Output, the whole list."""
    return UNIT_ID_TYPES.output()
