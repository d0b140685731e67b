"""Kills: `pulumi up` ended by SIGKILL with all its processes at a random moment, then recovered as the documentation says.

A round starts on a new project and a new stack. The emulator outlives the kill, as the real API does.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statsig_console.stack.bounds import ALLOW_VARIABLE
from statsig_console.stack.settings import ADOPT_VARIABLE
from statsig_console_emulator.testing import Emulator
from tests.acceptance.stacks import Failed, Project

from .contents import contents, difference

PROGRAM = """
SIZE = {size}
EVERYONE = {{"type": "public"}}
for number in range(SIZE * 4):
    gate = statsig.Gate(f"gate-{{number}}", name=f"Gate {{number}}", tags=["shop"], lifecycle="launched" if number % 4 == 0 else "enabled")
    if number % 4 == 1:
        statsig.GateRule(f"rule-{{number}}", gate_id=gate.id, name="everyone", pass_percentage=10, conditions=[EVERYONE])
    if number % 4 == 2:
        statsig.GateOverrides(f"overrides-{{number}}", gate_id=gate.id, passing_user_ids=["u1", "u2"], failing_user_ids=[])
for number in range(SIZE):
    statsig.DynamicConfig(f"config-{{number}}", name=f"Config {{number}}", default_value={{"max": number}})
    statsig.Tag(f"tag-{{number}}", name=f"Tag {{number}}")
    statsig.Experiment(
        f"experiment-{{number}}",
        name=f"Experiment {{number}}",
        lifecycle="active",
        groups=[{{"name": name, "size": 50, "parameter_values": {{"on": name == "Test"}}}} for name in ("Control", "Test")],
    )
    segment = statsig.Segment(f"segment-{{number}}", name=f"Segment {{number}}", type="id_list")
    statsig.SegmentIdList(f"ids-{{number}}", segment_id=segment.id, ids=["u1", "u2"])
"""


def program(objects: int) -> str:
    """A program with about `objects` objects: gates with rules, overrides and lifecycles, configs, tags, running experiments, segments."""
    return PROGRAM.format(size=max(1, objects // 11))


BANDIT = """
statsig.Autotune(
    "bandit",
    name="Bandit",
    id_type="{id_type}",
    variants=[statsig.AutotuneVariant(name=name, json={{"color": name}}) for name in ("red", "blue")],
    success_event="order",
    exploration_window="24hrs",
    attribution_window="2hrs",
    winner_threshold="95%",
)
"""
LEAVING = """
statsig.Gate("leaving", name="Leaving")
statsig.Tag("going", name="Going")
"""
EARLIER = {
    '["shop"]': '["old"]',
    "pass_percentage=10": "pass_percentage=5",
    '"max": number': '"max": -1',
    '"u2"': '"u9"',
    'lifecycle="active"': "duration=7",
}
"""What an earlier program has in the place of the later one's values."""


def changed(objects: int) -> tuple[str, str]:
    """Two programs: the second one updates nearly all objects of the first one, replaces an autotune under its name, and deletes some."""
    later = earlier = program(objects)
    for new, old in EARLIER.items():
        earlier = earlier.replace(new, old)
    return earlier + BANDIT.format(id_type="userID") + LEAVING, later + BANDIT.format(id_type="stableID")


@dataclass(frozen=True)
class Round:
    """One kill: its request and their number, the resources that state then recorded and had pending, and the problems afterwards."""

    seed: int
    request: int
    recorded: int
    pending: int
    problems: tuple[str, ...]


