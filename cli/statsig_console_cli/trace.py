"""``statsig-console trace``: sums up the trace that a run has written.

Each line of a trace is an attempt; a request that was repeated has several.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .texts import plainly, read_text, visible

REFUSED_FROM = 400
"""Statuses from this one on are refusals."""


@dataclass(frozen=True)
class Attempt:
    """One line of a trace. Times are in ms; `status` is None if no answer came, and `error` says why."""

    kind: str
    resource: str
    operation: str
    path: str
    number: int
    status: int | None
    milliseconds: int
    waited: int
    sent: int
    received: int
    error: str
    process: int

    @property
    def is_refused(self) -> bool:
        """Whether the API refused, or did not answer."""
        return self.status is None or self.status >= REFUSED_FROM

    @property
    def title(self) -> str:
        """The request as people name it."""
        return f"{self.operation.partition(' ')[0]} {self.path}"

    @property
    def outcome(self) -> str:
        """The outcome: the status, or why there is none."""
        return str(self.status) if self.status is not None and not self.error else self.error or "no answer"


@dataclass(frozen=True)
class Summary:
    """The attempts of a trace, and how many lines could not be read."""

    attempts: Sequence[Attempt]
    unreadable: int = 0

    @property
    def refused(self) -> list[Attempt]:
        """The attempts that were refused or not answered."""
        return [each for each in self.attempts if each.is_refused]

    @property
    def repeated(self) -> list[Attempt]:
        """The attempts that were repetitions."""
        return [each for each in self.attempts if each.number > 1]

    @property
    def waited(self) -> list[Attempt]:
        """The attempts that waited for their turn or before a repetition, the longest wait first."""
        return sorted((each for each in self.attempts if each.waited), key=lambda each: -each.waited)

    def slowest(self, most: int) -> list[Attempt]:
        """The attempts that took longest, not counting waits."""
        return sorted(self.attempts, key=lambda each: -each.milliseconds)[:most]

    def by_kind(self) -> dict[str, list[Attempt]]:
        """The attempts of each kind, the kind with the most of them first."""
        kinds: dict[str, list[Attempt]] = {}
        for each in self.attempts:
            kinds.setdefault(each.kind, []).append(each)
        return dict(sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])))


def trace(
    file: Annotated[Path, typer.Argument(help="The trace: what STATSIG_TRACE, or --trace, named.")],
    most: Annotated[int, typer.Option(help="How many of the slowest requests are shown.", min=0)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Sums up the requests of a run. It tells of requests by kind, of the slowest, of those that were refused or repeated, and of waits."""

    with plainly():
        found = summed(read_text(file))
    if as_json:
        typer.echo(json.dumps(as_dict(found, most), indent=1))
    else:
        show(Console(), found, most)


def summed(text: str) -> Summary:
    """The attempts in a trace's text."""
    lines = [line for line in text.split("\n") if line.strip()]
    attempts = [attempt for line in lines if (attempt := attempt_in(line))]
    return Summary(attempts, len(lines) - len(attempts))


