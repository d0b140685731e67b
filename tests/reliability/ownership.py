"""Ownership: an object of a stack stays when its resource is renamed, moved, replaced or declared twice.

A case brings a resource into the stack under a name, then renames it, moves it into a component, has it replaced, or declares it
twice, with and without adoption. In half of the cases somebody edits the object in the console just before. Afterwards the object is
there with its values, the edit too, or the run failed and the project is as it was.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from statsig_console.handling.adopting import unadoptable
from statsig_console_emulator.testing import Emulator

from .console import Console
from .contents import contents, difference
from .deployment import Declared, Deployment, Step
from .matrix import ADOPT, Matrix, said, trace
from .subjects import SUBJECTS, Subject

OLD, NEW, COMPONENT = "the-old-name", "the-new-name", "a-component"
"""The names of resources here, which occur in no property and no message."""

WAYS = ("rename", "move", "replace", "trigger", "replace, delete first", "alias", "twice at once", "twice later")
ADOPTIONS = ("", "by the resource", "by the stack")
ADVICE = ("adopt_existing", "STATSIG_ADOPT_EXISTING", "import-file")
"""Advice that no message may give about an object that the stack has."""

UNEDITED = {"replace, delete first", "twice at once"}
"""The ways that are tried without an edit: the first deletes the object and the edit with it, the second begins without an object."""
EDITS = 12
"""How many edits are tried until one has an effect."""

EDITED = ("changed outside this stack", "cannot be taken over")
"""The texts with which a run may stop because of an edit when it was to take over the object."""

LONGEST = 160
"""The most characters of an object's text that a problem shows."""


@dataclass(frozen=True)
class Case:
    """A change to one resource, such as a new name."""

    subject: Subject
    way: str
    adoption: str
    is_edited: bool = False

    def __str__(self) -> str:
        edited = ", edited" if self.is_edited else ""
        return f"{self.subject.name} {self.way}{f', adoption {self.adoption}' if self.adoption else ''}{edited}"


@dataclass
class Verdict:
    """The problems of a case: objects lost or doubled, and texts that a message lacks. `failed`: the run ended with an error."""

    failed: bool
    losses: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """All problems."""
        return [*self.losses, *self.words]


@dataclass
class Tally:
    """The result of a run of cases."""

    cases: int = 0
    failures: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


