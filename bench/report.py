"""Tables and plots of the records of `bench/provider.py`.

    python bench/report.py [bench/results.json]

Writes bench/RESULTS.md, and docs/performance-time.svg and docs/performance-requests.svg. Every figure is the median of the runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams.update(
    {"svg.fonttype": "none", "svg.hashsalt": "statsig", "font.family": "sans-serif", "axes.spines.top": False, "axes.spines.right": False}
)
from matplotlib import pyplot as plt  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
OPERATIONS = ("up", "preview", "preview one change", "up one change", "refresh", "destroy")
SHAPES = {"gates": "Gates with three rules", "mixed": "Twelve kinds, mixed"}
MEASURED_AT = 200
LIMITS = {"preview": 1.10, "up": 1.25, "refresh": 1.15}
MEMORY_LIMIT = 1.3


@dataclass(frozen=True)
class Results:
    """All measurements; `about` says where and when they were taken."""

    about: dict[str, Any]
    measured: list[dict[str, Any]]

    def values(self, what: str, **where: Any) -> list[float]:
        """A figure of all records with these values."""
        return [each[what] for each in self.measured if all(each[name] == value for name, value in where.items())]

    def median(self, what: str, **where: Any) -> float:
        """The median of a figure."""
        return median(self.values(what, **where))

    def all(self, what: str, **where: Any) -> list[Any]:
        """The different values of a column."""
        return sorted({each[what] for each in self.measured if all(each[name] == value for name, value in where.items())})

    def ratio(self, what: str, to: str = "null", **where: Any) -> float:
        """Ours to another provider's: the median of the runs' own ratios."""
        return median(ours / other for ours, other in self.pairs(what, to, **where))

    def pairs(self, what: str, to: str = "null", **where: Any) -> list[tuple[float, float]]:
        """A figure of each run: ours, and the other provider's, since both sides of a run had the same conditions."""
        runs = self.all("run", **where, side=to)
        return [(self.median(what, run=run, side="ours", **where), self.median(what, run=run, side=to, **where)) for run in runs]

    def share(self, what: str = "seconds", **where: Any) -> float:
        """The package's own share: ours less null, the median of the runs."""
        return median(ours - null for ours, null in self.pairs(what, "null", **where))

    def alike(self, shape: str, latency: int) -> list[int]:
        """The largest group of sizes that were measured at one commit, from which growth is computed."""
        found: dict[str, list[int]] = {}
        for size in self.all("size", shape=shape, latency=latency):
            found.setdefault(commits(self, shape=shape, latency=latency, size=size), []).append(size)
        return max(found.values(), key=len, default=[])

    def growth(self, operation: str, shape: str, latency: int, side: str, what: str = "seconds") -> float | None:
        """The exponent k of time ~ N^k over the sizes; of our share with the side ``share``. None if a share is 0 or less."""
        points = []
        for size in self.alike(shape, latency):
            where = {"shape": shape, "size": size, "latency": latency, "operation": operation}
            points.append((size, self.share(what, **where) if side == "share" else self.median(what, side=side, **where)))
        if min(seconds for _, seconds in points) <= 0:
            return None
        return linear_regression(*zip(*[(log(size), log(seconds)) for size, seconds in points], strict=True)).slope


