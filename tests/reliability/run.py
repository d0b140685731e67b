"""All tests of reliability: `make reliability`.

    python tests/reliability/run.py --only matrix --report reliability.json

Faults, kills, rate limits, generated inputs, edits in the console and resources that change their names, each many times; then
a search for keys in all files that were left behind. Prints a table of cases and failures, and ends with 1 when there is a failure.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from statsig_console.session import patience  # noqa: E402
from statsig_console_emulator.testing import Emulator  # noqa: E402
from tests import needs, redis_server  # noqa: E402
from tests.reliability import adoption, examples, interference, limits, ownership  # noqa: E402
from tests.reliability.generated import KINDS  # noqa: E402
from tests.reliability.inputs import try_mistakes, try_variations  # noqa: E402
from tests.reliability.kills import Kills, program  # noqa: E402
from tests.reliability.latitude import LATITUDES  # noqa: E402
from tests.reliability.leaks import in_files, in_texts  # noqa: E402
from tests.reliability.lenience import NO_ID, UNTELLABLE, Lives  # noqa: E402
from tests.reliability.matrix import HANDLERS, Matrix  # noqa: E402
from tests.reliability.sample import PROGRAMS, Sample, faults  # noqa: E402
from tests.reliability.subjects import SUBJECTS  # noqa: E402

WORKERS = 2


@dataclass
class Row:
    """One line of the table."""

    part: str
    cases: int = 0
    failures: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def found(self, name: str, latitude: str, problem: str) -> None:
        """Notes a case under a latitude, and its problem, if any."""
        self.cases += 1
        self.notes[latitude] += 1
        self.failures += [f"{name}, {latitude}: {problem}"] if problem else []

    def add(self, other: Row) -> None:
        """Adds the results of another part of the same row."""
        self.cases += other.cases
        self.failures += other.failures
        self.notes += other.notes


def be_impatient() -> None:
    """Leaves out this process's waits for reads to show a change. The real CLI, in processes of its own, waits."""
    patience.sleep = lambda seconds: None


def matrix_of(name: str) -> list[Row]:
    """Every case of one subject, a row per handler."""
    logging.disable(logging.CRITICAL)  # The emulator's server logs each connection that a fault cuts.
    rows = {handler: Row(f"faults × {handler}") for handler in HANDLERS}
    [subject] = [each for each in SUBJECTS if each.name == name]
    with Emulator() as emulator:
        matrix = Matrix(emulator, name)
        for case in matrix.cases(subject):
            outcome = matrix.run(case)
            row = rows[case.handler]
            row.cases += 1
            row.failures += [f"{case}: {'; '.join(outcome.problems)}"] if outcome.problems else []
            row.notes["operation failed"] += outcome.failed
            if outcome.step:
                row.notes[outcome.step] += 1
    return list(rows.values())


def mistakes_of(name: str, cases: int) -> list[Row]:
    """Inputs of one kind with one mistake each."""
    trial = try_mistakes(KINDS[name], cases)
    return [Row("generated bad inputs × check", trial.cases, trial.failures, Counter(trial.sorts))]


def variations_of(name: str, cases: int) -> list[Row]:
    """Valid inputs around those of one subject."""
    [subject] = [each for each in SUBJECTS if each.name == name]
    with Emulator() as emulator:
        trial = try_variations(Matrix(emulator, f"variations-{name}"), subject, cases)
    return [Row("generated valid inputs × life", trial.cases, trial.failures, Counter({"refused by the API or check": trial.refused}))]


def interference_of(name: str, cases: int) -> list[Row]:
    """Edits in the console of one subject, each before an update of something else."""
    logging.disable(logging.CRITICAL)
    [subject] = [each for each in SUBJECTS if each.name == name]
    with Emulator() as emulator:
        tally = interference.Interference(emulator, f"interference-{name}").run(subject, range(cases))
    return [Row("non-interference", tally.cases, tally.failures, tally.notes)]


def ownership_of(name: str) -> list[Row]:
    """New names, components, replacements and second resources of one subject."""
    logging.disable(logging.CRITICAL)
    [subject] = [each for each in SUBJECTS if each.name == name]
    with Emulator() as emulator:
        tally = ownership.Ownership(emulator, f"ownership-{name}").run(ownership.cases(subject))
    return [Row("ownership", tally.cases, tally.failures, tally.notes)]


def latitudes_of(name: str, latitudes: Sequence[str]) -> list[Row]:
    """One life of a subject under each latitude."""
    [subject] = [each for each in SUBJECTS if each.name == name]
    row = Row("latitudes × life of every kind")
    with Emulator() as emulator:
        lives = Lives(emulator)
        for latitude in latitudes:
            problems = lives.problems(subject, latitude)
            if latitude in UNTELLABLE.get(name, ()):
                problems = [] if NO_ID in "".join(problems) else ["no error says what nothing can tell"]
            row.found(name, latitude, "; ".join(problems))
    return [row]


