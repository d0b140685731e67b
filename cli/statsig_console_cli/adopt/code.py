"""The program: its objects in the order of their statements, in modules by kind, written in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from statsig_console.serving import PROJECT

from .catalogue import Entry, catalogue
from .layout import remark
from .naming import key_of
from .objects import Adopted, Omitted, Selection
from .references import Index, Reference, in_order, ordered
from .saying import Value, links_in, said_of

if TYPE_CHECKING:
    from .languages import Language

MOST = 200
"""The most objects that one module declares: a few thousand lines, which editors can open."""


@dataclass(frozen=True)
class Program:
    """A project as a program: its objects in the order of their statements, their names, and the text of each file."""

    objects: Sequence[Adopted]
    names: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """The objects of one module, in the order of their statements; `module` is its name, after that of its package if it has one."""

    entry: Entry
    module: str
    objects: Sequence[Adopted]

    @property
    def path(self) -> str:
        """The path of its file in the program's folder, without the suffix."""
        return self.module.replace(".", "/")


@dataclass(frozen=True)
class Outline:
    """A program before it is written: its parts, the objects' names and properties, and remarks about the objects left out, by kind."""

    parts: Sequence[Part]
    names: Mapping[str, str]
    said: Mapping[str, Mapping[str, Value]]
    remarks: Mapping[str, Sequence[str]]

    @cached_property
    def _places(self) -> dict[str, tuple[int, Part]]:
        placed = [(each, part) for part in self.parts for each in part.objects]
        return {key_of(each): (number, part) for number, (each, part) in enumerate(placed)}

    @property
    def entries(self) -> list[Entry]:
        """The kinds that have objects or remarks."""
        present = {part.entry.label for part in self.parts} | self.remarks.keys()
        return [each for each in catalogue().values() if each.label in present]

    def parts_of(self, entry: Entry) -> list[Part]:
        """The parts that a kind's objects are in."""
        return [each for each in self.parts if each.entry is entry]

    def name(self, object_: Adopted) -> str:
        """The name of an object in code, before a language spells it."""
        return self.names[key_of(object_)]

    def target(self, reference: Reference, object_: Adopted) -> Part | None:
        """The part that declares the target of a reference; None where the object's code must not refer to it."""
        number, part = self._places[key_of(reference.target)]
        own, _ = self._places[key_of(object_)]
        later = reference.target.kind is object_.kind and number >= own
        return None if reference.as_text or later else part


def program(objects: Sequence[Adopted], names: Mapping[str, str], omitted: Sequence[Omitted], language: Language) -> Program:
    """The program that declares these objects."""
    index = Index(objects)
    said = {key_of(each): said_of(each, index) for each in objects}
    needs = {key: {key_of(link.reference.target) for value in values.values() for link in links_in(value)} for key, values in said.items()}
    parts: list[Part] = []
    for entry in catalogue().values():
        own = sorted((each for each in objects if each.kind is entry.kind), key=lambda each: (names[key_of(each)], each.seen.id))
        parts += parted(entry, ordered(own, needs), names, needs, MOST if language.has_modules else len(own))
    remarks: dict[str, list[str]] = {}
    for each in omitted:
        if not each.expected:
            remarks.setdefault(each.label, []).append(remark(f"{each.title}: not adopted, since {each.reason}"))
    files = language.files(Outline(parts, names, said, remarks))
    return Program([each for part in parts for each in part.objects], names, files)


def written_in(language: Language, selection: Selection) -> Selection:
    """The same objects, without those that a language cannot express."""
    index, found = Index(()), Selection([], list(selection.omitted))
    for each in selection.adopted:
        reason = language.refuses(said_of(each, index))
        if reason is None:
            found.adopted.append(each)
        else:
            found.omitted.append(Omitted(each.kind.label, each.title, reason, expected=False))
    return found


def parted(entry: Entry, objects: Sequence[Adopted], names: Mapping[str, str], needs: Mapping[str, Iterable[str]], most: int) -> list[Part]:
    """The modules of a kind's objects: one, or several by the first letters of the names. A module comes after those that it refers to."""
    if not objects:
        return []
    if len(objects) <= most:
        return [Part(entry, entry.module, objects)]
    by_beginning = beginnings(objects, lambda each: names[key_of(each)])
    place = {key_of(each): beginning for beginning, some in by_beginning.items() for each in some}
    links = {
        beginning: {place[key] for each in some for key in needs[key_of(each)] if key in place} for beginning, some in by_beginning.items()
    }
    return [Part(entry, f"{entry.module}.{entry.module}_{each}", by_beginning[each]) for each in in_order(by_beginning, links)]


def beginnings(objects: Sequence[Adopted], name: Callable[[Adopted], str], length: int = 1) -> dict[str, list[Adopted]]:
    """The objects by the first letters of their names: as few letters as leave at most `MOST` objects in a group."""
    found: dict[str, list[Adopted]] = {}
    for each in objects:
        found.setdefault(name(each)[:length], []).append(each)
    parts: dict[str, list[Adopted]] = {}
    for beginning, some in sorted(found.items()):
        longer = len(some) > MOST and len({name(each) for each in some}) > 1
        parts |= beginnings(some, name, length + 1) if longer else {beginning: some}
    return parts


def resource_name(object_: Adopted, name: str) -> str:
    """A resource's name in the stack: the variable's name, with the project's before it where a stack has several projects."""
    project = object_.state.get(PROJECT)
    return f"{project}_{name}" if project else name


def circular(name: str) -> str:
    """The remark above a text that names an object, where a reference would be circular."""
    return f"{name}, as text since a reference would go round in circles"
