"""Mutation runs: breaks the engine in small ways, one at a time, and checks whether a test notices.

``python tools/mutants/run.py`` takes a sample of breaks (`--sample`, `--seed`), or ``all``, of the packages that decide what is sent.
For each break it runs the unit tests that execute the broken line, until one fails; a first run with coverage finds them. `--write`
puts the result into ``docs/reliability.md``. The run fails below 90 %, or if a break is not noticed and `known.yml` has no reason for it.

mutmut cannot run the tests from the copy that it makes, and cosmic-ray runs all tests for each break, in the working tree. Here
the breaks are made in copies, and only the tests that execute them are run.
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cached_property
from pathlib import Path
from queue import Queue
from typing import Any

import coverage
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.mutants.making import Mutant, mutants_of  # noqa: E402

ENGINE = ROOT / "provider" / "statsig_console"
SOURCES = ("provider", "resources", "emulator", "cli", "plugin")
PACKAGES = ("planning", "handling", "guarding", "sending", "session")
TESTS = ("tests/provider", "tests/resources")
DOCS = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- written by tools/mutants/run.py -->", "<!-- up to here -->"
KNOWN = Path(__file__).with_name("known.yml")
ENOUGH = 0.9
UNEXPLAINED = "not explained yet"
SECONDS = 120
"""A run of tests that takes longer counts as an endless loop, which a break has caused."""

PYTEST = (sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "--hypothesis-seed", "0")


@dataclass(frozen=True)
class Outcome:
    """The result of a break: the test that noticed it, or nothing, and how many tests execute it."""

    mutant: Mutant
    noticed_by: str
    tests: int

    @property
    def package(self) -> str:
        """The part of the engine that was broken."""
        return self.mutant.path.partition("/")[0]


class Coverage:
    """Which tests execute which line, and how long each takes."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._jobs = jobs
        self._data = folder / "coverage"
        self._times = folder / "times.xml"

    def measure(self) -> None:
        """Runs all unit tests once.

        Raises:
            SystemExit: a test fails without any break.
        """
        options = ["--cov=statsig_console", "--cov-context=test", "--cov-report=", f"--junitxml={self._times}", "-o", "junit_family=xunit1"]
        # `sysmon` is faster, but does not support contexts.
        variables = {**os.environ, "COVERAGE_FILE": str(self._data), "COVERAGE_CORE": "ctrace"}
        done = subprocess.run(
            [*PYTEST, "-n", str(self._jobs), *options, *TESTS], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"The tests fail without any break:\n{done.stdout[-3_000:]}{done.stderr[-1_000:]}")

    @cached_property
    def _by_line(self) -> Mapping[str, Mapping[int, Sequence[str]]]:
        data = coverage.CoverageData(basename=str(self._data))
        data.read()
        return {str(Path(path).relative_to(ENGINE)): data.contexts_by_lineno(path) for path in data.measured_files() if str(ENGINE) in path}

    @cached_property
    def _seconds(self) -> Mapping[str, float]:
        """The seconds of each test, by class name and name."""
        cases = ElementTree.parse(self._times).iter("testcase")
        return {f"{case.get('classname')}::{case.get('name')}": float(case.get("time") or 0) for case in cases}

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that execute a break's lines: those of its own module first, then the fastest."""
        contexts = {context for line in mutant.lines for context in self._by_line.get(mutant.path, {}).get(line, ())}
        own = Path(mutant.path)
        mirror = f"{TESTS[0]}/{own.parent}/test_{own.name}"
        names = {context.rpartition("|")[0] for context in contexts if context}
        return sorted(names, key=lambda name: (not name.startswith(mirror), self._time_of(name), name))

    def _time_of(self, name: str) -> float:
        path, _, test = name.partition("::")
        return self._seconds.get(f"{path.removesuffix('.py').replace('/', '.')}::{test}", 0.0)


class Copies:
    """Copies of the package to break, one for each simultaneous run."""

    def __init__(self, folder: Path, count: int) -> None:
        self._free: Queue[Path] = Queue()
        for number in range(count):
            copy = folder / f"copy{number}"
            for name in SOURCES:
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            compileall.compile_dir(copy, quiet=2)
            self._free.put(copy)

    def run(self, mutant: Mutant, tests: Sequence[str]) -> Outcome:
        """Runs tests against a break until one fails."""
        if not tests:
            return Outcome(mutant, "", 0)
        copy = self._free.get()
        target = copy / "provider" / "statsig_console" / mutant.path
        original = target.read_bytes()
        try:
            target.write_bytes(mutant.applied(original))
            # Python recompiles a source if its time has changed.
            os.utime(target, (1, 1))
            return Outcome(mutant, self._failing(copy, tests), len(tests))
        finally:
            target.write_bytes(original)
            self._free.put(copy)

    def _failing(self, copy: Path, tests: Sequence[str]) -> str:
        paths = os.pathsep.join(str(copy / name) for name in SOURCES)
        variables = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
        with tempfile.NamedTemporaryFile("w", dir=copy, suffix=".txt", encoding="utf-8") as names:
            names.write("\n".join(tests))
            names.flush()
            command = [*PYTEST, "-x", "-rfE", "--tb=no", f"@{names.name}"]
            try:
                done = subprocess.run(
                    command, cwd=ROOT, env=variables, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False
                )
            except subprocess.TimeoutExpired:
                return "all of them, which do not end"
        failures = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return "" if done.returncode == 0 else failures[0].partition(" ")[2] if failures else f"the import (exit status {done.returncode})"


