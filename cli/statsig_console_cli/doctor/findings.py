"""Findings: what the doctor reports about a kind, from the answers that were read.

Answers are compared with the declarations (`places`), lists with reads, and each object with the program that adoption would write for it:
the engine's own read, inputs and comparison say whether a preview right after adoption would show a change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.errors import ConsoleError, RateLimited, Unavailable
from statsig_console.lookup import Listing, items_of, registered
from statsig_console.planning.changes import changes_between
from statsig_console.planning.states import state_from, unshown
from statsig_console.session.session import Session
from statsig_console.values import root
from statsig_console_cli.adopt.catalogue import catalogue, is_seen
from statsig_console_cli.adopt.objects import Adopted, adopted, built_in

from .checks import Mark, worst
from .places import Difference, Found, Places
from .reading import One, Reading, as_seen

WRONG_DIFFERENCES = {Difference.TYPE}
"""The differences that the engine cannot cope with when it reads an answer."""

LISTED_ALONE = "which a read answers and the list does not"


CANNOT_BE_READ = "an answer cannot be understood, which would stop a run"

SLOW = 5.0
"""A request that takes more seconds than this, its repetitions included, is slow."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as expected: what, and where."""

    mark: Mark
    about: str
    where: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The finding in one line."""
        return f"{self.about}: {', '.join(self.where)}" if self.where else self.about


@dataclass
class Verdict:
    """All findings about a kind. `differences` counts the objects that would show a difference right after adoption, by property."""

    reading: Reading
    findings: list[Finding] = field(default_factory=list[Finding])
    places: dict[str, Places] = field(default_factory=dict[str, Places])
    differences: Counter[str] = field(default_factory=Counter[str])
    broken: Counter[str] = field(default_factory=Counter[str])

    @property
    def label(self) -> str:
        """The kind's name in the program."""
        return self.reading.entry.label

    @property
    def mark(self) -> Mark:
        """The worst mark of the findings."""
        return worst([each.mark for each in self.findings])

    @property
    def nothing(self) -> dict[str, int]:
        """How often answers have null, an empty value, or leave a key out."""
        totals = Counter[str]()
        for each in self.places.values():
            totals.update(each.nothing())
        return {name: totals[name] for name in ("null", "empty", "left out")}


def verdict(reading: Reading, session: Session) -> Verdict:
    """The verdict on a kind."""
    made = Verdict(reading)
    if reading.skipped:
        made.findings.append(Finding(Mark.REMARK, reading.skipped))
    if reading.refusal:
        made.findings.append(of_refusal(reading.refusal))
    if reading.repeated:
        made.findings.append(Finding(Mark.REMARK, f"{requests(reading.repeated)} sent again, since the API failed or had too much to do"))
    if reading.slowest > SLOW:
        made.findings.append(Finding(Mark.REMARK, f"answers slowly: one took {reading.slowest:.1f} s"))
    if reading.gone:
        made.findings.append(Finding(Mark.REMARK, f"{reading.gone} listed, and not there when read alone"))
    if reading.unread:
        made.findings.append(Finding(Mark.WRONG, f"{CANNOT_BE_READ} ({reading.unread})"))
    made.places = {sent: placed(sent, held) for sent, held in reading.held.items()}
    made.findings += of_places(list(made.places.values()))
    try:
        made.findings += of_lists(reading)
        made.findings += of_adoption(made, session)
    except Exception as error:  # As in `read_all`: the doctor has to report an answer that stops the engine.
        made.findings.append(Finding(Mark.WRONG, f"{CANNOT_BE_READ} ({type(error).__name__})"))
    return made


def of_refusal(error: ConsoleError) -> Finding:
    """What the refusal of a kind means: a remark if the key or project lacks the kind, a fault if the API fails."""
    if isinstance(error, (Unavailable, RateLimited)):
        return Finding(Mark.WRONG, str(error))
    return Finding(Mark.REMARK, f"not open to this key or project: {error}")


def placed(sent: str, objects: Sequence[Any]) -> Places:
    """The places of the objects that an operation answered, compared with the result of its lookup."""
    lookup = next(each for each in registered() if str(each.operation) == sent)
    within = lookup.within if isinstance(lookup, Listing) else ""
    places = Places(lookup.result)
    for each in objects:
        for item in items_of(each, within if isinstance(each, dict) else ""):
            places.note(item)
    return places


def of_places(places: Sequence[Places]) -> Iterator[Finding]:
    """How answers differ from the declarations, by sort of difference."""
    found: dict[Difference, dict[str, Found]] = {}
    for each in (each for place in places for each in place.found()):
        found.setdefault(each.difference, {}).setdefault(each.path, each)
    for difference in Difference:
        if difference in found:
            where = tuple(each.said for each in found[difference].values())
            yield Finding(Mark.WRONG if difference in WRONG_DIFFERENCES else Mark.REMARK, difference.value, where)


def of_lists(reading: Reading) -> Iterator[Finding]:
    """The properties that reads have and the list lacks."""
    lacking: set[str] = set()
    for each in reading.objects:
        if each.item is not None and each.alone is not None:
            lacking |= set(unshown(reading.kind, each.item)) - set(unshown(reading.kind, each.alone))
    if lacking:
        yield Finding(Mark.REMARK, LISTED_ALONE, tuple(sorted(lacking)))


def of_adoption(made: Verdict, session: Session) -> Iterator[Finding]:
    """Objects that could not be declared as they are, and properties that would change in the first preview."""
    kind, stuck, odd = made.reading.kind, Counter[str](), Counter[str]()
    for each in made.reading.objects:
        seen = as_seen(kind, each)
        if built_in(seen, session):
            continue
        program = adopted(seen, session)
        if isinstance(program, Adopted):
            odd.update(program.warnings)
            made.differences.update(differing(kind, each, program))
        else:
            stuck[program.reason] += 1
    for text in (*stuck, *odd):
        made.broken[property_in(text, kind)] += stuck[text] + odd[text]
    for mark, about, found in (
        (Mark.WRONG, "cannot be adopted", stuck),
        (Mark.WRONG, "would show a change right after adoption", made.differences),
        (Mark.REMARK, "breaks today's rules", odd),
    ):
        if found:
            yield Finding(mark, about, tuple(f"{text} ({counted(count)})" for text, count in sorted(found.items())))


def requests(count: int) -> str:
    """A count of requests, with the verb."""
    return f"{count} request{' was' if count == 1 else 's were'}"


def counted(count: int) -> str:
    """A count of objects."""
    return f"{count} object{'' if count == 1 else 's'}"


def property_in(sentence: str, kind: Kind) -> str:
    """The property that a sentence about an object begins with; empty if it begins with something else."""
    name = root(sentence.partition(" ")[0])
    return name if name in kind.by_name else ""


def differing(kind: Kind, one: One, program: Adopted) -> set[str]:
    """The properties that a preview would change once the object is read again, in its list or by itself."""
    found: set[str] = set()
    for data, partial in ((one.item, True), (one.alone, False)):
        if data is not None:
            state = state_from(kind, data, program.state, partial=partial)
            changes = changes_between(kind, state, program.inputs)
            found |= {*changes.replaces, *(each.name for each in changes.updates), *(each.property for each in changes.refusals)}
            if changes and not found and kind.lifecycle:
                found.add(kind.lifecycle.name)
    return found


def unlooked() -> list[str]:
    """The kinds that the API does not show."""
    return [each.module for each in catalogue().values() if not is_seen(each)]
