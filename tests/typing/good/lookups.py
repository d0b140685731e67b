"""Lookups that should type-check: plain ones, and those that take and give Outputs."""

from typing_extensions import assert_type

import pulumi
import pulumi_statsig_console as statsig

gate = statsig.Gate("gate", name="Gate")

found = statsig.get_gate("a_gate")
assert_type(found.id, str)
assert_type(found.created_time, float)
assert_type(found.tags, list[str] | None)

later = statsig.get_gate_output(gate.id)
assert_type(later.apply(lambda known: known.description), pulumi.Output[str])
statsig.get_gate_output("a_gate")

for each in statsig.get_gates(tags=["a", "b"], type="PERMANENT"):
    assert_type(each.id, str)

statsig.Tag("tag", name=found.description, description=later.apply(lambda known: known.id))
