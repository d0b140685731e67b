"""Python: one module per kind, or a package where there are many, with a statement for each object and references between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from typing_extensions import is_typeddict

from statsig_console_cli.adopt.catalogue import Entry, catalogue
from statsig_console_cli.adopt.code import Outline, Part, circular, resource_name
from statsig_console_cli.adopt.doors import DYNAMIC
from statsig_console_cli.adopt.layout import Bracketed, Element, Expression, Text, call, literal, quoted, remark, statement
from statsig_console_cli.adopt.naming import PYTHON, key_of
from statsig_console_cli.adopt.objects import Adopted
from statsig_console_cli.adopt.references import Reference
from statsig_console_cli.adopt.saying import Items, Keys, Link, Newer, Plain, Setting, Value

from . import Language


def files(outline: Outline) -> dict[str, str]:
    """The program's files."""
    found: dict[str, str] = {}
    for entry in outline.entries:
        parts = outline.parts_of(entry)
        texts = {f"{each.path}.py": Module(each, outline).text() for each in parts}
        if len(parts) > 1:
            texts[f"{entry.module}/__init__.py"] = package_text(parts)
        if notes := outline.remarks.get(entry.label):
            first = next(reversed(texts), f"{entry.module}.py")
            texts[first] = texts.get(first, f'"""The project\'s {entry.title}."""\n') + "\n" + "".join(f"# {each}\n" for each in notes)
        found |= texts
    return found | {"__main__.py": main_text([each for each in outline.entries if outline.parts_of(each)])}


@dataclass
class Module:
    """One file of the program."""

    part: Part
    outline: Outline
    imports: set[str] = field(default_factory=set[str])

    def text(self) -> str:
        """The text of the file."""
        statements = [self._statement(each) for each in self.part.objects]
        parts = [f'"""The project\'s {self.part.entry.title}."""', "import pulumi_statsig_console as statsig"]
        if self.imports:
            parts.append("\n".join(sorted(self.imports, key=lambda each: (each.startswith("from"), each))))
        return "\n\n".join([*parts, *statements]) + "\n"

    def _sibling(self, part: Part) -> str:
        """The name under which the file imports another part of its package; none of its objects has that name."""
        name = called = part.module.rpartition(".")[2]
        taken = {self.outline.name(each) for each in self.part.objects}
        while called in taken:
            called += "_"
        self.imports.add(f"from . import {name}" if called == name else f"from . import {name} as {called}")
        return called

    def _statement(self, object_: Adopted) -> str:
        def refer(reference: Reference) -> Text | None:
            there = self.outline.target(reference, object_)
            if there is None:
                return None
            variable = f"{self.outline.name(reference.target)}.{reference.attribute}"
            if there is self.part:
                return Text(variable)
            if there.entry is self.part.entry:
                return Text(f"{self._sibling(there)}.{variable}")
            self.imports.add(f"import {there.module}")
            return Text(f"{there.module}.{variable}")

        name = self.outline.name(object_)
        writer = Writer(refer, lambda target: f"{catalogue()[target.kind.label].module}.{self.outline.name(target)}")
        arguments = writer.arguments(self.outline.said[key_of(object_)])
        comments = [f"# {remark(each)}" for each in object_.warnings]
        made = declaration(self.part.entry, name, resource_name(object_, name), arguments)
        return "\n".join([*comments, made])


def declaration(entry: Entry, variable: str, name: str, arguments: Sequence[Element]) -> str:
    """The statement that declares an object."""
    return statement(variable, call(f"statsig.{entry.label}", [Element(Text(quoted(name))), *arguments]))


@dataclass(frozen=True)
class Writer:
    """Writes values. A link that `refer` has no code for is written as text; a remark gives the name that `named` has for its target."""

    refer: Callable[[Reference], Text | None]
    named: Callable[[Adopted], str]

    def arguments(self, values: Mapping[str, Value]) -> list[Element]:
        """One keyword argument per property."""
        return [self._element(value, f"{name}=") for name, value in values.items()]

    def _element(self, value: Value, before: str = "") -> Element:
        if not isinstance(value, Link):
            return Element(self._expression(value), before)
        code = self.refer(value.reference)
        if code is not None:
            return Element(code, before)
        return Element(literal(value.text), before, circular(self.named(value.reference.target)))

    def _expression(self, value: Plain | Newer | Setting | Items | Keys) -> Expression:
        if isinstance(value, Newer):
            return call("statsig.newer", [Element(literal(value.value))])
        if isinstance(value, Setting):
            getter = ("require_secret_object" if value.object else "require_secret") if value.secret else "require"
            return call(f"config.{getter}", [Element(Text(quoted(value.name)))])
        if isinstance(value, Items):
            return Bracketed("[", [self._element(each) for each in value.items], "]")
        if isinstance(value, Keys):
            if value.record and is_exported(value.record.name):
                return call(f"statsig.{value.record.name}", self.arguments(value.values))
            return Bracketed("{", [self._element(each, f"{quoted(str(key))}: ") for key, each in value.values.items()], "}")
        return literal(value.value)


@cache
def is_exported(name: str) -> bool:
    """Whether the package offers a nested object as a class of its own."""
    import pulumi_statsig_console as statsig

    return is_typeddict(getattr(statsig, name, None))


def skeleton(entry: Entry, values: Mapping[str, Value]) -> str:
    """One object with these properties."""
    writer = Writer(lambda _: None, lambda target: target.title)
    return "\n\n".join(["config = pulumi.Config()", declaration(entry, entry.stem, entry.stem, writer.arguments(values))])


def package_text(parts: Sequence[Part]) -> str:
    """The first file of a package, which imports its parts."""
    entry, modules = parts[0].entry, sorted(each.module.rpartition(".")[2] for each in parts)
    names = Bracketed("[", [Element(literal(each)) for each in modules], "]")
    docstring = f'"""The project\'s {entry.title}, in parts by the beginning of their names."""'
    taken = "\n".join(f"from . import {each}" for each in modules)
    return "\n\n".join((docstring, taken, statement("__all__", names))) + "\n"


def main_text(entries: Sequence[Entry]) -> str:
    """The program's first file, which imports all modules."""
    modules = sorted(each.module for each in entries)
    names = Bracketed("[", [Element(literal(each)) for each in modules], "]")
    docstring = '"""The Statsig project as it was adopted: one module per kind of object."""'
    imports = "\n".join(f"import {each}" for each in modules)
    return "\n\n".join(part for part in (docstring, imports, statement("__all__", names)) if part) + "\n"


LANGUAGE = Language("Python", "python", DYNAMIC, PYTHON, {"requirements.txt": "pulumi-statsig-console\n"}, files, skeleton)
