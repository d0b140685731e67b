"""The program: one module per kind, or a package where there are many, with a statement for each object and references between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from typing_extensions import is_typeddict

from statsig_console.declaring.plain import NEWER, is_newer
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape
from statsig_console.serving import PROJECT

from .catalogue import Entry, catalogue
from .layout import Bracketed, Element, Expression, Text, call, literal, quoted, remark, statement
from .naming import key_of
from .objects import Adopted, Omitted
from .references import Index, Nested, Reference, in_order, ordered

MOST = 200
"""So many objects one module may declare: some thousands of lines, which editors open."""


@dataclass(frozen=True)
class Program:
    """A project as a program: its objects in the order of their statements, their names, and the text of each file."""

    objects: Sequence[Adopted]
    names: Mapping[str, str]
    files: Mapping[str, str]


def program(objects: Sequence[Adopted], names: Mapping[str, str], omitted: Sequence[Omitted]) -> Program:
    """The program that declares these objects."""
    index = Index(objects)
    needs = {key_of(each): needed(each, index) for each in objects}
    parts: list[Part] = []
    for entry in catalogue().values():
        own = sorted((each for each in objects if each.kind is entry.kind), key=lambda each: (names[key_of(each)], each.seen.id))
        parts += parted(entry, ordered(own, needs), names, needs)
    places = {key_of(each): number for number, part in enumerate(parts) for each in part.objects}
    files: dict[str, str] = {}
    for entry in catalogue().values():
        own_parts = [each for each in parts if each.entry is entry]
        notes = [
            f"# {remark(f'{each.title}: not adopted, since {each.reason}')}"
            for each in omitted
            if each.label == entry.label and not each.expected
        ]
        texts = {each.file: Module(each, parts, places, names, index).text() for each in own_parts}
        if len(own_parts) > 1:
            texts[f"{entry.module}/__init__.py"] = package_text(own_parts)
        if notes:
            first = next(reversed(texts), f"{entry.module}.py")
            texts[first] = texts.get(first, f'"""The project\'s {entry.title}."""\n') + "\n" + "\n".join(notes) + "\n"
        files |= texts
    files["__main__.py"] = main_text([each for each in catalogue().values() if any(part.entry is each for part in parts)])
    return Program([each for part in parts for each in part.objects], names, files)


def parted(entry: Entry, objects: Sequence[Adopted], names: Mapping[str, str], needs: Mapping[str, Iterable[str]]) -> list[Part]:
    """The modules of a kind's objects: one, or several by the beginning of their names, each after those that its objects refer to."""
    if not objects:
        return []
    if len(objects) <= MOST:
        return [Part(entry, entry.module, objects)]
    by_beginning = beginnings(objects, lambda each: names[key_of(each)])
    place = {key_of(each): beginning for beginning, some in by_beginning.items() for each in some}
    links = {
        beginning: {place[key] for each in some for key in needs[key_of(each)] if key in place} for beginning, some in by_beginning.items()
    }
    return [Part(entry, f"{entry.module}.{entry.module}_{each}", by_beginning[each]) for each in in_order(by_beginning, links)]


def beginnings(objects: Sequence[Adopted], name: Callable[[Adopted], str], length: int = 1) -> dict[str, list[Adopted]]:
    """The objects by the beginning of their names, as short as leaves few enough of each."""
    found: dict[str, list[Adopted]] = {}
    for each in objects:
        found.setdefault(name(each)[:length], []).append(each)
    parts: dict[str, list[Adopted]] = {}
    for beginning, some in sorted(found.items()):
        longer = len(some) > MOST and len({name(each) for each in some}) > 1
        parts |= beginnings(some, name, length + 1) if longer else {beginning: some}
    return parts


def needed(object_: Adopted, index: Index) -> set[str]:
    """The objects that an object refers to."""
    found: set[str] = set()

    def note(reference: Reference) -> None:
        found.add(key_of(reference.target))

    Writer(object_, index, note).arguments()
    return found


@dataclass(frozen=True)
class Part:
    """The objects of one module, in the order of their statements; `module` is its name as code imports it."""

    entry: Entry
    module: str
    objects: Sequence[Adopted]

    @property
    def file(self) -> str:
        """Its file, from the program's folder."""
        return f"{self.module.replace('.', '/')}.py"