def table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table in markdown."""
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" if not index else "---:" for index in range(len(head))) + " |"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def report(results: Results) -> Iterator[str]:
    """The whole page."""
    about = results.about
    yield "# Results"
    yield ""
    yield (
        f"Measured until {about['date']}, each row at the commit that it names: Python {about['python']}, {about['cores']} cores, "
        "a local backend, the emulator on the same machine. Figures are medians of alternating runs; `make bench` measures again."
    )
    yield ""
    yield (
        "*null* is a dynamic provider whose handlers do nothing, with the same resources, of which each property can be read: the floor "
        "that Pulumi itself sets. *Least* is the same without outputs beside the inputs: nothing less can be asked of Pulumi. "
        "*CPU* is what the CLI and all processes below it compute, the emulator not included."
    )
    yield ""
    yield from promises(results)
    for shape in [each for each in results.all("shape") if each in SHAPES]:
        for latency in results.all("latency", shape=shape):
            yield f"## {SHAPES[shape]}, {latency} ms latency"
            yield ""
            yield from table(
                ["operation", "N", "commit", "runs", "seconds", "null", "ratio", "CPU", "ratio ", "requests", "memory, MiB", "ratio  "],
                [
                    list(line(results, shape, size, latency, operation))
                    for operation in OPERATIONS
                    for size in results.all("size", shape=shape, latency=latency)
                ],
            )
            yield from growth(results, shape, latency)


def commits(results: Results, **where: Any) -> str:
    """The commits of the matching records."""
    return " and ".join(f"`{each}`" for each in results.all("commit", **where))


def promises(results: Results) -> Iterator[str]:
    """The limits, and the figures found."""
    rows = [*ratios(results), *imports(results), *requests(results), *readers(results), *growths(results)]
    yield "## What has to be reached"
    yield ""
    yield f"At {commits(results, shape='gates', latency=0)}."
    yield ""
    yield from table(["", "limit", "found"], rows)


def ratios(results: Results) -> Iterator[list[str]]:
    """Time and memory next to the null provider's."""
    where = {"shape": "gates", "size": MEASURED_AT, "latency": 0}
    if not results.values("seconds", **where):
        return
    for operation, limit in LIMITS.items():
        found = results.ratio("seconds", operation=operation, **where)
        yield [f"{operation} to null, N = {MEASURED_AT}", f"≤ {limit:.2f}", f"{found:.2f}"]
        if results.values("seconds", side="least", operation=operation, **where):
            yield [
                f"{operation} to the least, N = {MEASURED_AT}",
                "",
                f"{results.ratio('seconds', 'least', operation=operation, **where):.2f}",
            ]
    memory = max(results.ratio("memory", operation=operation, **where) for operation in OPERATIONS)
    yield [f"peak memory to null, N = {MEASURED_AT}", f"≤ {MEMORY_LIMIT:.2f}", f"{memory:.2f}"]


def imports(results: Results) -> Iterator[list[str]]:
    """The package's own share of a program's start."""
    if results.values("seconds", shape="imports"):
        yield ["import of the package and pulumi to pulumi alone", "≤ 1.15", f"{results.ratio('seconds', shape='imports'):.2f}"]


def requests(results: Results) -> Iterator[list[str]]:
    """How many requests there were."""
    ours = {"shape": "gates", "latency": 0, "side": "ours"}
    for size in results.all("size", **ours):
        most = {each: f"{max(results.values('requests', operation=each, size=size, **ours)):.0f}" for each in OPERATIONS}
        yield [f"requests of an up that creates {size} gates", f"{size}", most["up"]]
        yield [f"requests of a preview without changes, N = {size}", "0", most["preview"]]
        yield [f"requests of an up with one change, N = {size}", "1", most["up one change"]]
        yield [f"requests of a refresh, N = {size}", "≤ 15" if size == 1000 else "", most["refresh"]]


def readers(results: Results) -> Iterator[list[str]]:
    """Pages against one request per object."""
    if not results.values("seconds", shape="readers"):
        return
    size = results.all("size", shape="readers")[0]
    ours, single, null = (results.median("seconds", shape="readers", side=side) for side in ("ours", "single", "null"))
    times = (single - null) / max(ours - null, 0.001)
    yield [f"reading {size} gates at 50 ms, one GET each with four workers, to ours (both less null)", "≥ 10", f"{times:.1f}"]
    yield ["the whole refreshes in seconds: ours, one GET each, null", "", f"{ours:.2f}, {single:.2f}, {null:.2f}"]


def growths(results: Results) -> Iterator[list[str]]:
    """How our own share grows, up to the largest size."""
    sizes = results.alike("gates", 0)
    if len(sizes) < 3:
        return
    for operation in OPERATIONS:
        shares = [
            ", ".join(
                f"{results.share(what, shape='gates', latency=0, size=size, operation=operation) / size * 1000:.2f}" for size in sizes
            )
            for what in ("seconds", "cpu")
        ]
        yield [f"our own ms of each gate, {operation}, N = {', '.join(map(str, sizes))}", "not growing", f"{shares[0]} (CPU {shares[1]})"]


