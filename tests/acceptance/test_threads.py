"""Several programs of the Automation API in threads of one process: each works as if it were alone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pulumi
import pulumi_statsig_console as statsig
from statsig_console_emulator.testing import Emulator

from .stacks import Run, Stack, Step

AT_ONCE = 4
GATES = 20


def test_programs_in_threads_work_beside_each_other(tmp_path: Path, emulator: Emulator, key: str) -> None:
    """Each previews, deploys and looks up in its own project, and the process is afterwards as it was."""
    stacks = [Stack(tmp_path / str(number), emulator.url, f"{key}-{number}") for number in range(AT_ONCE)]
    for number, stack in enumerate(stacks):
        emulator.client(stack.key).post("/tags", {"name": f"team {number}", "description": "", "isCore": False})
    together = threading.Barrier(AT_ONCE)

    def program(number: int) -> Callable[[], None]:
        def declare() -> None:
            together.wait(60)
            for gate in range(GATES):
                statsig.Gate(f"gate-{gate}", name=f"Gate {number} {gate}")
            pulumi.export("tags", [tag.name for tag in statsig.get_tags()])

        return declare

    def run(operation: Callable[..., Run]) -> list[Run]:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(lambda number: operation(stacks[number], program(number)), range(AT_ONCE)))

    expected = {f"gate-{gate}": Step("create") for gate in range(GATES)}
    previews = run(Stack.preview)
    limit = getattr(sys, "tracebacklimit", None)
    updates = run(Stack.up)
    again = run(Stack.preview)

    assert [each.steps for each in previews] == [expected] * AT_ONCE
    assert limit is None
    assert not hasattr(sys, "tracebacklimit")
    assert [each.outputs["tags"][0] for each in updates] == [f"team {number}" for number in range(AT_ONCE)]
    assert [each.steps for each in again] == [{}] * AT_ONCE
    for number, stack in enumerate(stacks):
        names = {gate["name"] for gate in emulator.client(stack.key).get("/gates", limit=100).data}
        assert names == {f"Gate {number} {gate}" for gate in range(GATES)}
