"""Kinds: a page of the reference for each resource class, made from its declaration."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pulumi_statsig_console as statsig
from statsig_console.declaring.descriptions import descriptions, summary
from statsig_console.declaring.fields import ADOPT
from statsig_console.declaring.kinds import Kind, classes_in, kind_of
from statsig_console.declaring.lifecycle import Fixed, IdIn, Machine
from statsig_console.declaring.operations import Operation
from statsig_console.declaring.shapes import ListOf, MapOf, Member, OneOf, Record, Scalar, Shape
from statsig_console.handling.adopting import unadoptable
from statsig_console.planning.leaving import Fate, fate
from statsig_console.planning.proposals import is_settable, tail

from . import diagram, programs, samples, wording
from .rendering import fill


@dataclass(frozen=True)
class Row:
    """One line of a table of properties."""

    name: str
    said: str
    type: str
    left_out: str


@dataclass(frozen=True)
class Use:
    """One operation that a kind sends, and when."""

    operation: str
    when: str


@cache
def classes(once: bool) -> tuple[type, ...]:
    """The resource classes, or those of actions, by name."""
    return tuple(each for each in classes_in(statsig) if kind_of(each).endpoints.once is once)


def address(owner: type) -> str:
    """The place of a kind's page in the site's sources."""
    return f"{'actions' if kind_of(owner).endpoints.once else 'resources'}/{stem(owner)}.md"


def stem(owner: type) -> str:
    """The name of a kind in snake case, as files have it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", owner.__name__).lower()


def page(owner: type) -> str:
    """The page of a kind."""
    kind = kind_of(owner)
    return fill(
        "kind.md",
        name=owner.__name__,
        about=summary(owner),
        kind=kind,
        module=owner.__module__,
        samples=samples.samples(stem(owner)),
        programs=programs.shown_in().get(owner.__name__, ()),
        example=programs.example_of(owner.__name__) if kind.endpoints.once else None,
        required=[field.name for field in kind.inputs if field.required],
        inputs=rows(owner, inputs=True),
        outputs=rows(owner, inputs=False),
        records=records(owner),
        uses=uses(kind),
        id_form=wording.id_form(kind.endpoints.identity),
        id_sample=wording.id_sample(kind.endpoints.identity),
        deletion=deletion(kind),
        picture=diagram.lifecycle(machine) if (machine := machine_of(kind)) else "",
        moves=moves(kind) if machine else [],
        machine=machine,
        reviewable=reviewable(kind),
        states=", ".join(wording.code(state) for state in declarable(kind)),
        secrets=kind.secrets,
        adoptable=ADOPT in kind.by_name and unadoptable(kind) is None,
    )


def kinds_in(program: programs.Program) -> list[tuple[str, str]]:
    """The resources and actions that a program declares, and the places of their pages."""
    used = programs.called(ast.parse(program.source))
    return [(each.__name__, address(each)) for once in (False, True) for each in classes(once) if each.__name__ in used]


def index(owners: Sequence[type], title: str, about: str) -> str:
    """The list of all kinds, each with its first sentence."""
    entries = [(each.__name__, address(each).partition("/")[2], first_sentence(summary(each))) for each in owners]
    return fill("index.md", title=title, about=about, entries=entries)


def first_sentence(text: str) -> str:
    """The first sentence of a text, for a list."""
    return re.split(r"(?<=[.])\s", text, maxsplit=1)[0].replace("|", "\\|")


def declarable(kind: Kind) -> tuple[str, ...]:
    """The states that a program can declare."""
    shape = kind.lifecycle.shape if kind.lifecycle else None
    return shape.choices if isinstance(shape, Scalar) else ()


def machine_of(kind: Kind) -> Machine | None:
    """The lifecycle of a kind."""
    return kind.lifecycle.options.machine if kind.lifecycle else None


def rows(owner: type, *, inputs: bool) -> list[Row]:
    """The properties that a program sets, or those that only the API sets."""
    kind = kind_of(owner)
    said = descriptions(owner)
    return [
        Row(
            field.name,
            " ".join([said.get(field.name, ""), *(wording.notes(field, kind) if field.name != ADOPT else cannot_adopt(kind))]).strip(),
            wording.type_of(field.shape, anchor),
            wording.left_out(field) if inputs else "",
        )
        for field in sorted(kind.fields, key=lambda field: field.options.local or field.options.own)
        if field.options.input is inputs
    ]


def cannot_adopt(kind: Kind) -> list[str]:
    """Why a create of the kind cannot adopt an object, if so."""
    reason = unadoptable(kind)
    return [f"{wording.capital(reason)}."] if reason else []


def anchor(name: str) -> str:
    """A link to a nested object's section."""
    return f"[{name}](#{name.lower()})"


