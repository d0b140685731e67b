"""The program: one module per kind, with a statement for each object and Python references between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from typing_extensions import is_typeddict

from statsig_console.declaring.plain import NEWER, is_newer
from statsig_console.declaring.shapes import JsonValue, ListOf, MapOf, OneOf, Record, Shape
from statsig_console.provider import PROJECT

from .catalogue import Entry, catalogue
from .layout import Bracketed, Element, Expression, Text, call, literal, quoted, remark, statement
from .naming import key_of
from .objects import Adopted, Omitted
from .references import Index, Nested, Reference, ordered

Resolve = Callable[[Reference], "Text | None"]


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
    in_order: list[Adopted] = []
    files: dict[str, str] = {}
    for entry in catalogue().values():
        own = sorted((each for each in objects if each.kind is entry.kind), key=lambda each: (names[key_of(each)], each.seen.id))
        own = ordered(own, needs)
        lost = [each for each in omitted if each.label == entry.label and not each.expected]
        if own or lost:
            files[f"{entry.module}.py"] = Module(entry, own, names, index).text(lost)
        in_order += own
    files["__main__.py"] = main_text([each for each in catalogue().values() if any(one.kind is each.kind for one in objects)])
    return Program(in_order, names, files)


def needed(object_: Adopted, index: Index) -> set[str]:
    """The objects that an object refers to."""
    found: set[str] = set()

    def note(reference: Reference) -> None:
        found.add(key_of(reference.target))

    Writer(object_, index, note).arguments()
    return found


@dataclass
class Module:
    """One file of the program."""

    entry: Entry
    objects: Sequence[Adopted]
    names: Mapping[str, str]
    index: Index
    imports: set[str] = field(default_factory=set[str])

    def text(self, lost: Iterable[Omitted]) -> str:
        """The file."""
        before: set[str] = set()
        statements: list[str] = []
        for each in self.objects:
            statements.append(self._statement(each, before))
            before.add(key_of(each))
        notes = [f"# {remark(f'{each.title}: not adopted, since {each.reason}')}" for each in lost]
        parts = [f'"""The project\'s {self.entry.module.replace("_", " ")}."""']
        if statements:
            parts.append("import pulumi_statsig_console as statsig")
        if self.imports:
            parts.append("\n".join(f"import {each}" for each in sorted(self.imports)))
        parts += statements
        if notes:
            parts.append("\n".join(notes))
        return "\n\n".join(parts) + "\n"

    def _statement(self, object_: Adopted, before: set[str]) -> str:
        def resolve(reference: Reference) -> Text | None:
            key = key_of(reference.target)
            same = reference.target.kind is object_.kind
            if reference.apart or (same and key not in before):
                return None
            module = catalogue()[reference.target.kind.label].module
            if not same:
                self.imports.add(module)
            return Text(f"{'' if same else f'{module}.'}{self.names[key]}.{reference.attribute}")

        name = self.names[key_of(object_)]
        arguments = [Element(Text(quoted(resource_name(object_, name)))), *Writer(object_, self.index, resolve, self.names).arguments()]
        comments = [f"# {remark(each)}" for each in object_.warnings]
        return "\n".join([*comments, statement(name, call(f"statsig.{self.entry.label}", arguments))])


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


def main_text(entries: Sequence[Entry]) -> str:
    """The program's first file, which takes in all others."""
    modules = sorted(each.module for each in entries)
    names = Bracketed("[", [Element(literal(each)) for each in modules], "]")
    docstring = '"""The Statsig project as it was adopted: one module per kind of object."""'
    imports = "\n".join(f"import {each}" for each in modules)
    return "\n\n".join(part for part in (docstring, imports, statement("__all__", names)) if part) + "\n"
