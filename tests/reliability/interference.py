"""Non-interference: an update makes the program's change, and leaves everything as it is that people edited in the console meanwhile.

A case deploys a program, makes an edit without the stack, changes other properties in the program, and runs `up` without a refresh. A
second project, where nobody edits anything, shows the effect of the program's change. The differences there before and after are
that effect: it must be the same here, or the run stops before it changes anything. Everything else stays as edited.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf
from statsig_console_emulator.testing import Emulator

from .console import Console, Edit
from .contents import MADE_UP, documents, lasting
from .deployment import Declared, Deployment, Step
from .matrix import Matrix, said
from .subjects import SUBJECTS, Subject

Documents = Mapping[str, Mapping[str, Any]]
View = dict[str, dict[str, Any]]

ATTEMPTS = 12
"""How many random programs, edits and changes are tried until the API accepts one."""

IDS = [f"u{number}" for number in range(60)]
SMALL: Mapping[str, Mapping[str, Any]] = {"segmentidlist": {"ids": IDS[:40]}, "segmentuserstoreids": {"ids": IDS[:40]}}
"""Smaller first values of lives that have thousands of elements, which would show no more than a few do."""

EXTRA: Mapping[str, Mapping[str, Any]] = {
    "teamsettings": {"require_teams_on_configs": True},
    "segmentidlist": {"ids": IDS[20:]},
    "segmentuserstoreids": {"ids": IDS[20:]},
}
"""Changes of lives that declare none, since they would disturb the other lives of one project; and small ones."""

INNER: Mapping[str, str] = {"ingestion": "data"}
"""The key under which documents of a kind hold the properties, each of which is compared by itself."""

RULE_ID = re.compile(r"<id>:[\d.:]+")
"""The ID of a rule, which counts the changes of its percentage."""

DERIVED: Mapping[tuple[str, str], tuple[str, str]] = {
    ("segments", "count"): ("segmentidlist segmentuserstoreids", "ids"),  # The number of IDs, which are compared by themselves.
    ("gates", "targetApps"): ("targetapp", "name"),  # The names of apps, which change with the app's own name.
}
"""Values that the API derives: by the kind and key of the document, the subjects and the property from which, changed or edited."""

UNSEEN = {"changevalidation", "warehouseconnection"}
"""Subjects of which no operation shows the values that can be edited, so that an edit cannot be noticed."""

OPPOSITE = {
    f"{first}{ids}": f"{second}{ids}"
    for ids in ("UserIDs", "CustomIDs")
    for first, second in (("passing", "failing"), ("failing", "passing"))
}
"""Pairs of lists of which an ID is on one at most: the API removes from one what is added to the other."""


@dataclass
class Tally:
    """The result of a run of cases. `void` counts seeds without a case: the API accepted nothing that was tried."""

    cases: int = 0
    void: int = 0
    failures: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Change:
    """Two programs by how their values differ from the life's first ones, and the properties that they differ in."""

    first: Mapping[str, Any]
    then: Mapping[str, Any]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """The project with the edit: its documents at first, as edited, and after the update."""

    edit: Edit
    change: Change
    ignored: tuple[str, ...]
    before: View
    edited: View
    after: View
    errors: tuple[str, ...]
    accepted: tuple[str, ...]
    refused: tuple[str, ...]


