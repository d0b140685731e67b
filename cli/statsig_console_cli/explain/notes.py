"""Notes: how an object's properties differ, each as a part of a sentence, with details and the environments that it affects.

All of it follows from the kind's declaration and from `words`; no kind is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi.output import Unknown

from statsig_console.declaring.fields import Field
from statsig_console.declaring.kinds import Kind
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, Member, OneOf, Record, Shape
from statsig_console.planning.changes import differs
from statsig_console.values import is_nothing, listed

from . import values as say
from .markup import Markup, bar
from .matching import Matching, match
from .reading import is_masked
from .words import BESIDE, ITEMS, SERVED, called, counted

Reach = frozenset[str]
NOBODY: Reach = frozenset()
EVERYWHERE: Reach = frozenset({"*"})
SHORT = 40
LINES = 8


@dataclass(frozen=True)
class Note:
    """A part of the sentence about an object, lines with details, and the environments whose users feel it (`*` for all)."""

    head: str
    details: tuple[str, ...] = ()
    reach: Reach = NOBODY


def changed_fields(kind: Kind, state: Mapping[str, Any], inputs: Mapping[str, Any], reported: Collection[str] = ()) -> list[Field]:
    """The fields whose value in the program differs from `state`.

    A masked secret counts as unchanged, unless Pulumi `reported` that it changed.
    """
    found: list[Field] = []
    for field in kind.inputs:
        options, old, new = field.options, state.get(field.name), inputs.get(field.name)
        if field.name not in inputs and not options.policy:
            continue
        if is_masked(old) or is_masked(new):
            if is_masked(old) != is_masked(new) or field.name in reported:
                found.append(field)
        elif options.local or options.policy:
            if old != new:
                found.append(field)
        elif differs(field, state, inputs):
            found.append(field)
    return found


def reach_of(kind: Kind, *versions: Mapping[str, Any]) -> Reach:
    """The environments in which an object affects what users get."""
    if kind.label not in SERVED:
        return NOBODY
    own = [field.name for field in kind.inputs if say.applies_where(field.name, field.shape)]
    places = [_places(version.get(name)) for version in versions for name in own if version]
    return NOBODY.union(*places) if places else EVERYWHERE


def notes_on(kind: Kind, fields: Sequence[Field], old: Mapping[str, Any], new: Mapping[str, Any], markup: Markup) -> list[Note]:
    """What the changed `fields` of an object mean."""
    writer = Writer(markup, reach_of(kind, old, new))
    found: list[Note] = []
    for field in fields:
        reach = writer.felt(field)
        before, after = old.get(field.name), new.get(field.name)
        if field.options.machine and not is_masked(before) and not is_masked(after):
            found.append(Note(f"{writer.state(before)} → {writer.state(after)}", (), reach))
            continue
        place = _place(kind.inputs, new, markup)
        found += writer.difference(field.name, field.shape, before, after, reach, place)
    return sorted(found, key=lambda note: not note.reach)


def notes_on_new(kind: Kind, inputs: Mapping[str, Any], markup: Markup) -> list[Note]:
    """The properties of a new object that differ from their defaults."""
    writer = Writer(markup, reach_of(kind, inputs))
    naming = {"name", *kind.naming_inputs}
    found: list[Note] = []
    for field in kind.inputs:
        value, options = inputs.get(field.name), field.options
        default = field.shape.encode(options.default) if field.has_default else None
        is_default = field.has_default and not isinstance(value, Unknown) and value == default
        if field.name in naming or is_nothing(value) or is_default or options.local or options.policy:
            continue
        reach = writer.felt(field)
        if options.machine:
            if options.machine.initial != value:
                found.append(Note(writer.state(value), (), reach))
        elif isinstance(field.shape, ListOf) and say.is_record(field.shape.item) and isinstance(value, list):
            found.append(writer.contents(field.name, field.shape.item, value, reach))
        elif say.is_share(field.shape) and isinstance(value, (int, float)):
            found.append(Note(f"{called(field.name)} {say.share(value)} {markup.code(bar(value))}", (), reach))
        else:
            line = f"{called(field.name)}: {say.held_in_words(field.name, field.shape, value, markup)}"
            found.append(Note("", (line,), reach))
    return found


@dataclass(frozen=True)
class Items:
    """A list of objects before and after. In an `ordered` list the first element whose conditions are met decides."""

    name: str
    item: Shape
    old: Sequence[Any]
    new: Sequence[Any]
    reach: Reach
    what: str
    ordered: bool

    @property
    def word(self) -> str:
        """The word for one element."""
        return ITEMS.get(self.name, "entry")

    def reach_of(self, element: Any) -> Reach:
        """The environments that an element affects."""
        return _reach_in(self.item, element, self.reach)


@dataclass(frozen=True)
class Writer:
    """Writes notes in a markup, about an object that affects the environments of `reach`."""

    markup: Markup
    reach: Reach

    def felt(self, field: Field) -> Reach:
        """The environments whose users feel a change of a property."""
        beside = field.name in BESIDE or field.options.local or field.options.policy
        return NOBODY if beside else self.reach

    def state(self, value: Any) -> str:
        """A state of a lifecycle."""
        return say.LATER if isinstance(value, Unknown) else self.markup.text(str(value or "undeclared").replace("_", " "))

    def difference(self, name: str, shape: Shape, old: Any, new: Any, reach: Reach, place: str = "", of: str = "") -> list[Note]:
        """How a property differs; `of` names the element that it belongs to, if it is not the object's own."""
        what = f"{called(name)}{of}"
        if is_masked(old) or is_masked(new):
            return [Note(f"{what} changed (secret)", (), reach)]
        if isinstance(new, Unknown):
            return [Note(f"{what}: {say.LATER}", (), reach)]
        if say.is_share(shape) and isinstance(new, (int, float)) and isinstance(old, (int, float)):
            return [Note(f"{what} {say.share(old)} → {say.share(new)}{place} {self.markup.code(bar(new))}", (), reach)]
        if isinstance(shape, JsonValue):
            return [self._changed(what, say.json_in_words(old, new, self.markup), reach)]
        if say.applies_where(name, shape):
            line = f"{what}: {say.where(old, self.markup)} → {say.where(new, self.markup)}"
            return [Note(line, (), _places(old) | _places(new) if reach else NOBODY)]
        if say.is_list_of_conditions(shape):
            line = f"{say.conditions(old or [], self.markup)} → {say.conditions(new or [], self.markup)}"
            return [Note(f"{what} changed", (f"{what}: {line}",), reach)]
        if isinstance(shape, ListOf):
            if say.is_record(shape.item):
                ordered = say.is_first_match(shape.item) and not shape.is_set
                return self._elements(Items(name, shape.item, listed(old or []), listed(new or []), reach, what, ordered))
            return self._members(name, listed(old or []), listed(new or []), reach, what)
        if isinstance(shape, (Record, OneOf)) and (isinstance(old, Mapping) or isinstance(new, Mapping)):
            return self._nested(what, shape, old, new, reach)
        if isinstance(shape, MapOf):
            return [self._changed(what, say.json_in_words(old or {}, new or {}, self.markup), reach)]
        return [self._single(what, name, old, new, reach)]

    def contents(self, name: str, item: Shape, elements: Sequence[Any], reach: Reach) -> Note:
        """The elements of a new object's list."""
        word = ITEMS.get(name, "entry")
        described = [(say.title(item, each, self.markup), say.described(item, each, self.markup)) for each in elements]
        lines = [f"{word} {title}{f': {rest}' if rest else ''}" for title, rest in described]
        head = counted(len(elements), word) if name in ITEMS else f"{called(name)}: {counted(len(elements), word)}"
        return Note(head, _cut(lines), _union(_reach_in(item, each, reach) for each in elements))

    def _changed(self, what: str, lines: Sequence[str], reach: Reach) -> Note:
        if len(lines) == 1:
            return Note(f"{what} changed", (f"{what}: {lines[0]}",), reach)
        return Note(
            f"{what} changed in {len(lines)} places" if lines else f"{what} changed", _cut([f"{what}: {each}" for each in lines]), reach
        )

    def _single(self, what: str, name: str, old: Any, new: Any, reach: Reach) -> Note:
        line = f"{say.value_in_words(old, self.markup, name)} → {say.value_in_words(new, self.markup, name)}"
        return Note(f"{what} {line}", (), reach) if len(line) <= SHORT else Note(f"{what} changed", (f"{what}: {line}",), reach)

    def _members(self, name: str, old: Sequence[Any], new: Sequence[Any], reach: Reach, what: str) -> list[Note]:
        """How a list of single values differs."""
        matching = match(old, new, str)
        added = [say.value_in_words(new[number], self.markup) for number in matching.inserted]
        removed = [say.value_in_words(old[number], self.markup) for number in matching.removed]
        if not added and not removed:
            return [Note(f"{what} reordered", (), reach)]
        counts = [f"{len(found)} {verb}" for found, verb in ((added, "added"), (removed, "removed")) if found]
        lines = [f"{verb} {say.listed(found)}" for found, verb in ((added, "added"), (removed, "removed")) if found]
        return [Note(f"{what}: {', '.join(counts)}", (f"{what}: {'; '.join(lines)}",), reach)]

    def _elements(self, items: Items) -> list[Note]:
        """How a list of objects differs."""
        item, old, new = items.item, items.old, items.new
        matching = match(old, new, lambda each: say.identity(item, each), _alike_but_name(item))
        found = self._comings_and_goings(items, matching)
        for before, after in ((old[a], new[b]) for a, b in matching.pairs if not item.same(old[a], new[b])):
            felt = items.reach_of(before) | items.reach_of(after)
            found += self._element(item, before, after, felt, items.word, alone=len(new) == 1 and items.ordered)
        return found or [Note(f"{items.what} reordered", (), items.reach)]

    def _comings_and_goings(self, items: Items, matching: Matching) -> list[Note]:
        """Which elements were moved, inserted and removed, in one note."""
        arrived = "inserted" if items.ordered else "added"
        groups: list[tuple[str, list[Any]]] = []
        lines: list[str] = []
        for verb, source, numbers in (
            ("reordered", items.new, matching.moved if items.ordered else ()),
            (arrived, items.new, matching.inserted),
            ("removed", items.old, matching.removed),
        ):
            if numbers:
                groups.append((verb, [source[number] for number in numbers]))
                lines += [self._fate(items, verb, source, number) for number in numbers]
        if not groups:
            return []
        (verb, first), *rest = groups
        counts = ", ".join([f"{counted(len(first), items.word)} {verb}", *(f"{len(each)} {verb}" for verb, each in rest)])
        head = counts if items.name in ITEMS else f"{items.what}: {counts}"
        return [Note(head, _cut(lines), _union(items.reach_of(each) for _, elements in groups for each in elements))]

    def _fate(self, items: Items, verb: str, source: Sequence[Any], number: int) -> str:
        """What happens to one element: its new place, and its content if it is inserted or removed."""
        named = f"{items.word} {say.title(items.item, source[number], self.markup)}"
        place = f" {place_in(items.item, source, number, self.markup)}" if items.ordered and verb != "removed" else ""
        if verb == "reordered":
            return f"{named} moves{place}"
        content = say.described(items.item, source[number], self.markup)
        return f"{named} {verb}{place}{f': {content}' if content else ''}"

    def _element(self, item: Shape, old: Any, new: Any, reach: Reach, word: str, alone: bool) -> list[Note]:
        """How one element of a list differs; the name is left out if it is the only rule."""
        record = say.records_of(item, new)
        if record is None or not isinstance(old, Mapping) or not isinstance(new, Mapping):
            return [Note(f"{word} {say.title(item, old, self.markup)} changed", (), reach)]
        of = "" if alone else f" of {say.title(item, new, self.markup)}"
        place = _place(record.members, new, self.markup)
        found: list[Note] = []
        for member in record.members:
            before, after = (member.absent if each.get(member.name) is None else each.get(member.name) for each in (old, new))
            if member.shape.same(before, after) or (member.by_server and new.get(member.name) is None):
                continue
            if member.name == "name":
                before, after = (say.title(item, each, self.markup) for each in (old, new))
                found.append(Note(f"{word} {before} is now called {after}", (), NOBODY))
            elif not member.by_server:
                found += self.difference(member.name, member.shape, before, after, reach, place, of)
        return found

    def _nested(self, what: str, shape: Shape, old: Any, new: Any, reach: Reach) -> list[Note]:
        """How an object inside the object differs."""
        record = say.records_of(shape, new if isinstance(new, Mapping) else old)
        if record is None or not isinstance(old, Mapping) or not isinstance(new, Mapping):
            gone = is_nothing(new)
            held = say.described(shape, old if gone else new, self.markup)
            return [Note(f"{what} {'removed' if gone else 'set'}", (f"{what}: {held}",), reach)]
        parts = [
            note
            for member in record.members
            if not member.shape.same(old.get(member.name), new.get(member.name))
            for note in self.difference(member.name, member.shape, old.get(member.name), new.get(member.name), reach)
        ]
        lines = [line for note in parts for line in (note.details or (note.head,))]
        return [Note(f"{what} changed", _cut([f"{what}: {line}" for line in lines]), _union(note.reach for note in parts))]


