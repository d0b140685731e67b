"""Outcomes: what an update would do to each object, or what was done to it in the console, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import ListOf
from statsig_console.errors import InputError
from statsig_console.planning.leaving import Fate, fate
from statsig_console.planning.states import inputs_from
from statsig_console.serving import PROJECT
from statsig_console.stack.projects import Project
from statsig_console.stack.settings import NAMESPACE, Configuration, ProjectConfiguration
from statsig_console.state_keys import MANAGED, REVIEW

from . import values as say
from .markup import Markup
from .matching import match
from .notes import EVERYWHERE, NOBODY, Note, Reach, changed_fields, notes_on, notes_on_new, place_in, reach_of
from .reading import Look, Preview, Step, Values, is_masked, kind_in, name_in, namespace_in
from .words import ITEMS, SERVED, called, kind_called

SINCE = "since the last refresh"


@dataclass(frozen=True)
class Outcome:
    """One object: its name, what it is, and what happens to it. `op` is Pulumi's word for that, or `drift`."""

    op: str
    title: str
    notes: tuple[Note, ...]

    @property
    def reach(self) -> Reach:
        """The environments whose users feel it."""
        return frozenset[str]().union(*(note.reach for note in self.notes))

    @property
    def sentence(self) -> str:
        """What happens, in one line."""
        return "; ".join(note.head for note in self.notes if note.head)

    @property
    def details(self) -> list[str]:
        """Lines with details."""
        return [line for note in self.notes for line in note.details]


def planned(preview: Preview, markup: Markup) -> list[Outcome]:
    """What `pulumi up` would do to each object."""
    return [outcome_of(step, preview.looks.get(step.urn), markup, on_destroy_of(preview, step)) for step in preview.steps]


def drifted(preview: Preview, markup: Markup) -> list[Outcome]:
    """What was changed in the console and not by the program."""
    found = (drift_of(look, markup) for look in preview.looks.values())
    return [outcome for outcome in found if outcome]


def on_destroy_of(preview: Preview, step: Step) -> str | None:
    """The setting `on_destroy` of the resource's project: what happens to objects that leave the stack."""
    name = step.before.outputs.get(PROJECT) if step.before else None
    namespace = namespace_in(step.urn)

    def get(setting: str) -> Any:
        return preview.config.get(setting.replace(NAMESPACE, namespace, 1))

    try:
        configuration = ProjectConfiguration(get, Project(name)) if isinstance(name, str) else Configuration(get)
        return configuration.on_destroy()
    except InputError:
        return None


def outcome_of(step: Step, look: Look | None, markup: Markup, on_destroy: str | None = None) -> Outcome:
    """The outcome of one step; `on_destroy` is the setting for objects that leave the stack."""
    kind = step.kind
    if kind is None:
        type_ = step.urn.split("::")[2]
        return Outcome(step.op, f"{markup.strong(step.name)} ({markup.code(type_)})", (Note(_PLAIN.get(step.op, step.op)),))
    state = step.before.outputs or step.before.inputs if step.before else {}
    after = step.after or {}
    notes = [_farewell(kind, state, on_destroy)] if step.op == "delete" else _verb(kind, step, look, state, after, markup)
    if step.op in {"update", "replace"} and not (step.op == "replace" and kind.endpoints.once):
        fields = changed_fields(kind, state, after, step.reported)
        notes += notes_on(kind, fields, state, after, markup)
        if look is not None and look.now is not None:
            notes += _since(kind, look, {field.name for field in fields}, after, markup)
        notes = notes or [_unseen(kind, state, after)]
    elif step.op in {"create", "import"}:
        notes += notes_on_new(kind, after, markup)
    return Outcome(step.op, title(kind, step.name, {**state, **after}, markup), (*notes, *_waiting(state, markup)))


def _waiting(state: Values, markup: Markup) -> list[Note]:
    """The review that is open for a change of the object, as the last run saw it."""
    known = state.get(REVIEW)
    if not isinstance(known, dict):
        return []
    facts = {name: markup.text(str(known.get(name) or "?")) for name in ("id", "since", "by", "about", "status")}
    head = "waits for review {id} since {since}, by {by}".format(**facts)
    return [Note(head, ("the review is about {about}, and was {status} when it was last looked at".format(**facts),))]


def drift_of(look: Look, markup: Markup) -> Outcome | None:
    """How an object was changed in the console; None if the properties that the program manages are as they were."""
    kind = kind_in(look.urn)
    if kind is None:
        return None
    before = look.before.outputs
    name = title(kind, name_in(look.urn), before, markup)
    if look.now is None:
        return Outcome("drift", name, (Note("deleted in the console", (), reach_of(kind, before)),))
    now = look.now.outputs
    notes = notes_on(kind, _drift(kind, look), before, now, markup)
    return Outcome("drift", name, (*notes, *_who(now, markup))) if notes else None


def title(kind: Kind, name: str, values: Values, markup: Markup) -> str:
    """An object's name in the program, its kind, and its name in the console, if that differs."""
    shown = values.get("name")
    given = f" “{markup.text(shown)}”" if isinstance(shown, str) and not is_masked(shown) and _letters(shown) != _letters(name) else ""
    owners = [values.get(field.name) for field in kind.addressing]
    of = say.joined([markup.text(str(each)) for each in owners if isinstance(each, str)])
    return f"{markup.strong(name)} ({kind_called(kind.label)}{f' of {of}' if of else ''}{given})"