class Interference:
    """Runs cases against one emulator, each in projects of its own."""

    def __init__(self, emulator: Emulator, name: str = "interference") -> None:
        self.emulator = emulator
        self.matrix = Matrix(emulator, name)

    def run(self, subject: Subject, seeds: Sequence[int]) -> Tally:
        """The cases of one subject with these seeds; the same seed is the same case."""
        tally = Tally()
        for seed in seeds:
            if not self._case(subject, seed, tally):
                tally.void += 1
        return tally

    def _case(self, subject: Subject, seed: int, tally: Tally) -> bool:
        chance = random.Random(f"{subject.name} {seed}")
        for _ in range(ATTEMPTS):
            story = self._edited(subject, chance)
            expected = story and self._undisturbed(subject, story)
            if story is None or expected is None:
                continue
            tally.cases += 1
            tally.notes["with ignore_changes"] += bool(story.ignored)
            tally.notes[f"edits: {story.edit.sort}"] += 1
            apart = not set(story.edit.properties) & set(story.change.names) and story.edit.sort != "deletion"
            tally.notes["stopped" + (", though the edit is of something else" if apart else "")] += bool(story.errors)
            tally.notes["refused by the API"] += bool(story.errors and story.refused)
            derived = {place for place, (names, of) in DERIVED.items() if follows(story, subject, names.split(), of)}
            problems = judged(story, *expected, subject.life.declaration, derived)
            if problems:
                ignored = f", ignoring {', '.join(story.ignored)}" if story.ignored else ""
                tally.failures.append(
                    f"{subject.name} seed {seed}: {story.edit}; the program changes {as_text(story.change)}{ignored}: {'; '.join(problems)}"
                )
            return True
        return False

    def _edited(self, subject: Subject, chance: random.Random) -> Story | None:
        """The project with the edit; None if the API accepts no such program or edit."""
        life = subject.life
        with said(), self.matrix._project(subject) as stack:
            key = stack.config["statsig:consoleApiKey"]
            earlier = documents(self.emulator, key)
            first = first_values(subject, chance)
            if any(step.error for step in stack.run(subject.program(stack, first))):
                return None
            console = Console(self.emulator, stack)
            before = documents(self.emulator, key)
            labels, own = labelled(before), own_item(life.declaration, stack, subject)
            target = chance.choice(subject.parents) if subject.parents and chance.random() < 0.2 else life
            edit = None
            others = changeable(subject) if target is life else target.changed
            for each in console.edits(target, console.owned(earlier) if target is life else {}, others, chance)[:ATTEMPTS]:
                if each.sort == "deletion" and target.label in life.after:
                    continue  # The program's change may name it, and the API refuses names of missing objects.
                console.carry_out(each)
                if view(documents(self.emulator, key), labels, own) != view(before, labels, own):
                    edit = each
                    break
            if edit is None:
                return None
            edited = documents(self.emulator, key)
            of_subject = edit.properties if target is life else ()
            change = changed(subject, first, of_subject, chance)
            ignored = of_subject if of_subject and chance.random() < 0.35 else ()
            if change is None or set(change.names) <= set(ignored):
                return None
            self.emulator.clear_requests()
            steps = stack.run(program(subject, stack, change.then, ignored))
            sent = [each for each in self.emulator.requests() if each.method != "GET"]
            return Story(
                edit,
                change,
                ignored,
                view(before, labels, own),
                view(edited, labels, own),
                view(documents(self.emulator, key), labels, own),
                tuple(error_line(step) for step in steps if step.error),
                tuple(f"{each.method} {each.template}" for each in sent if each.status < 400),
                tuple(f"{each.method} {each.template}" for each in sent if each.status >= 400),
            )

    def _undisturbed(self, subject: Subject, story: Story) -> tuple[View, View] | None:
        """The project that nobody edits, before and after the program's change; None where that fails, or changes nothing."""
        with said(), self.matrix._project(subject) as stack:
            key = stack.config["statsig:consoleApiKey"]
            if any(step.error for step in stack.run(subject.program(stack, story.change.first))):
                return None
            found = documents(self.emulator, key)
            labels, own = labelled(found), own_item(subject.life.declaration, stack, subject)
            before = view(found, labels, own)
            steps = stack.run(program(subject, stack, story.change.then, story.ignored))
            if any(step.error or step.op == "delete" for step in steps):
                return None  # Replacements are not tested here.
            after = view(documents(self.emulator, key), labels, own)
            return None if before == after else (before, after)


def living() -> tuple[Subject, ...]:
    """The subjects that a program can change in place."""
    return tuple(each for each in SUBJECTS if not each.is_action and changeable(each) and each.name not in UNSEEN)


def changeable(subject: Subject) -> dict[str, Any]:
    """The properties that can be changed in place, with another value each."""
    return {**subject.life.changed, **EXTRA.get(subject.name, {})}


