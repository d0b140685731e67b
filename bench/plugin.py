"""How long Pulumi takes with the plugin, next to a plugin that does nothing, for one program in YAML; and the size of state with each.

    python bench/plugin.py [--size 200] [--runs 3]

The wheel is installed in an environment of its own first. Both sides are deployed, previewed, refreshed and destroyed in turn by the
real CLI, on a local backend and an emulator of their own. It prints the median of each run's ratio to the plugin that does nothing,
by the clock and of processor time, and the bytes of state that a gate takes with the plugin and with the package.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from installed import ROOT, computed_below, install, run, variables
from rich.console import Console
from rich.table import Table

from provider import KEY, Api, Setting, Stack, folder_of

sys.path[:0] = [str(ROOT / "tools" / "pulumi")]

import hosts  # noqa: E402

OPERATIONS = {
    "up": ("up", "--yes", "--skip-preview"),
    "preview": ("preview",),
    "refresh": ("refresh", "--yes", "--skip-preview"),
    "destroy": ("destroy", "--yes", "--skip-preview"),
}
CONDITIONS = (
    {"type": "email", "operator": "str_contains_any", "targetValue": ["@example.com"]},
    {"type": "country", "operator": "any", "targetValue": ["SE", "NL"]},
    {"type": "public"},
)


def program(package: str, size: int) -> dict[str, Any]:
    """Gates with three rules, as JSON, which is YAML too."""
    rules = [
        {"name": f"rule {place}", "passPercentage": 10 * place, "conditions": [condition], "environments": ["production"]}
        for place, condition in enumerate(CONDITIONS, 1)
    ]
    gates = [{"name": f"Gate {number:05}", "description": "as it was", "rules": rules} for number in range(size)]
    named = {f"gate-{number}": {"type": f"{package}:Gate", "properties": gate} for number, gate in enumerate(gates)}
    return {"name": "bench", "runtime": "yaml", "resources": named}


class Yaml:
    """A program in YAML on a local backend."""

    def __init__(self, place: Path, programs: Path, api: Api, package: str, size: int) -> None:
        self.folder = place / package
        self.folder.mkdir()
        (self.folder / "Pulumi.yaml").write_text(json.dumps(program(package, size)), encoding="utf-8")
        self.environment = variables(programs, self.folder)
        self.environment |= {
            "PATH": os.pathsep.join([str(programs), str(hosts.find(("yaml",))), self.environment["PATH"]]),
            "STATSIG_ALLOW": "deletes",
            "STATSIG_CONSOLE_API_KEY": KEY,
            "STATSIG_CONSOLE_API_URL": f"{api.origin}/console/v1",
        }
        self.pulumi("stack", "init", "bench")

    def pulumi(self, *arguments: str) -> str:
        """Runs the CLI and returns its output."""
        return run(["pulumi", *arguments, "--non-interactive"], self.folder, self.environment)

    def measure(self, operation: str) -> tuple[float, float]:
        """Runs an operation; returns its seconds by the clock, and of processor time."""
        computed, started = computed_below(), time.perf_counter()
        self.pulumi(*OPERATIONS[operation], "--stack", "bench", "--suppress-outputs", "--suppress-progress")
        return time.perf_counter() - started, computed_below() - computed

    def state(self) -> str:
        """The stack's state."""
        return self.pulumi("stack", "export", "--stack", "bench")


def gates_in(state: str) -> list[dict[str, Any]]:
    """The gates in a stack's state."""
    return [each for each in json.loads(state)["deployment"]["resources"] if each["type"].endswith(":Gate")]


def bytes_each(state: str) -> int:
    """The bytes of state for each gate."""
    gates = gates_in(state)
    return round(len(json.dumps(gates, separators=(",", ":"))) / len(gates))


def nothing(place: Path, programs: Path, outputs: dict[str, Any]) -> None:
    """Puts the plugin that does nothing where Pulumi looks for it."""
    (place / "outputs.json").write_text(json.dumps(outputs), encoding="utf-8")
    script = programs / "pulumi-resource-nothing"
    command = f"exec {programs / 'python'} {ROOT / 'bench' / 'nothing_plugin.py'} {place / 'outputs.json'}"
    script.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    script.chmod(0o755)


def main() -> None:
    """Measures, and prints the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    taken: defaultdict[str, list[tuple[float, float, float, float]]] = defaultdict(list)
    with closing(Api()) as api, tempfile.TemporaryDirectory() as name:
        place = Path(name)
        programs = install(place)
        ours = Yaml(place, programs, api, "statsig-console", options.size)
        ours.measure("up")
        by_plugin = bytes_each(ours.state())
        nothing(place, programs, gates_in(ours.state())[0]["outputs"])
        ours.measure("destroy")
        null = Yaml(place, programs, api, "nothing", options.size)
        for _ in range(options.runs):
            for operation in OPERATIONS:
                taken[operation].append(ours.measure(operation) + null.measure(operation))
        api.start_over(0)
        dynamic = Stack(folder_of(name, "ours"), Setting(api, programs), "ours", "gates", options.size)
        dynamic.pulumi("up", "--yes", "--skip-preview")
        dynamic.pulumi("stack", "export", "--file", f"{name}/state.json")
        by_python = bytes_each((place / "state.json").read_text(encoding="utf-8"))
    table = Table("operation", "seconds", "nothing", "ratio", "CPU", "nothing", "ratio")
    for operation, runs in taken.items():
        figures = [*zip(*runs, strict=True)]
        clock, cpu, clock_null, cpu_null = (statistics.median(each) for each in figures)
        ratios = [statistics.median(a / b for a, b in zip(figures[at], figures[at + 2], strict=True)) for at in (0, 1)]
        table.add_row(operation, *(f"{each:.2f}" for each in (clock, clock_null, ratios[0], cpu, cpu_null, ratios[1])))
    console = Console()
    console.print(table)
    console.print(
        f"{options.size} gates, {options.runs} runs. State of a gate: {by_plugin} bytes by the plugin, {by_python} by the Python package."
    )


if __name__ == "__main__":
    main()