class Kills:
    """Kills updates to one program and recovers from it. Before, the stack is empty, or has the objects of an `earlier` program."""

    def __init__(self, emulator: Emulator, folder: Path, source: str, earlier: str = "") -> None:
        self.emulator = emulator
        self.folder = folder
        self.source = source
        self.earlier = earlier
        self.keys: list[str] = []
        self.printed: list[str] = []
        self.wanted: Mapping[str, list[str]] = {}
        self.requests = 0

    def measure(self) -> None:
        """Runs the program once undisturbed, and notes the number of requests and the project's contents."""
        project = self._project("undisturbed")
        project.run("up", "--yes", "--skip-preview")
        self.requests = self.emulator.count()
        self.wanted = contents(self.emulator, self.keys[-1])

    def round(self, seed: int) -> Round:
        """Kills one update, recovers, and compares the project with that of the undisturbed run."""
        project = self._project(f"round-{seed}")
        chance = random.Random(seed)
        moment, moments_later = chance.randint(1, self.requests), chance.uniform(0.0, 0.1)
        update = subprocess.Popen(
            ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--color=never"],
            cwd=project.folder,
            env=project.variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while self.emulator.count() < moment and update.poll() is None:
            time.sleep(0.002)
        time.sleep(moments_later)
        kill_session(update.pid)
        update.wait()
        problems: list[str] = []
        recorded, pending = held(project)
        try:
            self.printed += recover(project)
            again = project.run("preview", "--json", "--refresh")
            problems += [f"a further preview would {op}" for op in planned(again)]
            if left := held(project)[1]:
                problems.append(f"{left} operations are still pending")
        except Exception as error:
            problems.append(f"recovery failed: {error}"[-1500:])
        if found := difference(self.wanted, contents(self.emulator, self.keys[-1])):
            problems.append(f"the project differs: {found}")
        return Round(seed, moment, recorded, pending, tuple(problems))

    def _project(self, name: str) -> Project:
        self.keys.append(f"console-killed-{name}-hush")
        self.emulator.reset()
        project = Project(self.folder / name, self.emulator.url, self.keys[-1], self.earlier)
        if self.earlier:
            project.run("up", "--yes", "--skip-preview")
            self.emulator.clear_requests()
        project.write(self.source)
        return project


def recover(project: Project) -> list[str]:
    """Runs the commands that docs/reliability.md names for the time after a crash, before the next `pulumi up`; returns their output."""
    printed = []
    attributes = project.folder / ".pulumi/stacks/acceptance/dev.json.attrs"
    if attributes.exists() and not attributes.stat().st_size:
        attributes.unlink()
    printed.append(project.run("cancel", "--yes"))
    printed.append(project.run("refresh", "--yes", "--clear-pending-creates", "--skip-preview"))
    project.variables[ADOPT_VARIABLE] = "true"
    try:
        printed.append(project.run("up", "--yes", "--skip-preview"))
    except Failed as refused:
        # A gate that was created and not launched yet: the guard of rollouts would stop its launch.
        if f"{ALLOW_VARIABLE}=rollouts" not in str(refused):
            raise
        printed.append(str(refused))
        project.variables[ALLOW_VARIABLE] = "rollouts"
        printed.append(project.run("up", "--yes", "--skip-preview"))
        del project.variables[ALLOW_VARIABLE]
    del project.variables[ADOPT_VARIABLE]
    return printed


def held(project: Project) -> tuple[int, int]:
    """The number of resources in the stack's checkpoint, and of its pending operations."""
    file = project.folder / ".pulumi/stacks/acceptance/dev.json"
    latest = json.loads(file.read_text())["checkpoint"]["latest"] or {}
    return len(latest.get("resources") or []), len(latest.get("pending_operations") or [])


def planned(preview: str) -> Iterator[str]:
    """The steps of `pulumi preview --json` that change something."""
    told: dict[str, Any] = json.loads(preview[preview.index("{") :])
    for step in told.get("steps", []):
        if step["op"] not in {"same", "refresh", "read"}:
            yield f"{step['op']} {step['urn'].rpartition('::')[2]}"


def kill_session(leader: int) -> None:
    """Kills every process of the session that a process leads: the CLI, the language host, the program, the provider."""
    for _ in range(3):
        for pid in members(leader):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def members(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The fourth number after the name in parentheses is the session.
                session = int((entry / "stat").read_text().rpartition(")")[2].split()[3])
            except (OSError, ValueError):
                continue
            if session == leader:
                found.append(int(entry.name))
    return found