def records(owner: type) -> list[tuple[str, str, list[Row]]]:
    """The nested objects of a kind: name, summary and keys."""
    found: dict[str, Record] = {}
    for field in kind_of(owner).fields:
        for record in inside(field.shape):
            found.setdefault(record.name, record)
    return [(record.name, summary(record.table), [member_row(record, each) for each in record.members]) for record in found.values()]


def inside(shape: Shape) -> Iterator[Record]:
    """The nested objects in a shape, itself among them."""
    match shape:
        case Record(members=members):
            yield shape
            for member in members:
                yield from inside(member.shape)
        case ListOf(item=item) | MapOf(value=item):
            yield from inside(item)
        case OneOf(options=options):
            for option in options:
                yield from inside(option)
        case _:
            return


def member_row(record: Record, member: Member) -> Row:
    """One key of a nested object."""
    left_out = "**required**" if member.required else "set by the API" if member.computed else "not sent"
    said = descriptions(record.table).get(member.name, "") if record.table else ""
    return Row(member.name, " ".join([said, *wording.member_notes(member)]).strip(), wording.type_of(member.shape, anchor), left_out)


def moves(kind: Kind) -> list[tuple[str, str, str, str]]:
    """The moves of a lifecycle: from, to, its operations, and the properties that it sends."""
    machine = machine_of(kind)
    found = []
    for move in machine.moves if machine else ():
        sent = [each.property if isinstance(each, IdIn) else each for each in move.sends.values() if not isinstance(each, Fixed)]
        origins = ", ".join(wording.code(each) for each in move.origins)
        operations = ", else ".join(wording.code(each) for each in move.operations)
        found.append((origins, wording.code(move.to), operations, ", ".join(f"`{each}`" for each in sent)))
    return found


def uses(kind: Kind) -> list[Use]:
    """Every operation that resources of the kind may send, and its purpose."""
    ends = kind.endpoints
    named = [
        (ends.create, "run" if ends.once else "take over" if ends.restores else "create"),
        (ends.read, "read, refresh"),
        (ends.update, "update"),
        (ends.full, "update in full"),
        (ends.delete, "delete"),
        (ends.listing, "find in the list"),
        (kind.dependents.listing if kind.dependents else None, "guard of running experiments"),
        (ends.deltas.add if ends.deltas else None, "add to the list"),
        (ends.deltas.remove if ends.deltas else None, "take from the list"),
    ]
    found: dict[str, list[str]] = {}
    for operation, when in named:
        if operation:
            found.setdefault(str(operation), []).append(when)
    for field in kind.inputs:
        for operation in (field.options.sent_by, field.options.triggers):
            if operation:
                found.setdefault(str(operation), []).append(f"change of `{field.name}`")
        for move in field.options.machine.moves if field.options.machine else ():
            for operation in move.operations:
                found.setdefault(str(operation), []).append(f"move to `{move.to}`")
    for operation, when in reviewing(kind):
        found.setdefault(str(operation), []).append(when)
    return [Use(operation, ", ".join(dict.fromkeys(when))) for operation, when in found.items()]


def reviewing(kind: Kind) -> list[tuple[Operation, str]]:
    """The operations on reviews that changes of a kind send, and their purposes."""
    reviews = kind.reviews
    if reviews is None:
        return []
    return [
        (reviews.open, "review: open"),
        (reviews.listing, "review: find"),
        (reviews.read, "review: look how it stands"),
        (reviews.edit, "review: edit"),
        (reviews.cancel, "review: take back"),
        (reviews.commit, "review: make the change"),
        (reviews.reasons, "review: tell why it was rejected"),
    ]


def reviewable(kind: Kind) -> tuple[list[str], list[str]]:
    """The properties and the states of the lifecycle that reviews can propose."""
    reviews = kind.reviews
    if reviews is None:
        return [], []
    given = [field.name for field in kind.inputs if is_settable(field) and any(slot.takes(field.name) for slot in reviews.slots)]
    machine = machine_of(kind)
    reached = {move.to for move in machine.moves if tail(move) in reviews.steps} if machine else set[str]()
    changed = [name for name in given if not kind.by_name[name].options.replace]
    return changed, [state for state in declarable(kind) if state in reached]


def deletion(kind: Kind) -> str:
    """What destroying a resource does to the object."""
    match fate(kind, {}):
        case Fate.FORGOTTEN:
            return "Nothing is sent: the effect of the action stays."
        case Fate.RESTORED:
            return "It gets back the values from before the stack took it over. `retain_on_delete=True` leaves it as it is."
        case Fate.DELETED:
            return "The object is deleted; it is no error if it is gone already."
        case Fate.EMPTIED:
            return "The elements that the resource added are removed."
        case _:
            return "The API has no operation that deletes it: it stays in the project, and the resource leaves the stack."