def all_mutants() -> list[Mutant]:
    """The breaks of all packages."""
    paths = [path for package in PACKAGES for path in sorted((ENGINE / package).glob("*.py"))]
    return [each for path in paths for each in mutants_of(path, path.relative_to(ENGINE).as_posix())]


def known() -> dict[str, str]:
    """The breaks that no test can notice, and why."""
    return dict(yaml.safe_load(KNOWN.read_text(encoding="utf-8")) or {})


def sentence(outcomes: Sequence[Outcome], of: int, sample: str, commit: str) -> str:
    """The day, the commit, how many breaks were tried, and how many were noticed."""
    noticed = sum(bool(each.noticed_by) for each in outcomes)
    day = datetime.now(timezone.utc).date()
    return (
        f"On {day}, with the engine of commit {commit}: {len(outcomes):,} of {of:,} possible breaks ({sample}). "
        f"A test noticed {noticed:,} of them ({share(outcomes):.1%})."
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes by package, in the notation of the docs."""
    lines = ["| package | breaks | noticed |", "| --- | --- | --- |"]
    for package in (*PACKAGES, "all"):
        counted = [each for each in outcomes if package in (each.package, "all")]
        lines.append(f"| {package} | {len(counted):,} | {sum(bool(each.noticed_by) for each in counted):,} |")
    return "\n".join(lines)


def survivors(outcomes: Sequence[Outcome], reasons: Mapping[str, str]) -> list[str]:
    """The breaks that no test noticed, each with its reason."""
    return [f"- `{each.mutant.name}`: {reasons.get(each.mutant.name, UNEXPLAINED)}" for each in outcomes if not each.noticed_by]


def share(outcomes: Sequence[Outcome]) -> float:
    """The share that a test noticed."""
    return sum(bool(each.noticed_by) for each in outcomes) / len(outcomes) if outcomes else 1.0


def written(page: str, text: str) -> str:
    """A page with a new text between the marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}"


def main(arguments: Sequence[str]) -> int:
    """Prints the breaks that no test noticed and a table; 1 if there are too many, one has no reason, or `known.yml` is out of date."""
    options = parsed(arguments)
    every, reasons = all_mutants(), known()
    if gone := sorted(reasons.keys() - {each.name for each in every}):
        print("known.yml names what is no break any more:", *gone, sep="\n  ")
        return 1
    chosen = sampled([each for each in every if options.only in each.name], options.sample, options.seed)
    folder = ROOT / ".state" / "mutants"
    folder.mkdir(parents=True, exist_ok=True)
    measured = Coverage(folder, options.jobs)
    if not options.again:
        print("running the tests once, with coverage …", flush=True)
        measured.measure()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(dir=folder) as place, ThreadPoolExecutor(options.jobs) as threads:
        copies = Copies(Path(place), options.jobs)
        for outcome in threads.map(lambda mutant: copies.run(mutant, measured.of(mutant)), chosen):
            outcomes.append(outcome)
            if options.verbose or not outcome.noticed_by:
                tests = f"noticed by {outcome.noticed_by}" if outcome.noticed_by else f"not noticed by any of {outcome.tests} tests"
                print(f"{len(outcomes)}/{len(chosen)} {outcome.mutant.name}: {tests}", flush=True)
    sample = "all" if len(chosen) == len(every) else f"sample {options.sample}, seed {options.seed}"
    missed = survivors(outcomes, reasons)
    shown = "\n\n".join(part for part in (sentence(outcomes, len(every), sample, commit()), table(outcomes), "\n".join(missed)) if part)
    print(shown)
    if options.write:
        DOCS.write_text(written(DOCS.read_text(encoding="utf-8"), shown), encoding="utf-8")
    return int(share(outcomes) < ENOUGH or any(line.endswith(UNEXPLAINED) for line in missed))


def sampled(mutants: Sequence[Mutant], sample: str, seed: int) -> list[Mutant]:
    """As many breaks as `sample` says, the same ones for the same seed."""
    count = len(mutants) if sample == "all" else int(sample)
    return random.Random(seed).sample(mutants, min(count, len(mutants)))


def commit() -> str:
    """The commit that last changed the engine."""
    done = subprocess.run(["git", "log", "-1", "--format=%h", "--", str(ENGINE)], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def parsed(arguments: Sequence[str]) -> Any:
    """The command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--sample", default="60", help="how many breaks, or all (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default: 1)")
    parser.add_argument("--only", default="", help="only those whose name holds this, such as planning/sets.py")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default: 2)")
    parser.add_argument("--again", action="store_true", help="with the coverage of the last run, where tests and code are the same")
    parser.add_argument("--verbose", action="store_true", help="also which test noticed")
    parser.add_argument("--write", action="store_true", help="put the result into docs/reliability.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