_PLAIN = {"create": "new", "update": "changes", "replace": "replaced", "delete": "deleted", "import": "taken over"}


_FATES = {
    Fate.ARCHIVED: "archived",
    Fate.FORGOTTEN: "forgotten, which undoes nothing",
    Fate.DELETED: "deleted",
    Fate.EMPTIED: "emptied",
    Fate.RESTORED: "put back as it was before this stack managed it",
    Fate.KEPT: "no longer managed; it stays in the project, since the API cannot delete it",
    Fate.RETAINED: "no longer managed; it stays in the project as it is",
}


def _farewell(kind: Kind, state: Values, on_destroy: str | None) -> Note:
    """What happens to an object that leaves the stack."""
    found = fate(kind, state, on_destroy)
    return Note(_FATES[found], (), NOBODY if found in {Fate.FORGOTTEN, Fate.KEPT, Fate.RETAINED} else reach_of(kind, state))


def _verb(kind: Kind, step: Step, look: Look | None, state: Values, after: Values, markup: Markup) -> list[Note]:
    """What happens to the object as a whole."""
    reach = reach_of(kind, *(each for each in (state, after) if each))
    endpoints = kind.endpoints
    names = say.joined(say.some([markup.text(called(name)) for name in step.because]))
    if step.op == "create":
        if look is not None and look.now is None:
            return [Note("created again, since it was deleted in the console", (), reach)]
        if endpoints.once:
            return [Note("runs once", (), reach)]
        return [Note("taken over" if endpoints.restores else "new", (), reach)]
    if step.op == "import":
        return [Note("taken over as it is")]
    if step.op == "replace":
        if endpoints.once:
            return [Note(f"runs again{f', since {names} changed' if names else ''}", (), reach)]
        return [Note(f"replaced by a new one{f', since {names} cannot be changed' if names else ''}", (), reach)]
    return []


def _unseen(kind: Kind, state: Values, after: Values) -> Note:
    """For an update without a visible difference: a secret may have changed, or only the stack's own state does."""
    hidden = [called(name) for name, value in after.items() if is_masked(value) and is_masked(state.get(name))]
    if not hidden:
        return Note("what the stack remembers of it changes, and nothing in the console")
    reach = EVERYWHERE if kind.label in SERVED else NOBODY
    return Note(f"{say.joined(hidden)} changed (secret)", (), reach)


def _drift(kind: Kind, look: Look) -> list[Field]:
    """The managed fields whose value in the console differs from the stack's state."""
    before, now = look.before.outputs, look.now.outputs if look.now else {}
    managed = before.get(MANAGED)
    names = managed if isinstance(managed, list) else list(inputs_from(kind, before))
    return changed_fields(kind, before, {name: now.get(name) for name in names if name in before or name in now}, look.reported)


def _since(kind: Kind, look: Look, sent: set[str], after: Mapping[str, Any], markup: Markup) -> list[Note]:
    """What was changed in the console since the last refresh, and whether the update keeps it."""
    before, now = look.before.outputs, look.now.outputs if look.now else {}
    found: list[Note] = []
    for field in _drift(kind, look):
        added = _added(field, before, now)
        old, new = before.get(field.name), now.get(field.name)
        if added and isinstance(field.shape, ListOf) and isinstance(new, list):
            item = field.shape.item
            word = ITEMS.get(field.name, "entry")
            kept = [say.identity(item, each) for each in after.get(field.name) or [] if not isinstance(each, Unknown)]
            for number in added:
                each = new[number]
                goes = field.name in sent and say.identity(item, each) not in kept
                place = f"sits {place_in(item, new, number, markup)}" if say.is_first_match(item) else "is there"
                fate = "goes with this update" if goes else "stays"
                head = f"a {word} added in the console {SINCE} ({say.title(item, each, markup)}) {place}, and {fate}"
                line = f"{word} {say.title(item, each, markup)} of the console: {say.described(item, each, markup)}"
                found.append(Note(head, (line,), reach_of(kind, now)))
            if len(added) == len(new) - len(old or []):
                continue
        for note in notes_on(kind, [field], before, now, markup):
            fate = "which this update overwrites" if field.name in sent else "which stays"
            found.append(
                Note(
                    f"changed in the console {SINCE}, {fate}: {note.head}",
                    tuple(f"in the console: {line}" for line in note.details),
                    note.reach,
                )
            )
    return found


def _added(field: Field, before: Values, now: Values) -> tuple[int, ...]:
    """The indices of the objects that were added to a list."""
    old, new = before.get(field.name) or [], now.get(field.name) or []
    if not isinstance(field.shape, ListOf) or not say.is_record(field.shape.item) or not isinstance(old, list) or not isinstance(new, list):
        return ()
    item = field.shape.item
    return match(old, new, lambda each: say.identity(item, each)).inserted


def _who(now: Values, markup: Markup) -> list[Note]:
    """Who changed an object last, and when, where the API tells."""
    name, time = now.get("last_modifier_name") or now.get("last_modifier_email"), now.get("last_modified_time")
    if not isinstance(name, str):
        return []
    at = f" on {say.date(time)}" if isinstance(time, (int, float)) else ""
    return [Note(f"last changed by {markup.text(name)}{at}")]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
