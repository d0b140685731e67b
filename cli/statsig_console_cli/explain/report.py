"""Reports: the accounts of all objects as one text, what changes in production first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .accounts import Account
from .pens import Pen
from .reading import Preview
from .words import counted

LONGEST_ERROR = 600
NOTHING = "Nothing changes."
NO_DRIFT = "Nothing was changed in the console."
OPS = {"create": "new", "update": "changed", "replace": "replaced", "delete": "deleted", "import": "taken over", "drift": "drifted"}


@dataclass(frozen=True)
class Group:
    """The objects under one heading."""

    heading: str
    accounts: tuple[Account, ...]


def groups_of(accounts: Sequence[Account], production: Collection[str], pen: Pen) -> list[Group]:
    """The accounts by where they are felt. What applies in all environments is felt in production."""

    def felt(account: Account) -> int:
        if not account.reach:
            return 2
        return 0 if account.reach & {"*", *production} else 1

    headings = (
        f"In {' and '.join(map(pen.text, sorted(production)))}",
        "In other environments",
        "Not felt by users",
    )
    found = [Group(heading, tuple(each for each in accounts if felt(each) == number)) for number, heading in enumerate(headings)]
    return [group for group in found if group.accounts]


def report(preview: Preview, accounts: Sequence[Account], production: Collection[str], drift: bool, pen: Pen) -> str:
    """The whole text: why the preview failed, if it did, what happens to each object, and what policies advise."""
    nothing = NO_DRIFT if drift else NOTHING
    if not (accounts or preview.errors or preview.advice):
        return nothing
    what = "What was changed in the console" if drift else f"What {pen.code('pulumi up')} would change"
    lines = [pen.heading(f"{what}{f' ({pen.text(preview.stack)})' if preview.stack else ''}", 0), ""]
    if preview.errors:
        lines += ["The refresh fails:" if drift else "The preview fails:", "", *_items(preview.errors, pen), ""]
    if accounts:
        lines += [summary(accounts), ""]
    elif not preview.errors:
        lines += [nothing, ""]
    for group in groups_of(accounts, production, pen):
        told = [line for account in group.accounts for line in _lines(account)]
        lines += [pen.heading(f"{group.heading} ({len(group.accounts)})", 1), "", *told, ""]
    if preview.advice:
        lines += [pen.heading("Advice", 1), "", *_items(preview.advice, pen), ""]
    if drift and accounts:
        lines += [f"{pen.code('pulumi up --refresh')} puts back what the program declares; or take the change into the program."]
    return "\n".join(lines).rstrip()


def _items(texts: Sequence[str], pen: Pen) -> list[str]:
    return [f"- {pen.text(text, LONGEST_ERROR)}" for text in texts]


def summary(accounts: Sequence[Account]) -> str:
    """How many objects there are of each fate."""
    counts = {word: sum(account.op == op for account in accounts) for op, word in OPS.items()}
    parts = [f"{number} {word}" for word, number in counts.items() if number]
    return f"{counted(len(accounts), 'object')}: {', '.join(parts)}."


def _lines(account: Account) -> list[str]:
    return [f"- {account.title}: {account.sentence}", *(f"  - {line}" for line in account.details)]