def examples_of(name: str, latitude: str) -> list[Row]:
    """An example under a latitude, through the real CLI."""
    row = Row("latitudes × examples, real CLI")
    with Emulator() as emulator, tempfile.TemporaryDirectory(prefix="latitudes-") as folder:
        row.found(name, latitude, examples.problem(name, latitude, Path(folder), emulator))
    return [row]


def adoption_of(latitudes: Sequence[str]) -> list[Row]:
    """A project adopted under each latitude, through the real CLI."""
    row = Row("latitudes × adoption of a project, real CLI")
    with Emulator() as emulator, tempfile.TemporaryDirectory(prefix="latitudes-") as folder:
        adoptions = adoption.Adoptions(emulator, Path(folder))
        for latitude in latitudes:
            row.found("adoption", latitude, "; ".join(adoptions.problems(latitude)))
    return [row]


class Proof:
    """Runs the parts and keeps their results."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder = folder
        self.progress = progress
        self.rows: dict[str, Row] = {}
        self.keys: list[str] = []
        self.printed: list[str] = []

    def matrix(self) -> None:
        """The fault matrix over HTTP."""
        self._spread("fault matrix", matrix_of, [(each.name,) for each in SUBJECTS])

    def inputs(self, bad: int, good: int) -> None:
        """Generated inputs, bad and good."""
        self._spread("bad inputs", mistakes_of, [(name, -(-bad // len(KINDS))) for name in KINDS])
        living = [each.name for each in SUBJECTS if not each.is_action]
        self._spread("valid inputs", variations_of, [(name, -(-good // len(living))) for name in living])

    def interference(self, cases: int) -> None:
        """Edits in the console, and updates after them."""
        living = interference.living()
        self._spread("non-interference", interference_of, [(each.name, -(-cases // len(living))) for each in living])

    def ownership(self) -> None:
        """New names, components, replacements, second resources."""
        self._spread("ownership", ownership_of, [(each.name,) for each in ownership.owners()])

    def latitude(self, latitudes: Sequence[str]) -> None:
        """Answers that hold less or more than usual, or the same in another form."""
        self._spread("latitudes", latitudes_of, [(each.name, latitudes) for each in SUBJECTS])
        self._spread("adoption", adoption_of, [(latitudes,)])
        self._spread("examples", examples_of, [(name, each) for each in latitudes for name in examples.NAMES])

    def cli(self) -> None:
        """A sample of the matrix through the CLI."""
        row = self._row("faults × real CLI")
        with Emulator() as emulator, self._timed(row):
            sample = Sample(emulator, self.folder / "sample")
            pairs = [(trouble, handler) for trouble in faults() for handler in PROGRAMS]
            # Every other pair has the fault once, the rest has it until the operation ends.
            for number, (trouble, handler) in enumerate(self._tracked("real CLI", pairs)):
                lasting = (number + number // len(PROGRAMS)) % 2 == 1
                found = sample.run(trouble, handler, lasting)
                row.cases += 1
                row.notes["operation failed"] += found.failed
                row.failures += [f"{found.fault} × {found.handler}: {'; '.join(found.problems)}"] if found.problems else []
            self.keys.append(sample.key)
            self.printed += sample.printed

    def kills(self, rounds: int, objects: int) -> None:
        """Updates that are killed."""
        row = self._row(f"kill -9 during `pulumi up` of {objects} objects")
        with Emulator() as emulator, self._timed(row):
            kills = Kills(emulator, self.folder / "kills", program(objects))
            kills.measure()
            for seed in self._tracked("kills", list(range(1, rounds + 1))):
                found = kills.round(seed)
                row.cases += 1
                row.notes["left pending"] += found.pending
                row.failures += [f"seed {seed}, request {found.request}: {'; '.join(found.problems)}"] if found.problems else []
            self.keys += kills.keys
            self.printed += kills.printed

    def limits(self) -> None:
        """The real rate limits."""
        row = self._row(f"{limits.GATES} gates against the real limits")
        with self._timed(row):
            unlimited, _ = limits.run(self.folder / "unlimited", paced=False, limited=False)
            row.notes[f"without limits {unlimited.seconds:.1f} s"] += 1
            for paced in self._tracked("rate limits", [True, False]):
                found, printed = limits.run(self.folder / f"limits-{paced}", paced, floor=unlimited.seconds)
                row.cases += 1
                words = f"{found.seconds:.1f} s of {found.required:.0f} s, {found.refusals} refused"
                row.notes[f"{'paced' if paced else 'unpaced'}: {words}"] += 1
                row.failures += list(found.problems)
                self.printed.append(printed)
        self.keys += ["console-limits-paced-hush", "console-limits-unpaced-hush"]

    def keys_of_one_project(self) -> None:
        """Two runs at once with two keys of one project, counted in one Redis."""
        row = self._row(f"two runs of {limits.GATES // 2} gates at once, with two keys of one project and one Redis")
        if (program := needs.found(redis_server.PROGRAM)) is None:
            row.notes["left out, there is no redis-server"] += 1
            return
        with tempfile.TemporaryDirectory(prefix="redis-") as folder, self._timed(row):
            server = redis_server.RedisServer(program, Path(folder))
            try:
                found, printed, keys = limits.together(self.folder / "together", server.url)
            finally:
                server.stop()
        row.cases += 1
        row.notes[f"{found.seconds:.1f} s of {found.required:.0f} s, {found.refusals} refused"] += 1
        row.failures += list(found.problems)
        self.printed += printed
        self.keys += keys

    def leaks(self) -> None:
        """Keys in files that are left behind."""
        row = self._row("keys in state, logs, temporary files, output")
        with self._timed(row):
            files = [path for path in self.folder.rglob("*") if path.is_file()]
            row.cases = len(files) + len(self.printed)
            row.failures += [*in_files([self.folder], self.keys), *in_texts(self.printed, self.keys)]

    def _spread(self, title: str, work: Callable[..., list[Row]], arguments: list[tuple[Any, ...]]) -> None:
        started = time.monotonic()
        with ProcessPoolExecutor(WORKERS, initializer=be_impatient) as workers:
            futures = [workers.submit(work, *each) for each in arguments]
            found = [row for future in self._tracked(title, futures) for row in future.result()]
        names = list(dict.fromkeys(row.part for row in found))
        for row in found:
            self._row(row.part).add(row)
        for name in names:
            self._row(name).seconds = (time.monotonic() - started) / len(names)

    def _tracked(self, title: str, items: list[Any]) -> Iterator[Any]:
        task = self.progress.add_task(title, total=len(items))
        for item in items:
            yield item
            self.progress.advance(task)

    def _row(self, part: str) -> Row:
        return self.rows.setdefault(part, Row(part))

    def _timed(self, row: Row) -> Stopwatch:
        return Stopwatch(row)


@dataclass
class Stopwatch:
    """Adds the time that passes within it to a row."""

    row: Row
    started: float = 0.0

    def __enter__(self) -> None:
        self.started = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self.row.seconds += time.monotonic() - self.started


def table_of(rows: list[Row]) -> Table:
    """The table of all parts."""
    table = Table("what", "cases", "failures", "seconds", "of these", title=f"reliability at {commit()}")
    for row in rows:
        notes = ", ".join(f"{name} {count}" if count != 1 else name for name, count in row.notes.most_common(len(LATITUDES)) if count)
        table.add_row(row.part, str(row.cases), str(len(row.failures)), f"{row.seconds:.0f}", notes)
    table.add_section()
    table.add_row("all", str(sum(row.cases for row in rows)), str(sum(len(row.failures) for row in rows)), "", "")
    return table


def commit() -> str:
    """The commit that is tested."""
    done = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "an unknown commit"


PARTS = ("matrix", "inputs", "interference", "ownership", "latitude", "cli", "kills", "limits", "keys")


def main() -> int:
    parser = argparse.ArgumentParser(description="Faults, kills, rate limits, generated inputs, edits, new names: cases and failures.")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be given more than once")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--objects", type=int, default=100)
    parser.add_argument("--bad", type=int, default=10_000)
    parser.add_argument("--valid", type=int, default=2_000)
    parser.add_argument("--edits", type=int, default=2_000)
    parser.add_argument("--latitudes", default=",".join(LATITUDES), help="some of the latitudes, separated by commas")
    parser.add_argument("--report", type=Path, help="a file for the same as JSON")
    arguments = parser.parse_args()
    wanted = arguments.only or PARTS
    # A process that a script starts with `&` ignores interrupts, and Pulumi waits five seconds for a language host that does.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    logging.disable(logging.CRITICAL)
    console = Console(width=140 if not sys.stdout.isatty() else None)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder, Progress(*columns, console=Console(stderr=True)) as progress:
        proof = Proof(Path(folder), progress)
        parts: dict[str, Callable[[], None]] = {
            "matrix": proof.matrix,
            "inputs": lambda: proof.inputs(arguments.bad, arguments.valid),
            "interference": lambda: proof.interference(arguments.edits),
            "ownership": proof.ownership,
            "latitude": lambda: proof.latitude(arguments.latitudes.split(",")),
            "cli": proof.cli,
            "kills": lambda: proof.kills(arguments.kills, arguments.objects),
            "limits": proof.limits,
            "keys": proof.keys_of_one_project,
        }
        for name in parts:
            if name in wanted:
                parts[name]()
        proof.leaks()
        rows = list(proof.rows.values())
    console.print(table_of(rows))
    for row in rows:
        for failure in row.failures[:20]:
            console.print(f"{row.part}: {failure[:1000]}", markup=False, highlight=False)
    if arguments.report:
        arguments.report.write_text(
            json.dumps({"commit": commit(), "rows": [asdict(replace(row, notes=dict(row.notes))) for row in rows]}, indent=1)
        )
    return 1 if any(row.failures for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
