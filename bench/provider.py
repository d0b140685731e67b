"""How long Pulumi takes with the provider, next to a provider that does nothing, in the same run.

    python bench/provider.py [--sizes 50,200] [--shapes gates,mixed] [--latencies 0,50] [--runs 5] [--out bench/results.json [--add]]

The wheel is installed in an environment of its own first. For each size and shape, both sides are deployed, previewed without and
with a change, refreshed and destroyed by the real Pulumi CLI on a local backend and an emulator of their own, in turn, `--runs` times.
For each operation it records seconds, by the clock and of the processors, requests, and the peak memory of the provider process.
`bench/report.py` makes tables and plots of the records.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from installed import ROOT, commit, computed_below, install, variables
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from statsig_console.declaring.kinds import kind_named
from statsig_console.state_keys import MANAGED, PACKAGE, TYPE

PROJECT = ROOT / "bench" / "project"
KEY = "console-bench"
KINDS = (
    "Gate",
    "DynamicConfig",
    "Segment",
    "Experiment",
    "Layer",
    "Holdout",
    "Tag",
    "TargetApp",
    "Metric",
    "UnitIdType",
    "Team",
    "ReleasePipeline",
)
SIDES = ("ours", "null")
OPERATIONS = ("up", "preview", "preview one change", "up one change", "refresh", "destroy")
REPEATED = ("preview", "refresh")
"""Operations that change nothing. They are done several times in a run of few resources, since the clock is noisy."""

REPEATS, FEW = 3, 200
"""How often, and up to how many resources. For this number of gates, the side ``least`` is measured as well."""


@dataclass(frozen=True)
class Measured:
    """One operation of one run.

    - `seconds` by the clock, and the processor time of the CLI and all its child processes (`cpu`), without the emulator.
    - `requests` to the API, and the provider process's peak `memory` in MiB.
    - `commit`: the commit that was measured.
    """

    shape: str
    size: int
    latency: int
    run: int
    side: str
    operation: str
    seconds: float
    requests: int
    memory: float
    cpu: float = 0.0
    commit: str = ""


class Api:
    """An emulator in a process of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "statsig_console_emulator", "--port", "0"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.origin = self._process.stdout.readline().split()[-1].removesuffix("/console/v1")

    def start_over(self, latency: int) -> None:
        """Empties the projects, and delays each answer by so many milliseconds."""
        self.admin("POST", "reset")
        self.admin("DELETE", "faults")
        if latency:
            self.admin("POST", "faults", {"kind": "latency", "seconds": latency / 1000})

    def requests(self) -> int:
        """How many requests there were since the last call."""
        total: int = self.admin("GET", "requests")["total"]
        self.admin("DELETE", "requests")
        return total

    def admin(self, method: str, path: str, body: Any = None) -> Any:
        """Sends a request to the emulator's admin prefix."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.origin}/_emulator/{path}", data, {"content-type": "application/json"}, method=method)
        with urlopen(request) as response:
            return json.loads(response.read() or b"null")

    def close(self) -> None:
        """Stops it."""
        self._process.terminate()
        self._process.wait()


@dataclass(frozen=True)
class Setting:
    """What all runs share: the emulator, and the folder of programs in the environment with the wheel."""

    api: Api
    programs: Path


class Stack:
    """One side's stack on a local backend."""

    def __init__(self, folder: Path, setting: Setting, side: str, shape: str, size: int, outputs: Mapping[str, Any] | None = None) -> None:
        self.folder, self.api = folder, setting.api
        self.environment = {**variables(setting.programs, folder), "STATSIG_ALLOW": "deletes"}
        self.project = folder / "project"
        shutil.copytree(PROJECT, self.project, ignore=shutil.ignore_patterns("__pycache__"))
        self.pulumi("stack", "init", "bench")
        values = {
            "bench:side": side,
            "bench:shape": shape,
            "bench:count": size,
            "bench:changed": 0,
            "bench:outputs": json.dumps(outputs or {}),
            "statsig:apiUrl": self.api.origin + "/console/v1",
        }
        for name, value in {**values, "statsig:consoleApiKey": KEY}.items():
            self.set(name, value)

    def set(self, name: str, value: object) -> None:
        """Sets a configuration value."""
        self.pulumi("config", "set", "--plaintext", name, str(value))

    def measure(self, operation: str) -> dict[str, Any]:
        """Runs an operation; returns the figures by the names of `Measured`."""
        verb, _, what = operation.partition(" ")
        if what:
            self.set("bench:changed", 1)
        arguments = {"preview": (), "up": ("--yes", "--skip-preview")}.get(verb, ("--yes", "--skip-preview"))
        self.api.requests()
        computed, started = computed_below(), time.perf_counter()
        memory = self.pulumi(verb, *arguments, "--suppress-outputs", "--suppress-progress")
        seconds, cpu = time.perf_counter() - started, computed_below() - computed
        return {"seconds": seconds, "cpu": cpu, "memory": memory, "requests": self.api.requests(), "commit": commit()}

    def pulumi(self, *arguments: str) -> float:
        """Runs the CLI; returns the peak memory of its provider process in MiB."""
        command = ["pulumi", *arguments, "--stack", "bench"] if arguments[:2] != ("stack", "init") else ["pulumi", *arguments]
        with (
            subprocess.Popen(
                [*command, "--non-interactive"],
                cwd=self.project,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            ) as process,
            watched(process.pid) as peak,
        ):
            output, _ = process.communicate()
        if process.returncode:
            raise SystemExit(output)
        return max(peak, default=0.0)