def place_in(item: Shape, elements: Sequence[Any], number: int, markup: Markup) -> str:
    """The place of an element in its list."""
    if len(elements) == 1:
        return "as the only one"
    if number == 0:
        return f"first, before {say.title(item, elements[1], markup)}"
    if number == len(elements) - 1:
        return f"last, after {say.title(item, elements[-2], markup)}"
    return f"between {say.title(item, elements[number - 1], markup)} and {say.title(item, elements[number + 1], markup)}"


def _alike_but_name(item: Shape) -> Callable[[Any, Any], bool] | None:
    """A function that tells whether two elements differ only in their name."""
    if not isinstance(item, Record) or "name" not in item.by_name or len(say.own_members(item)) < 2:
        return None
    return lambda old, new: isinstance(new, dict) and isinstance(old, dict) and item.same({**old, "name": new.get("name")}, new)


def _places(value: Any) -> Reach:
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(str(each) for each in value) if isinstance(value, list) and value else EVERYWHERE


def _reach_in(item: Shape, element: Any, reach: Reach) -> Reach:
    """Those environments of a list's reach that one of its elements affects."""
    record = say.records_of(item, element)
    if not reach or record is None or not isinstance(element, Mapping):
        return reach
    own = next((_places(element.get(each.name)) for each in record.members if say.applies_where(each.name, each.shape)), EVERYWHERE)
    if EVERYWHERE in (own, reach):
        return reach if own == EVERYWHERE else own
    return own & reach


def _place(parts: Iterable[Field | Member], holder: Mapping[str, Any], markup: Markup) -> str:
    """In which environments an object or a rule applies, if it says so."""
    return next((f" {say.where(holder.get(each.name), markup)}" for each in parts if say.applies_where(each.name, each.shape)), "")


def _union(reaches: Iterable[Reach]) -> Reach:
    return NOBODY.union(*reaches)


def _cut(lines: Sequence[str]) -> tuple[str, ...]:
    rest = len(lines) - LINES
    return (*lines[:LINES], *([f"… and {rest} more"] if rest > 1 else lines[LINES:]))
