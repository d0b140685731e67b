"""The vendor's rate limits: one update of 300 gates, and two at once with two keys, against an emulator that enforces them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from statsig_console_emulator import Store
from statsig_console_emulator.testing import Emulator
from tests.acceptance.stacks import Project

GATES = 300
WINDOW, PER_WINDOW = 10.0, 100
SLACK = 1.1
"""The factor by which an update may take longer than the limits require."""


@dataclass(frozen=True)
class Run:
    """One update: seconds from its first change to its last, those that the limits require, the refusals, and the problems."""

    paced: bool
    seconds: float
    required: float
    refusals: int
    problems: tuple[str, ...]


def run(folder: Path, paced: bool, gates: int = GATES, limited: bool = True, floor: float = 0.0) -> tuple[Run, str]:
    """Creates this number of gates by one `pulumi up`; also returns its output. `floor` is the time without limits on this machine."""
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


def second_key(store: Store, key: str) -> str:
    """Another key of the project that a key opens, made by a request that does not count for the limits."""
    with Emulator(store=store) as emulator:
        made = emulator.client(key).post("/keys", {"description": "ci", "type": "CONSOLE", "scopes": ["omni_read_write"]})
        return str(made.data["key"])


def together(folder: Path, redis: str, gates: int = GATES // 2) -> tuple[Run, list[str], list[str]]:
    """Two updates at once, in processes of their own and with keys of their own, of one project; they count in one Redis.

    Also returns their output, and their keys.
    """
    key, store = "console-limits-together-hush", Store()
    other = second_key(store, key)
    with Emulator(store=store, rate_limits=True) as emulator:
        projects = []
        for name, each in (("one", key), ("two", other)):
            source = f"for number in range({gates}):\n    statsig.Gate(f'gate-{{number}}', name=f'{name} {{number}}')\n"
            project = Project(folder / name, emulator.url, each, source)
            project.configure("statsig:pacing", "true")
            project.configure("statsig:rateLimitStore", redis, secret=True)
            projects.append(project)
        with ThreadPoolExecutor(2) as threads:
            printed = list(threads.map(lambda project: project.run("up", "--yes", "--skip-preview"), projects))
        changes = emulator.requests("POST", "/gates")
    refusals = sum(entry.status == 429 for entry in changes)
    problems = [f"{refusals} requests were refused"] if refusals else []
    if len({entry.key for entry in changes}) != 2:
        problems.append("the two keys did not work at once")
    if sum(entry.status < 400 for entry in changes) != 2 * gates:
        problems.append(f"{sum(entry.status < 400 for entry in changes)} gates were created")
    required = (2 * gates - 1) // PER_WINDOW * WINDOW
    return Run(True, (changes[-1].time - changes[0].time) / 1000, required, refusals, tuple(problems)), printed, [key, other]