def first_values(subject: Subject, chance: random.Random) -> dict[str, Any]:
    """The changes of the first program from the life's: none, or some of the values that it changes to."""
    small = dict(SMALL.get(subject.name, {}))
    if chance.random() < 0.4:
        return small
    return small | {name: value for name, value in changeable(subject).items() if chance.random() < 0.3}


def changed(subject: Subject, first: Mapping[str, Any], edited: Sequence[str], chance: random.Random) -> Change | None:
    """A change of one to three properties, mostly of others than the edited ones."""
    life, pool = subject.life, changeable(subject)
    plain = {**life.first(_Any()), **SMALL.get(subject.name, {})}
    names = [name for name in pool if name not in edited or chance.random() < 0.3]
    chance.shuffle(names)
    then = dict(first)
    different = []
    for name in names[: chance.choice((1, 1, 2, 3))]:
        declared = life.declaration.by_name[name]
        if first.get(name) == pool[name]:
            then[name] = plain.get(name)
        elif chance.random() < 0.12 and not declared.required and plain.get(name) is not None:
            then[name] = None
        elif plain.get(name) != pool[name]:
            then[name] = pool[name]
        else:
            continue
        different.append(name)
    return Change(dict(first), then, tuple(different)) if different else None


def program(subject: Subject, stack: Deployment, changes: Mapping[str, Any], ignored: Sequence[str]) -> list[Declared]:
    """The subject's program, which ignores changes of some properties."""
    *parents, own = subject.program(stack, changes)
    return [*parents, replace(own, ignore_changes=tuple(ignored))]


def judged(story: Story, before: View, after: View, kind: Kind, derived: Collection[tuple[str, str]]) -> list[str]:
    """The problems with the project after the update."""
    if story.errors:
        if story.after == story.edited:
            return []
        return [
            f"stopped ({'; '.join(story.errors)[:300]}) after {', '.join(story.accepted)}: {first_difference(story.edited, story.after)}"
        ]
    problems = []
    deltas, sets = delta_keys(kind), set_keys(kind)
    for label in {**before, **after, **story.edited, **story.after}:
        old, new = before.get(label, {}), after.get(label, {})
        edited, now = story.edited.get(label, {}), story.after.get(label, {})
        for key in {**old, **new, **edited, **now}:
            if (label.partition("/")[0], key) in derived:
                continue
            names = old.get(key) != new.get(key)
            if names and key in deltas:
                asked, there = exploded(new.get(key)) - exploded(old.get(key)), exploded(edited.get(key))
                wanted: Any = there - (exploded(old.get(key)) - exploded(new.get(key))) | asked
                found: Any = exploded(now.get(key))
            else:
                wanted, found = (new if names else edited).get(key), now.get(key)
            if key in sets:
                wanted, found = in_order(wanted), in_order(found)
            if key in deltas and key in OPPOSITE:
                other = OPPOSITE[key]
                moved = exploded(new.get(other)) - exploded(old.get(other))
                wanted, found = exploded(wanted) - moved if not names else wanted - moved, exploded(now.get(key))
            if wanted != found and not (is_nothing(wanted) and is_nothing(found)):
                why = "should be as the program says" if names else "was not the program's to change"
                problems.append(f"{label} {key} {why}: {short(edited.get(key))} became {short(now.get(key))}, not {short(wanted)}")
    return problems


def follows(story: Story, subject: Subject, names: Collection[str], of: str) -> bool:
    """Whether the program changes a property of one of these subjects, or somebody edited it."""
    return (subject.name in names and of in story.change.names) or (story.edit.of in names and of in story.edit.properties)


def delta_keys(kind: Kind) -> frozenset[str]:
    """The names under which documents hold lists that change element by element: of these, a program declares elements."""
    return frozenset(name for each in kind.inputs if each.options.delta for name in (each.sent, each.read))


def set_keys(kind: Kind) -> frozenset[str]:
    """The names under which documents hold lists whose order has no meaning."""
    lists = [each for each in kind.inputs if isinstance(each.shape, ListOf) and each.shape.is_set]
    return frozenset(name for each in lists for name in (each.sent, each.read))