@cache
def outputs(setting: Setting) -> dict[str, dict[str, Any]]:
    """The outputs of every kind, as the package has them in state; None for outputs that the API has not answered."""
    setting.api.start_over(0)
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(folder_of(folder, "ours"), setting, "ours", "mixed", len(KINDS))
        stack.pulumi("up", "--yes", "--skip-preview")
        stack.pulumi("stack", "export", "--file", f"{folder}/state.json")
        held = json.loads(Path(folder, "state.json").read_text())["deployment"]["resources"]
    states = {each["type"].removeprefix(TYPE): each["outputs"] for each in held if each["type"].startswith(TYPE)}
    names = {kind: [field.name for field in kind_named(f"{PACKAGE}:{kind}").fields] for kind in KINDS}
    return {kind: {name: states[kind].get(name) for name in (*names[kind], MANAGED)} for kind in KINDS}


@contextmanager
def watched(pid: int) -> Generator[list[float], None, None]:
    """Collects the peak memory, in MiB, of dynamic provider processes below `pid`, as the kernel reports it."""
    peaks: list[float] = []
    over = threading.Event()

    def watch() -> None:
        provider: Path | None = None
        while not over.wait(0.05):
            try:
                provider = provider or next((each for each in below(pid) if b"pulumi.dynamic" in (each / "cmdline").read_bytes()), None)
                if provider:
                    status = (provider / "status").read_text()
                    peaks.append(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
            except (OSError, IndexError):
                continue

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        over.set()
        thread.join()


def below(pid: int) -> Iterator[Path]:
    """All descendants of a process."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield Path(f"/proc/{child}")
            yield from below(int(child))


def lives(setting: Setting, shape: str, size: int, latency: int, run: int, least: bool = False) -> Iterator[Measured]:
    """Measures all operations on all sides, in turn; each run begins with another side."""
    sides = [*SIDES, *(["least"] if least else [])]
    first = run % len(sides)
    known = outputs(setting)
    setting.api.start_over(latency)
    with tempfile.TemporaryDirectory() as folder:
        stacks = {side: Stack(folder_of(folder, side), setting, side, shape, size, known) for side in [*sides[first:], *sides[:first]]}
        for operation in OPERATIONS:
            for _ in range(REPEATS if operation in REPEATED and size <= FEW else 1):
                for side, stack in stacks.items():
                    yield Measured(shape, size, latency, run, side, operation, **stack.measure(operation))


def readers(setting: Setting, size: int, latency: int, runs: range) -> Iterator[list[Measured]]:
    """Measures refreshes of existing gates, run by run: by pages, by one request each, and without requests."""
    known = outputs(setting)
    setting.api.start_over(0)
    with tempfile.TemporaryDirectory() as folder:
        stacks = {side: Stack(folder_of(folder, side), setting, side, "gates", size, known) for side in ("ours", "single", "null")}
        for stack in stacks.values():
            stack.measure("up")
        setting.api.admin("POST", "faults", {"kind": "latency", "seconds": latency / 1000})
        for run in runs:
            yield [Measured("readers", size, latency, run, side, "refresh", **stack.measure("refresh")) for side, stack in stacks.items()]


def imports(programs: Path, run: int) -> Iterator[Measured]:
    """Measures the import of the package by a program that has not used a kind yet."""
    lines = {"ours": "import pulumi, pulumi_statsig_console", "null": "import pulumi"}
    for side in SIDES if run % 2 else SIDES[::-1]:
        started = time.perf_counter()
        subprocess.run([programs / "python", "-c", lines[side]], check=True)
        yield Measured("imports", 0, 0, run, side, "import", time.perf_counter() - started, 0, 0.0, commit=commit())


def folder_of(parent: str, side: str) -> Path:
    """A folder for one side's backend."""
    folder = Path(parent) / side
    folder.mkdir()
    return folder


def words(text: str) -> list[str]:
    """The words in a text, separated by commas."""
    return [each for each in text.split(",") if each]


def numbers(text: str) -> list[int]:
    """The numbers in a text, separated by commas."""
    return [int(each) for each in words(text)]


def following(found: list[Measured], shapes: list[str], count: int) -> range:
    """The numbers of `count` more runs of these shapes; a run's number links the records of its sides."""
    first = 1 + max((each.run for each in found if each.shape in shapes), default=-1)
    return range(first, first + count)


def main() -> None:
    """Measures, and writes the records after every run."""
    # A script's `&` makes a process ignore interrupts. The CLI would inherit that, and wait for its language host, which it ends by one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=numbers, default=[50, 200, 500, 1000])
    parser.add_argument("--shapes", type=words, default=["gates", "mixed"])
    parser.add_argument("--latencies", type=numbers, default=[0, 50])
    parser.add_argument("--readers", type=int, default=500, help="gates for the comparison of ways to refresh; 0 leaves it out")
    parser.add_argument("--imports", type=int, default=20, help="how often the package is imported; 0 leaves it out")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results.json")
    parser.add_argument("--add", action="store_true", help="keep what the file has already, and add to it")
    options = parser.parse_args()
    found = [Measured(**each) for each in json.loads(options.out.read_text())["measured"]] if options.add else []
    plan = [
        (run, shape, size, latency)
        for run in following(found, options.shapes, options.runs)
        for shape in options.shapes
        for size in options.sizes
        for latency in options.latencies
    ]
    readings = following(found, ["readers"], options.runs) if options.readers else range(0)
    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with closing(Api()) as api, tempfile.TemporaryDirectory() as place, Progress(*columns) as progress:
        bar = progress.add_task("the wheel", total=len(plan) + len(readings))
        setting = Setting(api, install(Path(place)))
        found += [each for run in following(found, ["imports"], options.imports) for each in imports(setting.programs, run)]
        for run, shape, size, latency in plan:
            progress.update(bar, description=f"run {run + 1}: {size} {shape}, {latency} ms")
            found += lives(setting, shape, size, latency, run, least=shape == "gates" and size == FEW)
            write(options.out, found)
            progress.advance(bar)
        progress.update(bar, description="ways to refresh")
        for measured in readers(setting, options.readers, 50, readings) if readings else ():
            found += measured
            write(options.out, found)
            progress.advance(bar)


def write(file: Path, found: list[Measured]) -> None:
    """Writes the records, and where they were measured."""
    about = {"python": platform.python_version(), "cores": os.cpu_count(), "date": time.strftime("%Y-%m-%d")}
    file.write_text(json.dumps({"about": about, "measured": [asdict(each) for each in found]}, indent=1) + "\n")


if __name__ == "__main__":
    main()