class Ownership:
    """Runs cases against one emulator, each in a project of its own."""

    def __init__(self, emulator: Emulator, name: str = "ownership") -> None:
        self.emulator = emulator
        self.matrix = Matrix(emulator, name)
        self._destroyed: dict[str, Mapping[str, list[str]]] = {}

    def run(self, cases: Iterable[Case]) -> Tally:
        """The cases, each in a project of its own."""
        tally = Tally()
        for case in cases:
            verdict = self.judge(case)
            tally.cases += 1
            tally.notes["stopped"] += verdict.failed
            if verdict.losses:
                tally.notes["losses"] += 1
            if verdict.problems:
                tally.failures.append(f"{case}: {'; '.join(verdict.problems)}")
        return tally

    def judge(self, case: Case) -> Verdict:
        """Runs one case, and checks the result."""
        subject, reference = case.subject, self._reference(case.subject)
        # An object that the API cannot delete stays when another one replaces it.
        permanent = subject.life.declaration.endpoints.permanent
        with said() as lines, self.matrix._project(subject) as stack:
            if case.adoption == ADOPTIONS[2]:
                stack.config[ADOPT] = "true"
            key = stack.config["statsig:consoleApiKey"]
            first = [] if case.way == "twice at once" else [named(stack, case, OLD)]
            failed = [step for step in stack.run([*subject.before(stack), *first]) if step.error]
            assert not failed, f"{case}: {failed}"
            self.emulator.client(key).get("/gates")  # A key opens its project at the first request.
            before = contents(self.emulator, key)
            if case.is_edited and (edited := self._edited(stack, case, before)):
                before = edited
            steps = stack.run([*subject.before(stack), *after(stack, case)], [OLD] if case.way.startswith("replace") else [])
            errors = [step for step in steps if step.error]
            now = contents(self.emulator, key)
            verdict = Verdict(bool(errors))
            if errors:
                verdict.losses += [f"the run failed after harm: {found}"] if (found := changes(before, now)) else []
                verdict.words += miswritten(case, errors)
                return verdict
            if case.way.startswith("twice"):
                verdict.losses += self._doubled(stack, case, before, now)
            elif (found := changes(before, now)) and not (permanent and " lacks " not in found):
                verdict.losses.append(f"the project differs: {found}")
            if not case.is_edited:
                verdict.losses += self._unsettled(stack, case, reference)
            verdict.words += [f"it says {line!r}" for line in lines.getvalue().splitlines() if "Traceback" in line]
            return verdict

    def _edited(self, stack: Deployment, case: Case, before: Mapping[str, list[str]]) -> Mapping[str, list[str]] | None:
        """Edits the object as in the console; returns the project's contents then. None if the API accepts no edit with an effect."""
        console, life, chance = Console(self.emulator, stack), case.subject.life, random.Random(str(case))
        # A forced replacement creates a new object if the edit gave the old one another name.
        names = {life.declaration.unique, *life.declaration.naming} if case.way in {"replace", "trigger"} else set()
        edits = [each for each in console.edits(life, {}, life.changed, chance, OLD) if each.sort != "deletion"]
        for edit in edits[:EDITS]:
            if not names & {*edit.properties}:
                console.carry_out(edit)
                if difference(before, now := contents(self.emulator, console.key)):
                    return now
        return None

    def _doubled(self, stack: Deployment, case: Case, before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Iterator[str]:
        """Problems unless there are two objects for two resources, or none of them was created."""
        one, other = stack.held[OLD].id, stack.held[NEW].id
        found = changes(before, now)
        if one == other or (case.subject.life.declaration.endpoints.read and " has " not in found):
            yield f"two resources hold one object, {one}"
        if " lacks " in found:
            yield f"declaring it twice changed something: {found}"

    def _unsettled(self, stack: Deployment, case: Case, reference: Mapping[str, list[str]]) -> Iterator[str]:
        """Problems unless a refresh finds the object, a further run changes nothing, and destroy leaves what it always leaves."""
        yield from (f"refresh failed: {step.error}" for step in stack.refresh() if step.error)
        program = [*case.subject.before(stack), *after(stack, case)]
        lost = [each.name for each in program if each.urn not in stack.held]
        yield from (f"a refresh lost {name}" for name in lost)
        if lost:
            return
        yield from (f"a further run would {step.op} {step.name}: {step.error}" for step in stack.preview(program))
        yield from (f"destroy failed: {step.error}" for step in stack.destroy() if step.error)
        left = changes(reference, contents(self.emulator, stack.config["statsig:consoleApiKey"]))
        if left and not (case.subject.life.declaration.endpoints.permanent and " lacks " not in left):
            yield f"destroy left something else: {left}"

    def _reference(self, subject: Subject) -> Mapping[str, list[str]]:
        """The objects that an undisturbed stack leaves behind after destroy."""
        if subject.name not in self._destroyed:
            with said(), self.matrix._project(subject) as stack:
                assert not any(step.error for step in stack.run(subject.program(stack))), subject.name
                assert not any(step.error for step in stack.destroy()), subject.name
                self._destroyed[subject.name] = contents(self.emulator, stack.config["statsig:consoleApiKey"])
        return self._destroyed[subject.name]


def changes(wanted: Mapping[str, list[str]], found: Mapping[str, list[str]]) -> str:
    """The objects that only one of two projects has, each shortened."""
    return "; ".join(each if len(each) <= LONGEST else f"{each[:LONGEST]}…" for each in difference(wanted, found).split("; ") if each)


def owners() -> tuple[Subject, ...]:
    """The subjects that have an object; actions have none."""
    return tuple(each for each in SUBJECTS if not each.is_action)


def cases(subject: Subject) -> list[Case]:
    """Every case that is possible for a subject."""
    ways = ADOPTIONS[::2] if unadoptable(subject.life.declaration) else ADOPTIONS
    plain = [Case(subject, way, adoption) for way in WAYS for adoption in ways]
    # If the API makes up the ID, a replacement creates a new object, as it should.
    anew = {"replace", "trigger"} if subject.life.declaration.is_made_up and not subject.life.declaration.unique else set()
    return [*plain, *(replace(each, is_edited=True) for each in plain if each.way not in UNEDITED | anew)]


def named(stack: Deployment, case: Case, name: str, **options: Any) -> Declared:
    """The subject declared under a name."""
    adopting = {"adopt_existing": True} if case.adoption == ADOPTIONS[1] else {}
    own = case.subject.program(stack, adopting)[-1]
    return replace(own, name=name, replacement_trigger="1", **options)


def after(stack: Deployment, case: Case) -> list[Declared]:
    """The subject's declarations after the change."""
    match case.way:
        case "rename":
            return [named(stack, case, NEW)]
        case "move":
            return [named(stack, case, OLD, parent=COMPONENT)]
        case "alias":
            return [named(stack, case, NEW, parent=COMPONENT, aliases=(OLD,))]
        case "trigger":
            return [replace(named(stack, case, OLD), replacement_trigger="2")]
        case "replace, delete first":
            return [named(stack, case, OLD, delete_before_replace=True)]
        case "twice at once" | "twice later":
            return [named(stack, case, OLD), named(stack, case, NEW)]
        case _:
            return [named(stack, case, OLD)]


def miswritten(case: Case, errors: Sequence[Step]) -> Iterator[str]:
    """The mistakes in the messages of a run that stopped."""
    text = "; ".join(f"resource {step.name}: {step.error}" for step in errors)
    yield from (f"a traceback: {trace(step)[-300:]}" for step in errors if not type(step.error).__module__.startswith(("statsig", "tests")))
    permanent = case.subject.life.declaration.endpoints.permanent
    if case.way != "replace, delete first":
        yield from (f"the message advises {each}: {text}" for each in ADVICE if each in text)
    wanted: tuple[str, ...] = ()
    if case.is_edited and case.adoption and all(any(each in str(step.error) for each in EDITED) for step in errors):
        return
    if case.way in {"rename", "move"}:
        wanted = (OLD, "aliases=[")
    elif case.way in {"replace", "trigger"} and not permanent:
        wanted = ("delete_before_replace=True",)
    elif case.way.startswith("twice"):
        wanted = (OLD, NEW)
        if errors[0].op != "check":
            yield f"told by {errors[0].op}, not at preview: {text}"
    missing = [each for each in wanted if each not in text]
    if missing:
        yield f"the message lacks {', '.join(missing)}: {text}"
