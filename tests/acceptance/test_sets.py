"""Lists that mean sets, through the real CLI: long ones in any order, and what a difference looks like."""

from __future__ import annotations

from pathlib import Path

from statsig_console_emulator.testing import Emulator

from .conftest import Traffic
from .stacks import Project

PROGRAM = """
import random
ids = [f"user-{{number:06}}" for number in range(10_000)]
ids[{place}] = {element!r}
random.Random({seed}).shuffle(ids)
segment = statsig.Segment("beta", name="Beta", type="id_list")
statsig.SegmentIdList("ids", segment_id=segment.id, ids=ids)
"""


def program(seed: int, element: str = "user-004711") -> str:
    """A list of 10,000 IDs in some order, with one of them as given."""
    return PROGRAM.format(seed=seed, element=element, place=4711)


def test_ten_thousand_ids_in_another_order_are_no_change(tmp_path: Path, emulator: Emulator, key: str, traffic: Traffic) -> None:
    """A set in another order asks for nothing, and one ID exchanged for another is one line of a preview, and one of each request."""
    made = Project(tmp_path / "project", emulator.url, key, program(1))
    made.run("up", "--yes", "--skip-preview")

    made.write(program(2))
    made.run("preview", "--expect-no-changes")
    made.run("refresh", "--yes", "--skip-preview", "--expect-no-changes")
    made.write(program(3, "x"))
    shown = made.run("preview", "--diff")
    traffic.since()
    made.run("up", "--yes", "--skip-preview")
    sent = traffic.mutations()
    made.run("preview", "--expect-no-changes")

    changed = [line.strip() for line in shown.splitlines() if line.strip().startswith(("~ [", "+ [", "- [", "+ ", "- "))]
    assert [line.partition(": ")[2] for line in changed] == ['"user-004711" => "x"']
    assert len(shown.splitlines()) <= 40
    assert sent == ["DELETE /segments/{id}/id_list", "PATCH /segments/{id}/id_list"]
