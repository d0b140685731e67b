"""Measures the tutorial's commands as users run them, and with plugin acquisition switched off: the package has no plugin to look for.

    python bench/commands.py [--runs 5]

It builds the wheel, installs it in an empty folder, and prints for each command the seconds of both ways and their ratio:
the least by the clock, since waiting for other programs only adds to it, and the median of processor time. Then it prints the time of
`statsig-console check` for a program of 100 gates.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from pathlib import Path

from installed import ROOT, computed_below, install, run, variables
from rich.console import Console
from rich.table import Table

from statsig_console_emulator.testing import Emulator

OFF = {"PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1"}
COMMANDS = (
    "install --no-dependencies",
    "preview",
    "up --yes --skip-preview",
    "refresh --yes --skip-preview",
    "destroy --yes --skip-preview",
)
CHECKED = 100
PROGRAM = f"""\
import pulumi_statsig_console as statsig

office = {{"type": "email", "operator": "str_contains_any", "target_value": ["@example.com"]}}
for number in range({CHECKED}):
    rules = [{{"name": f"rule {{place}}", "pass_percentage": 10 * place, "conditions": [office]}} for place in (1, 2, 3)]
    statsig.Gate(f"gate-{{number}}", name=f"Gate {{number}}", description="as it was", rules=rules)
"""


class Folder:
    """An empty folder with the tutorial's program, and an environment made of the wheel."""

    def __init__(self, place: Path, origin: str) -> None:
        self.path = place / "flags"
        self.path.mkdir()
        self.programs = install(self.path)
        page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
        for name in ("Pulumi.yaml", "__main__.py"):
            found = re.search(rf'^```\w+ title="{name}"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)
            assert found
            (self.path / name).write_text(found[1], encoding="utf-8")
        self.variables = variables(self.programs, place)
        self.pulumi("stack init dev")
        self.pulumi(f"config set statsig:apiUrl {origin}")
        self.pulumi("config set --secret statsig:consoleApiKey console-tutorial")

    def pulumi(self, command: str, **more: str) -> tuple[float, float]:
        """Runs a command; returns its seconds by the clock, and of processor time."""
        return self._taken(["pulumi", *command.split(), "--non-interactive"], self.path, {**self.variables, **more})

    def check(self) -> tuple[float, float]:
        """Checks a program of gates; returns the same two figures."""
        place = self.path.parent / "checked"
        place.mkdir(exist_ok=True)
        (place / "Pulumi.yaml").write_text("name: checked\nruntime: python\n", encoding="utf-8")
        (place / "__main__.py").write_text(PROGRAM, encoding="utf-8")
        return self._taken([str(self.programs / "statsig-console"), "check"], place, self.variables)

    def _taken(self, command: list[str], folder: Path, variables: dict[str, str]) -> tuple[float, float]:
        started, computed = time.perf_counter(), computed_below()
        run(command, folder, variables)
        return time.perf_counter() - started, computed_below() - computed


def main() -> None:
    """Measures both ways in turn, so that other load on the machine affects both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs: int = parser.parse_args().runs
    taken: dict[str, tuple[list[tuple[float, float]], list[tuple[float, float]]]] = {command: ([], []) for command in COMMANDS}
    with tempfile.TemporaryDirectory() as place, Emulator() as emulator:
        folder = Folder(Path(place), emulator.url)
        for number in range(2 * runs):
            off = (number + number // 2) % 2
            for command in COMMANDS:
                taken[command][off].append(folder.pulumi(command, **(OFF if off else {})))
        checks = [folder.check() for _ in range(2 * runs)]
    table = Table("command", "as users run it", "acquisition off", "ratio", "CPU", "CPU, off", "ratio", title=f"seconds, {runs} runs")
    for command, both in taken.items():
        first, second = (min(clock for clock, _ in each) for each in both)
        third, fourth = (statistics.median(cpu for _, cpu in each) for each in both)
        figures = (first, second, first / second, third, fourth, third / fourth)
        table.add_row(command.split()[0], *(f"{figure:.2f}" for figure in figures))
    Console().print(table)
    clock, cpu = min(each for each, _ in checks), statistics.median(each for _, each in checks)
    Console().print(f"statsig-console check, {CHECKED} gates: {clock:.2f} s by the clock, {cpu:.2f} s of processor time")


if __name__ == "__main__":
    main()
