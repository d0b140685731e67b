"""Showing: the checks line by line, a table with a row for each kind, then the findings, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from statsig_console_cli.texts import visible

from .checks import Check, Mark, worst
from .findings import Verdict, unlooked

COLOURS = {Mark.FINE: "green", Mark.REMARK: "yellow", Mark.WRONG: "red"}


def examination(console: Console, checks: Sequence[Check], verdicts: Sequence[Verdict]) -> None:
    """Prints an examination."""
    for each in checks:
        advice = f" → {each.advice}" if each.advice else ""
        line(console, each.mark, f"{each.about}: {each.said}{advice}")
    if verdicts:
        console.print(table(verdicts))
        for (mark, said), modules in together(verdicts).items():
            line(console, mark, f"{', '.join(modules)}: {said}")
        line(console, Mark.FINE, f"not looked at, since the API does not show them by themselves: {', '.join(unlooked())}")
    marks = [*(each.mark for each in checks), *(each.mark for each in verdicts)]
    line(console, worst(marks), conclusion(marks))


def together(verdicts: Sequence[Verdict]) -> dict[tuple[Mark, str], list[str]]:
    """The findings, worst first, each with the kinds that it is about."""
    found: dict[tuple[Mark, str], list[str]] = {}
    for mark in reversed(Mark):
        for verdict in verdicts:
            for each in verdict.findings:
                if each.mark is mark:
                    found.setdefault((mark, each.said), []).append(verdict.reading.entry.module)
    return found


def line(console: Console, mark: Mark, text: str) -> None:
    """Prints a line with its mark."""
    colour = COLOURS[mark]
    console.print(f"[{colour}]{mark.value}[/{colour}] {escape(visible(text))}", highlight=False, soft_wrap=True)


def table(verdicts: Sequence[Verdict]) -> Table:
    """How many objects of each kind were read, and how its answers express that there is nothing."""
    made = Table("", "kind", "objects", "read alone", "nothing is")
    for each in verdicts:
        objects = f"{len(each.reading.objects)}{'+' if each.reading.more else ''}"
        nothing = ", ".join(f"{name} {count}" for name, count in each.nothing.items() if count)
        mark = f"[{COLOURS[each.mark]}]{each.mark.value}"
        made.add_row(mark, each.reading.entry.module, objects, str(each.reading.alone or ""), nothing)
    return made


def conclusion(marks: Sequence[Mark]) -> str:
    """The result in a sentence."""
    wrong, remarks = (sum(each is mark for each in marks) for mark in (Mark.WRONG, Mark.REMARK))
    if wrong:
        return f"{wrong} of {len(marks)} are wrong"
    return f"nothing is wrong{f', {remarks} with remarks' if remarks else ''}"
