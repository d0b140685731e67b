"""The real rate limits: one update of 300 gates against an emulator that refuses what is too much."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from statsig_console_emulator.testing import Emulator
from tests.acceptance.stacks import Project

GATES = 300
WINDOW, PER_WINDOW = 10.0, 100
SLACK = 1.1
"""How much longer than the limits require an update may take."""


@dataclass(frozen=True)
class Run:
    """One update: seconds from its first change to its last, those that the limits require, the refusals, and what is wrong."""

    paced: bool
    seconds: float
    required: float
    refusals: int
    problems: tuple[str, ...]


def run(folder: Path, paced: bool, gates: int = GATES, limited: bool = True, floor: float = 0.0) -> tuple[Run, str]:
    """Creates so many gates by one `pulumi up`, and tells what it printed. `floor` is what this machine takes without limits."""
    key = f"console-limits-{'paced' if paced else 'unpaced'}-hush"
    source = f"for number in range({gates}):\n    statsig.Gate(f'gate-{{number}}', name=f'Gate {{number}}')\n"
    with Emulator(rate_limits=limited) as emulator:
        project = Project(folder, emulator.url, key, source)
        project.configure("statsig:pacing", str(paced).lower())
        started = time.monotonic()
        printed = project.run("up", "--yes", "--skip-preview")
        whole = time.monotonic() - started
        changes = [entry for entry in emulator.requests() if entry.method == "POST"]
        made = len(emulator.client(key).get("/gates", limit=gates).data)
    refusals = sum(entry.status == 429 for entry in changes)
    taken = (changes[-1].time - changes[0].time) / 1000
    # The first hundred go at Pulumi's own pace, and each further one a window after its predecessor by a hundred.
    first = (changes[min(PER_WINDOW, gates) - 1].time - changes[0].time) / 1000
    required = max(first + (gates - 1) // PER_WINDOW * WINDOW, floor)
    problems = []
    if made != gates:
        problems.append(f"the project has {made} gates")
    if sum(entry.status < 400 for entry in changes) != gates:
        problems.append(f"{sum(entry.status < 400 for entry in changes)} gates were created in {whole:.0f} s")
    if paced and refusals:
        problems.append(f"{refusals} requests were refused")
    if paced and taken > required * SLACK:
        problems.append(f"it took {taken:.1f} s, where the limits require {required:.0f} s")
    if limited and not paced and not refusals:
        problems.append("nothing was refused, so nothing was shown")
    return Run(paced, taken, required, refusals, tuple(problems)), printed
