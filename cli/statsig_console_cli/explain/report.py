"""Reports: the accounts of all objects as one text, what changes in production first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .accounts import Account
from .pens import Pen
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


def groups_of(accounts: Sequence[Account], production: Collection[str]) -> list[Group]:
    """The accounts by where they are felt. What applies in all environments is felt in production."""

    def felt(account: Account) -> int:
        if not account.reach:
            return 2
        return 0 if account.reach & {"*", *production} else 1

    headings = (
        f"In {' and '.join(sorted(production))}",
        "In other environments",
        "Not felt by users",
    )
    found = [Group(heading, tuple(each for each in accounts if felt(each) == number)) for number, heading in enumerate(headings)]
    return [group for group in found if group.accounts]


def report(accounts: Sequence[Account], errors: Sequence[str], production: Collection[str], stack: str, drift: bool, pen: Pen) -> str:
    """The whole text."""
    nothing = NO_DRIFT if drift else NOTHING
    what = "What was changed in the console" if drift else f"What {pen.code('pulumi up')} would change"
    lines = [pen.heading(f"{what}{f' ({pen.text(stack)})' if stack else ''}", 0), ""]
    if errors:
        lines += [
            "The preview fails:" if not drift else "The refresh fails:",
            "",
            *(f"- {pen.text(error, LONGEST_ERROR)}" for error in errors),
            "",
        ]
    if not accounts:
        return "\n".join(lines if errors else [nothing]).rstrip()
    lines += [summary(accounts), ""]
    for group in groups_of(accounts, production):
        lines += [
            pen.heading(f"{group.heading} ({len(group.accounts)})", 1),
            "",
            *(line for account in group.accounts for line in _lines(account)),
            "",
        ]
    if drift:
        lines += [f"{pen.code('pulumi up --refresh')} puts back what the program declares; or take the change into the program."]
    return "\n".join(lines).rstrip()


def summary(accounts: Sequence[Account]) -> str:
    """How many objects there are of each fate."""
    counts = {word: sum(account.op == op for account in accounts) for op, word in OPS.items()}
    parts = [f"{number} {word}" for word, number in counts.items() if number]
    return f"{counted(len(accounts), 'object')}: {', '.join(parts)}."


def _lines(account: Account) -> list[str]:
    return [f"- {account.title}: {account.sentence}", *(f"  - {line}" for line in account.details)]