@dataclass
class Module:
    """One file of the program. `parts` are those of all files, and `places` say by an object's key which of them has it."""

    part: Part
    parts: Sequence[Part]
    places: Mapping[str, int]
    names: Mapping[str, str]
    index: Index
    imports: set[str] = field(default_factory=set[str])

    def text(self) -> str:
        """The file."""
        before: set[str] = set()
        statements: list[str] = []
        for each in self.part.objects:
            statements.append(self._statement(each, before))
            before.add(key_of(each))
        parts = [f'"""The project\'s {self.part.entry.title}."""', "import pulumi_statsig_console as statsig"]
        if self.imports:
            parts.append("\n".join(sorted(self.imports, key=lambda each: (each.startswith("from"), each))))
        return "\n\n".join([*parts, *statements]) + "\n"

    def _sibling(self, part: Part) -> str:
        """What the file calls another part of its package, which must not be the name of one of its objects."""
        name = called = part.module.rpartition(".")[2]
        taken = {self.names[key_of(each)] for each in self.part.objects}
        while called in taken:
            called += "_"
        self.imports.add(f"from . import {name}" if called == name else f"from . import {name} as {called}")
        return called

    def _statement(self, object_: Adopted, before: set[str]) -> str:
        def resolve(reference: Reference) -> Text | None:
            key = key_of(reference.target)
            there = self.parts[self.places[key]]
            if reference.apart or (there is self.part and key not in before):
                return None
            if there is self.part:
                return Text(f"{self.names[key]}.{reference.attribute}")
            if there.entry is self.part.entry:
                if self.places[key] > self.places[key_of(object_)]:
                    return None
                return Text(f"{self._sibling(there)}.{self.names[key]}.{reference.attribute}")
            self.imports.add(f"import {there.module}")
            return Text(f"{there.module}.{self.names[key]}.{reference.attribute}")

        name = self.names[key_of(object_)]
        arguments = [Element(Text(quoted(resource_name(object_, name)))), *Writer(object_, self.index, resolve, self.names).arguments()]
        comments = [f"# {remark(each)}" for each in object_.warnings]
        return "\n".join([*comments, statement(name, call(f"statsig.{self.part.entry.label}", arguments))])


def resource_name(object_: Adopted, name: str) -> str:
    """A resource's name in the stack: the variable's, after the project's where a stack has several."""
    project = object_.state.get(PROJECT)
    return f"{project}_{name}" if project else name


@dataclass(frozen=True)
class Writer:
    """Writes the arguments of one object. What `resolve` gives nothing for is written as text, with a remark."""

    object: Adopted
    index: Index
    resolve: Callable[[Reference], Text | None]
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    def arguments(self) -> list[Element]:
        """One keyword argument per property that the code states."""
        fields = self.object.kind.by_name
        return [self._element(fields[name].shape, value, name, None, f"{name}=") for name, value in self.object.stated.items()]

    def _element(self, shape: Shape, value: Any, name: str, within: Nested | None, before: str = "") -> Element:
        reference = self.index.named(self.object.kind, name, value, within)
        if reference is None:
            return Element(self._value(shape, value, name, within), before)
        return self._referring(reference, value, before)

    def _referring(self, reference: Reference, value: Any, before: str) -> Element:
        code = self.resolve(reference)
        if code is not None:
            return Element(code, before)
        about = self.names.get(key_of(reference.target), "")
        module = catalogue()[reference.target.kind.label].module
        return Element(literal(value), before, f"{module}.{about}, as text since a reference would go round in circles")

    def _value(self, shape: Shape, value: Any, name: str, within: Nested | None) -> Expression:
        if is_newer(value):
            return call("statsig.newer", [Element(literal(value[NEWER]))])
        if isinstance(shape, JsonValue):
            return literal(shape.decode(value))
        if isinstance(shape, OneOf):
            return self._value(shape.option(value), value, name, within)
        if isinstance(shape, ListOf) and isinstance(value, list):
            return Bracketed("[", [self._element(shape.item, each, name, within) for each in value], "]")
        if isinstance(shape, MapOf) and isinstance(value, dict):
            return Bracketed(
                "{", [self._element(shape.value, each, name, None, f"{quoted(str(key))}: ") for key, each in value.items()], "}"
            )
        if isinstance(shape, Record) and isinstance(value, dict):
            return self._record(shape, value)
        return literal(value)

    def _record(self, shape: Record, value: Mapping[str, Any]) -> Expression:
        typed = is_exported(shape.name)
        metric = self.index.metric(self.object.kind, shape.name, value)
        elements: list[Element] = []
        for name, each in value.items():
            before = f"{name}=" if typed else f"{quoted(name)}: "
            if metric and name in {"name", "type"}:
                elements.append(self._referring(Reference(metric.target, name, metric.apart), each, before))
            else:
                member = shape.by_name.get(name)
                elements.append(self._element(member.shape if member else Shape(), each, name, Nested(shape.name, value), before))
        return call(f"statsig.{shape.name}", elements) if typed else Bracketed("{", elements, "}")


@cache
def is_exported(name: str) -> bool:
    """Whether the package offers a nested object as a class of its own."""
    import pulumi_statsig_console as statsig

    return is_typeddict(getattr(statsig, name, None))


def package_text(parts: Sequence[Part]) -> str:
    """The first file of a package, which takes in its parts."""
    entry, modules = parts[0].entry, sorted(each.module.rpartition(".")[2] for each in parts)
    names = Bracketed("[", [Element(literal(each)) for each in modules], "]")
    docstring = f'"""The project\'s {entry.title}, in parts by the beginning of their names."""'
    taken = "\n".join(f"from . import {each}" for each in modules)
    return "\n\n".join((docstring, taken, statement("__all__", names))) + "\n"


def main_text(entries: Sequence[Entry]) -> str:
    """The program's first file, which takes in all others."""
    modules = sorted(each.module for each in entries)
    names = Bracketed("[", [Element(literal(each)) for each in modules], "]")
    docstring = '"""The Statsig project as it was adopted: one module per kind of object."""'
    imports = "\n".join(f"import {each}" for each in modules)
    return "\n\n".join(part for part in (docstring, imports, statement("__all__", names)) if part) + "\n"
