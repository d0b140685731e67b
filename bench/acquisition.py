"""The tutorial's commands as users run them, next to the same with plugin acquisition switched off: the package has no plugin to look for.

    python bench/acquisition.py [--runs 5]

It builds the wheel, installs it in an empty folder, and prints for each command seconds both ways and their ratio:
the least by the clock, since waiting for other programs only adds to it, and the median of processor time.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools" / "pulumi")]

from install import find  # noqa: E402

from statsig_console_emulator.testing import Emulator  # noqa: E402

OFF = {"PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1"}
COMMANDS = (
    "install --no-dependencies",
    "preview",
    "up --yes --skip-preview",
    "refresh --yes --skip-preview",
    "destroy --yes --skip-preview",
)
UV = Path(sys.executable).parent / "uv"


class Folder:
    """An empty folder with the tutorial's program, and an environment made of the wheel."""

    def __init__(self, place: Path, origin: str) -> None:
        self.path = place / "flags"
        self.path.mkdir()
        run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)], ROOT)
        run([sys.executable, "-m", "venv", ".venv"], self.path)
        libraries = ["--find-links", str(place), "-c", str(ROOT / "locks" / "dev.txt")]
        run([str(UV), "pip", "install", "-q", "--python", ".venv", *libraries, "pulumi-statsig-console[emulator]"], self.path)
        page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
        for name in ("Pulumi.yaml", "__main__.py"):
            found = re.search(rf'^```\w+ title="{name}"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)
            assert found
            (self.path / name).write_text(found[1], encoding="utf-8")
        self.variables = {
            **os.environ,
            "PATH": os.pathsep.join([str(self.path / ".venv" / "bin"), str(find()), os.environ["PATH"]]),
            "PULUMI_HOME": str(place / "home"),
            "PULUMI_BACKEND_URL": f"file://{place}",
            "PULUMI_CONFIG_PASSPHRASE": "correct-horse",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
        }
        self.pulumi("stack init dev")
        self.pulumi(f"config set statsig:apiUrl {origin}")
        self.pulumi("config set --secret statsig:consoleApiKey console-tutorial")

    def pulumi(self, command: str, **more: str) -> tuple[float, float]:
        """Runs a command; the seconds that it took by the clock, and of processor time."""
        started, computed = time.perf_counter(), computed_below()
        run(["pulumi", *command.split(), "--non-interactive"], self.path, {**self.variables, **more})
        return time.perf_counter() - started, computed_below() - computed


def computed_below() -> float:
    """Seconds of processor time of all processes that have been waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command: list[str], folder: Path, variables: dict[str, str] | None = None) -> None:
    """Runs a program; its output is the reason where it fails."""
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed\n{done.stdout}{done.stderr}")


def main() -> None:
    """Measures in turn, so that what else the machine does falls on both ways."""
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
    table = Table("command", "as users run it", "acquisition off", "ratio", "CPU", "CPU, off", "ratio", title=f"seconds, {runs} runs")
    for command, both in taken.items():
        first, second = (min(clock for clock, _ in each) for each in both)
        third, fourth = (statistics.median(cpu for _, cpu in each) for each in both)
        figures = (first, second, first / second, third, fourth, third / fourth)
        table.add_row(command.split()[0], *(f"{figure:.2f}" for figure in figures))
    Console().print(table)


if __name__ == "__main__":
    main()
