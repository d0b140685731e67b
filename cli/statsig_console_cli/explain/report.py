"""Reports: the outcomes of all objects as one text, changes in production first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .markup import Markup
from .outcomes import Outcome
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
    outcomes: tuple[Outcome, ...]


def groups_of(outcomes: Sequence[Outcome], production: Collection[str], markup: Markup) -> list[Group]:
    """The outcomes by the environments whose users feel them. An outcome in all environments counts as production."""

    def felt(outcome: Outcome) -> int:
        if not outcome.reach:
            return 2
        return 0 if outcome.reach & {"*", *production} else 1

    headings = (
        f"In {' and '.join(map(markup.text, sorted(production)))}",
        "In other environments",
        "Not felt by users",
    )
    found = [Group(heading, tuple(each for each in outcomes if felt(each) == number)) for number, heading in enumerate(headings)]
    return [group for group in found if group.outcomes]


def report(preview: Preview, outcomes: Sequence[Outcome], production: Collection[str], drift: bool, markup: Markup) -> str:
    """The whole text: why the preview failed, if it did, what happens to each object, and what policies advise."""
    nothing = NO_DRIFT if drift else NOTHING
    if not (outcomes or preview.errors or preview.advice):
        return nothing
    what = "What was changed in the console" if drift else f"What {markup.code('pulumi up')} would change"
    lines = [markup.heading(f"{what}{f' ({markup.text(preview.stack)})' if preview.stack else ''}", 0), ""]
    if preview.errors:
        lines += ["The refresh fails:" if drift else "The preview fails:", "", *_items(preview.errors, markup), ""]
    if outcomes:
        lines += [summary(outcomes), ""]
    elif not preview.errors:
        lines += [nothing, ""]
    for group in groups_of(outcomes, production, markup):
        described = [line for outcome in group.outcomes for line in _lines(outcome)]
        lines += [markup.heading(f"{group.heading} ({len(group.outcomes)})", 1), "", *described, ""]
    if preview.advice:
        lines += [markup.heading("Advice", 1), "", *_items(preview.advice, markup), ""]
    if drift and outcomes:
        lines += [f"{markup.code('pulumi up --refresh')} puts back what the program declares; or take the change into the program."]
    return "\n".join(lines).rstrip()


def _items(texts: Sequence[str], markup: Markup) -> list[str]:
    return [f"- {markup.text(text, LONGEST_ERROR)}" for text in texts]


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many objects are created, changed, replaced and so on."""
    counts = {word: sum(outcome.op == op for outcome in outcomes) for op, word in OPS.items()}
    parts = [f"{number} {word}" for word, number in counts.items() if number]
    return f"{counted(len(outcomes), 'object')}: {', '.join(parts)}."


def _lines(outcome: Outcome) -> list[str]:
    return [f"- {outcome.title}: {outcome.sentence}", *(f"  - {line}" for line in outcome.details)]
