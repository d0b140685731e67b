"""Lists that mean sets, through the real CLI: long ones in any order, and what a difference looks like."""

from __future__ import annotations

from .conftest import Traffic
from .stacks import Program, Stack, written

PROGRAM = """
import random
ids = [f"user-{{number:06}}" for number in range(10_000)]
ids[{place}] = {element!r}
random.Random({seed}).shuffle(ids)
segment = statsig.Segment("beta", name="Beta", type="id_list")
statsig.SegmentIdList("ids", segment_id=segment.id, ids=ids)
"""


def program(seed: int, element: str = "user-004711") -> Program:
    """A list of 10,000 IDs in some order, with one of them as given."""
    return written(PROGRAM.format(seed=seed, element=element, place=4711))


def test_ten_thousand_ids_in_another_order_are_no_change(stack: Stack, traffic: Traffic) -> None:
    """A set in another order asks for nothing, and one ID exchanged for another is one line of a preview, and one of each request."""
    stack.up(program(1))

    assert stack.preview(program(2)).steps == {}
    stack.refresh(program(2), expect_no_changes=True)
    shown = stack.preview(program(3, "x"), diff=True).text
    traffic.since()
    stack.up(program(3, "x"))
    sent = traffic.mutations()
    assert stack.preview(program(3, "x")).steps == {}

    changed = [line.strip() for line in shown.splitlines() if line.strip().startswith(("~ [", "+ [", "- [", "+ ", "- "))]
    assert [line.partition(": ")[2] for line in changed] == ['"user-004711" => "x"']
    assert len(shown.splitlines()) <= 40
    assert sent == ["DELETE /segments/{id}/id_list", "PATCH /segments/{id}/id_list"]