def line(results: Results, shape: str, size: int, latency: int, operation: str) -> Iterator[str]:
    """One row of a table of measurements."""
    where = {"shape": shape, "size": size, "latency": latency, "operation": operation}
    yield operation
    yield str(size)
    yield commits(results, **where)
    yield str(len(results.all("run", side="ours", **where)))
    yield f"{results.median('seconds', side='ours', **where):.2f}"
    yield f"{results.median('seconds', side='null', **where):.2f}"
    yield f"{results.ratio('seconds', **where):.2f}"
    yield from (
        (f"{results.median('cpu', side='ours', **where):.2f}", f"{results.ratio('cpu', **where):.2f}") if timed(results, where) else "––"
    )
    yield f"{results.median('requests', side='ours', **where):.0f}"
    yield f"{results.median('memory', side='ours', **where):.0f}"
    yield f"{results.ratio('memory', **where):.2f}"


def timed(results: Results, where: dict[str, Any]) -> bool:
    """Whether processor time was measured in all these records."""
    return all(results.values("cpu", **where))


def growth(results: Results, shape: str, latency: int) -> Iterator[str]:
    """Exponents of growth, and our own share, if there are enough sizes."""
    sizes = results.alike(shape, latency)
    if len(sizes) < 3:
        return

    def text(operation: str, side: str, what: str = "seconds") -> str:
        found = results.growth(operation, shape, latency, side, what)
        return "–" if found is None else f"{found:.2f}"

    def each(operation: str, size: int) -> str:
        where = {"shape": shape, "size": size, "latency": latency, "operation": operation}
        measures = ("seconds", "cpu") if timed(results, where) else ("seconds",)
        return ", ".join(f"{results.share(what, **where) / size * 1000:.2f}" for what in measures)

    yield (
        "Time grows with N to the power of (our share is ours less null; – where that is nothing or less at some size), and our share in "
        "milliseconds of each resource, by the clock and of the CPU:"
    )
    yield ""
    yield from table(
        ["operation", "ours", "null", "our share", "our share, CPU", *(f"ms each, N = {size}" for size in sizes)],
        [
            [
                operation,
                *(text(operation, side) for side in ("ours", "null", "share")),
                text(operation, "share", "cpu"),
                *(each(operation, size) for size in sizes),
            ]
            for operation in OPERATIONS
        ],
    )


def plots(results: Results, folder: Path) -> None:
    """Time and requests against N."""
    latencies = results.all("latency", shape="gates")
    figure, axes = plt.subplots(2, 3, figsize=(11, 6), layout="constrained")
    for place, operation in zip(axes.flat, OPERATIONS, strict=True):
        for latency in latencies:
            for side, style in (("ours", "-"), ("null", "--")):
                sizes = results.alike("gates", latency)
                seconds = [
                    results.median("seconds", shape="gates", latency=latency, side=side, operation=operation, size=size) for size in sizes
                ]
                color = "tab:purple" if latency else "tab:blue"
                place.plot(sizes, seconds, style, color=color, marker="o", markersize=3, label=f"{side}, {latency} ms")
        place.set(title=operation, xlabel="gates", ylabel="seconds", ylim=(0, None))
    axes.flat[0].legend(frameon=False, fontsize=8)
    save(figure, folder / "performance-time.svg")

    figure, place = plt.subplots(figsize=(6, 4), layout="constrained")
    sizes = results.all("size", shape="gates")
    for operation in ("up", "refresh", "preview"):
        counts = [results.median("requests", shape="gates", side="ours", operation=operation, size=size) for size in sizes]
        place.plot(sizes, counts, marker="o", markersize=3, label=operation)
    place.plot(sizes, sizes, ":", color="gray", label="one request per gate")
    place.set(xlabel="gates", ylabel="requests", yscale="symlog", ylim=(-0.1, None), title="Requests")
    place.legend(frameon=False)
    save(figure, folder / "performance-requests.svg")


def save(figure: Any, file: Path) -> None:
    """Writes a figure; the same data give the same bytes."""
    figure.savefig(file, format="svg", metadata={"Date": None})
    file.write_text("\n".join(each.rstrip() for each in file.read_text().splitlines()) + "\n")


def main() -> None:
    """Reads the records, and writes page and plots."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "bench" / "results.json"
    found = json.loads(source.read_text())
    results = Results(found["about"], found["measured"])
    (ROOT / "bench" / "RESULTS.md").write_text("\n".join(report(results)).rstrip() + "\n")
    plots(results, ROOT / "docs")


if __name__ == "__main__":
    main()