def attempt_in(line: str) -> Attempt | None:
    """The attempt that a line holds; None where it holds none, or was cut off."""
    try:
        held = json.loads(line)
        resource = str(held.get("resource") or "")
        return Attempt(
            kind=kind_of_resource(resource) or kind_of_operation(str(held["operation"])),
            resource=resource.rpartition("::")[2],
            operation=str(held["operation"]),
            path=str(held["path"]),
            number=int(held["attempt"]),
            status=None if held["status"] is None else int(held["status"]),
            milliseconds=int(held["ms"]),
            waited=int(held["wait_ms"]),
            sent=int(held["sent"]),
            received=int(held["received"]),
            error=str(held.get("error") or ""),
            process=int(held["process"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def kind_of_resource(urn: str) -> str:
    """The kind that a URN names; empty if it names none."""
    from statsig_console.state_keys import label_in, type_in

    return label_in(type_in(urn))


def kind_of_operation(operation: str) -> str:
    """The kind whose objects an operation is about, or else the first part of its path; for attempts without a resource."""
    return kinds_by_operation().get(operation) or operation.partition(" /")[2].partition("/")[0]


@cache
def kinds_by_operation() -> Mapping[str, str]:
    """The kind of each operation. Of several kinds that send it, an object's comes before an action's, a whole object's before a part's."""
    import pulumi_statsig_console as statsig
    from statsig_console.declaring.kinds import kinds_in

    found: dict[str, str] = {}
    kinds = sorted(kinds_in(statsig), key=lambda kind: (kind.endpoints.once, kind.pick is not None, len(kind.addressing), kind.label))
    for kind in kinds:
        for each in kind.operations():
            found.setdefault(str(each), kind.label)
    return found


def show(console: Console, found: Summary, most: int) -> None:
    """Prints a summary."""
    console.print(headline(found), highlight=False, soft_wrap=True)
    table = Table("kind", "requests", "refused", "repeated", "waited", "mean", "slowest")
    for kind, held in found.by_kind().items():
        row = figures(held)
        times = [f"{row[name]:,} ms" for name in ("waited_ms", "mean_ms", "slowest_ms")]
        counts = [str(row[name] or "") for name in ("refused", "repeated")]
        table.add_row(escape(visible(kind)), str(row["requests"]), *counts, *times)
    console.print(table)
    for title, attempts in {
        "Slowest": found.slowest(most),
        "Refused": found.refused,
        "Repeated": found.repeated,
        "Waited": found.waited[:most],
    }.items():
        if attempts:
            console.print(f"{title}:")
        for line, count in Counter(sentence(each, title) for each in attempts).items():
            console.print(f"  {escape(visible(line))}{f' ({count} times)' if count > 1 else ''}", highlight=False, soft_wrap=True)


def headline(found: Summary) -> str:
    """The whole trace in a sentence."""
    processes = len({each.process for each in found.attempts})
    waited = sum(each.waited for each in found.attempts) / 1000
    parts = [
        f"{counted(len(found.attempts), 'request')} of {counted(processes, 'process', 'es')}",
        f"{len(found.refused)} refused or not answered",
        f"{len(found.repeated)} repeated",
        f"{waited:.1f} s waited",
    ]
    unreadable = [f"{counted(found.unreadable, 'line')} could not be read"] if found.unreadable else []
    return ", ".join(parts + unreadable)


def counted(number: int, noun: str, more: str = "s") -> str:
    """A number with its noun."""
    return f"{number} {noun}{'' if number == 1 else more}"


def sentence(attempt: Attempt, about: str) -> str:
    """An attempt as a line of one of the lists."""
    whose = f" for {attempt.kind} {attempt.resource}" if attempt.resource else ""
    what = {
        "Slowest": f"{attempt.milliseconds:,} ms  ",
        "Waited": f"{attempt.waited:,} ms  ",
        "Repeated": f"attempt {attempt.number}  ",
        "Refused": "",
    }[about]
    return f"{what}{attempt.title}{whose}: {attempt.outcome}"


def figures(attempts: Sequence[Attempt]) -> dict[str, int]:
    """The counts and times of some attempts."""
    taken = [each.milliseconds for each in attempts]
    return {
        "requests": len(attempts),
        "refused": sum(each.is_refused for each in attempts),
        "repeated": sum(each.number > 1 for each in attempts),
        "waited_ms": sum(each.waited for each in attempts),
        "mean_ms": round(sum(taken) / len(taken)),
        "slowest_ms": max(taken),
        "sent": sum(each.sent for each in attempts),
        "received": sum(each.received for each in attempts),
    }


def as_dict(found: Summary, most: int) -> dict[str, Any]:
    """A summary as JSON."""
    return {
        "requests": len(found.attempts),
        "unreadable": found.unreadable,
        "kinds": {kind: figures(held) for kind, held in found.by_kind().items()},
        "slowest": listed(found.slowest(most)),
        "refused": listed(found.refused),
        "repeated": listed(found.repeated),
        "waited": listed(found.waited[:most]),
    }


def listed(attempts: Iterable[Attempt]) -> list[dict[str, Any]]:
    """Attempts as JSON."""
    return [
        {
            "kind": each.kind,
            "resource": each.resource or None,
            "operation": each.operation,
            "path": each.path,
            "attempt": each.number,
            "status": each.status,
            "ms": each.milliseconds,
            "wait_ms": each.waited,
            "error": each.error or None,
        }
        for each in attempts
    ]