def is_nothing(value: Any) -> bool:
    """Whether there are no elements: an update of the whole object sends an empty list where there was none."""
    return value is None or value == []


def in_order(value: Any) -> Any:
    """A list, sorted."""
    return sorted(value, key=lambda each: json.dumps(each, sort_keys=True)) if isinstance(value, list) else value


def exploded(value: Any) -> frozenset[str]:
    """The elements of a list; of objects with lists inside, the elements of these."""
    found = set()
    for each in value if isinstance(value, list) else []:
        lists = {name: inner for name, inner in each.items() if isinstance(inner, list)} if isinstance(each, dict) else {}
        rest = {name: inner for name, inner in each.items() if name not in lists} if lists else each
        found |= {json.dumps([rest, name, element], sort_keys=True) for name, inner in lists.items() for element in inner}
        if not lists:
            found.add(json.dumps(rest, sort_keys=True))
    return frozenset(found)


def labelled(found: Documents) -> dict[tuple[str, str], str]:
    """Names for documents that are the same in each project: if the server made up the ID, by the position among their kind."""
    return {
        (kind, id_): f"{kind}/#{place}" if MADE_UP.fullmatch(id_) or kind == "keys" else f"{kind}/{id_}"
        for kind, held in found.items()
        for place, id_ in enumerate(held)
    }


def own_item(kind: Kind, stack: Deployment, subject: Subject) -> tuple[str, str, str] | None:
    """The list in its parent's document that the subject is an item of, the key that identifies items, and its value for the subject."""
    return (kind.pick.items, kind.pick.key, stack.held[subject.name].id.rpartition("/")[2]) if kind.pick else None


def view(found: Documents, labels: Mapping[tuple[str, str], str], own: tuple[str, str, str] | None) -> View:
    """The documents by their labels, without parts that differ from run to run; an item that is a resource of its own is separate."""
    seen: View = {}
    for kind, held in found.items():
        new = [id_ for id_ in held if (kind, id_) not in labels]
        gone = [label for (of, id_), label in labels.items() if of == kind and id_ not in held]
        # A document whose address is its name has another address when the name has changed.
        renamed = {new[0]: gone[0]} if len(new) == len(gone) == 1 else {}
        for place, (id_, document) in enumerate(held.items()):
            label = labels.get((kind, id_)) or renamed.get(id_, f"{kind}/+{place}")
            shown = dict(document)
            if isinstance(inner := shown.get(INNER.get(kind, "")), dict):
                shown |= {f"{INNER[kind]}.{name}": value for name, value in inner.items()}
                del shown[INNER[kind]]
            if own and isinstance(shown.get(own[0]), list):
                mine = [each for each in shown[own[0]] if each.get(own[1]) == own[2]]
                if mine:
                    seen[f"{label}/item"] = steady(mine[0])
                    shown[own[0]] = [each for each in shown[own[0]] if each not in mine]
            seen[label] = steady(shown)
    return seen


def steady(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document without the parts that differ from run to run."""
    found: dict[str, Any] = json.loads(RULE_ID.sub("<id>", json.dumps(lasting(document))))
    return found


def first_difference(wanted: View, found: View) -> str:
    """The first difference between two views."""
    for label in {**wanted, **found}:
        one, other = wanted.get(label, {}), found.get(label, {})
        for key in {**one, **other}:
            if one.get(key) != other.get(key):
                return f"{label} {key}: {short(one.get(key))} became {short(other.get(key))}"
    return "nothing"


def error_line(step: Step) -> str:
    """A step that failed, in a line."""
    return f"{step.op} {step.name}: {step.error}"


def as_text(change: Change) -> str:
    """The properties that a program changes, with their values."""
    return ", ".join(
        f"{name} {short(change.first.get(name, '(first)'))} → {short(change.then.get(name, '(first)'))}" for name in change.names
    )


def short(value: Any) -> str:
    """A value, shortened."""
    text = ", ".join(sorted(value)) if isinstance(value, frozenset) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 90 else f"{text[:88]}…"


class _Any(dict[str, Any]):
    """Takes the place of other resources where only the names of properties matter."""

    def __missing__(self, name: str) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self
