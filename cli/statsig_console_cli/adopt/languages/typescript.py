"""TypeScript: one module per kind, or a folder where there are many, with a constant for each object and references between them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from statsig_console.declaring.casing import camel
from statsig_console.declaring.plain import NEWER
from statsig_console_cli.adopt.catalogue import Entry, catalogue
from statsig_console_cli.adopt.code import Outline, Part, circular, resource_name
from statsig_console_cli.adopt.doors import PLUGIN
from statsig_console_cli.adopt.foreign import Tree, properties
from statsig_console_cli.adopt.layout import Bracketed, Element, Expression, Text, is_shown, lines, remark
from statsig_console_cli.adopt.naming import Words, key_of
from statsig_console_cli.adopt.objects import Adopted
from statsig_console_cli.adopt.references import Reference
from statsig_console_cli.adopt.saying import Link, Newer, Setting, Value
from statsig_console_plugin.schema import DISTRIBUTION, package_version

from . import Language, Packages

ARCHIVE = f"{DISTRIBUTION}-{package_version()}.tgz"
"""The name of the SDK's archive in a release."""

PACKAGE = {
    "name": "statsig",
    "main": "index.ts",
    "private": True,
    "dependencies": {"@pulumi/pulumi": "^3.216.0", DISTRIBUTION: f"file:{ARCHIVE}"},
    "devDependencies": {"@types/node": "^22.0.0", "typescript": "^5.9.0"},
}
COMPILER = {
    "compilerOptions": {"strict": True, "target": "es2022", "module": "commonjs", "moduleResolution": "node", "skipLibCheck": True},
    "files": ["index.ts"],
}
RESERVED = frozenset(
    (
        "arguments",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "exports",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "global",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "module",
        "new",
        "null",
        "package",
        "private",
        "process",
        "protected",
        "public",
        "require",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "while",
        "with",
        "yield",
    )
)
"""Words of the language, and the names that every Node.js module has."""

LOCAL = ("statsig", "pulumi", "config")
"""The names that every program has for its imports and its configuration."""

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_PROTOTYPE = "__proto__"
"""A key that is written in brackets, since without them it would set the object's prototype."""


def files(outline: Outline) -> dict[str, str]:
    """The program's files."""
    found: dict[str, str] = {}
    for entry in outline.entries:
        parts = outline.parts_of(entry)
        texts = {f"{each.path}.ts": Module(each, outline).text() for each in parts}
        if len(parts) > 1:
            texts[f"{entry.module}/index.ts"] = index_text(
                f"The project's {entry.title}, in parts by the beginning of their names.",
                [each.module.rpartition(".")[2] for each in parts],
            )
        if notes := outline.remarks.get(entry.label):
            first = next(reversed(texts), f"{entry.module}.ts")
            texts[first] = texts.get(first, f"// The project's {entry.title}.\n") + "\n" + "".join(f"// {each}\n" for each in notes)
        found |= texts
    modules = [each.module for each in outline.entries if outline.parts_of(each)]
    return found | {"index.ts": index_text("The Statsig project as it was adopted: one module per kind of object.", modules)}


def index_text(about: str, modules: Sequence[str]) -> str:
    """A file that imports others."""
    return "\n\n".join([f"// {about}", "\n".join(f'import "./{each}";' for each in sorted(modules)) or "export {};"]) + "\n"


@dataclass
class Module:
    """One file of the program."""

    part: Part
    outline: Outline
    imports: dict[str, str] = field(default_factory=dict[str, str])

    def text(self) -> str:
        """The text of the file."""
        statements = [self._statement(each) for each in self.part.objects]
        named = {DISTRIBUTION: "statsig", **dict(sorted(self.imports.items()))}
        imports = "\n".join(f'import * as {name} from "{path}";' for path, name in named.items())
        return "\n\n".join([f"// The project's {self.part.entry.title}.", imports, *statements]) + "\n"

    def _imported(self, part: Part) -> str:
        """The name under which the file imports another part; none of its objects has that name."""
        inside = "." in self.part.module
        path = f"./{part.module.rpartition('.')[2]}" if part.entry is self.part.entry else f"{'..' if inside else '.'}/{part.path}"
        if path not in self.imports:
            name = camel(part.module.rpartition(".")[2])
            taken = {camel(self.outline.name(each)) for each in self.part.objects} | set(self.imports.values())
            while name in taken:
                name += "_"
            self.imports[path] = name
        return self.imports[path]

    def _statement(self, object_: Adopted) -> str:
        def refer(reference: Reference) -> str | None:
            there = self.outline.target(reference, object_)
            if there is None:
                return None
            variable = f"{camel(self.outline.name(reference.target))}.{camel(reference.attribute)}"
            return variable if there is self.part else f"{self._imported(there)}.{variable}"

        name = self.outline.name(object_)
        writer = Writer(refer, lambda target: f"{camel(catalogue()[target.kind.label].module)}.{camel(self.outline.name(target))}")
        comments = [f"// {remark(each)}" for each in object_.warnings]
        values = self.outline.said[key_of(object_)]
        return "\n".join(
            [*comments, declaration(self.part.entry, f"export const {camel(name)}", resource_name(object_, name), values, writer)]
        )


def declaration(entry: Entry, before: str, name: str, values: Mapping[str, Value], writer: Writer) -> str:
    """The statement that declares an object."""
    made = Bracketed(f"new statsig.{entry.label}({quoted(name)}, {{", writer.elements(properties(values)), "})", " ")
    return "\n".join(lines(made, f"{before} = ", "", ";", "//"))


@dataclass(frozen=True)
class Writer:
    """Writes values. A link that `refer` has no code for is written as text; a remark gives the name that `named` has for its target."""

    refer: Callable[[Reference], str | None]
    named: Callable[[Adopted], str]

    def elements(self, values: Mapping[str, Tree]) -> list[Element]:
        """The keys of an object."""
        return [self._element(value, f"{key(name)}: ") for name, value in values.items()]

    def _element(self, value: Tree, before: str = "") -> Element:
        if not isinstance(value, Link):
            return Element(self._expression(value), before)
        code = self.refer(value.reference)
        if code is not None:
            return Element(Text(code), before)
        return Element(Text(quoted(value.text)), before, circular(self.named(value.reference.target)))

    def _expression(self, value: Tree) -> Expression:
        match value:
            case Newer():
                # The property's type has only the values that the package knows.
                return Bracketed("({", self.elements({NEWER: value.value}), "} as any)", " ")
            case Setting():
                getter = ("requireSecretObject" if value.object else "requireSecret") if value.secret else "require"
                return Text(f"config.{getter}({quoted(value.name)})")
            case Mapping():
                return Bracketed("{", self.elements(value), "}", " ")
            case list():
                return Bracketed("[", [self._element(each) for each in value], "]")
            case str():
                return Text(quoted(value))
            case _:
                return Text(json.dumps(value))


def key(name: str) -> str:
    """A key of an object."""
    if name == _PROTOTYPE:
        return f"[{quoted(name)}]"
    return name if _IDENTIFIER.fullmatch(name) else quoted(name)


def quoted(text: str) -> str:
    """A string literal on one line."""
    return f'"{"".join(escaped(each) for each in text)}"'


def escaped(character: str) -> str:
    """One character of a string literal."""
    if character in '\\"':
        return f"\\{character}"
    if character in "\n\t":
        return "\\n" if character == "\n" else "\\t"
    return character if is_shown(character) else f"\\u{{{ord(character):x}}}"


def skeleton(entry: Entry, values: Mapping[str, Value]) -> str:
    """One object with these properties."""
    writer = Writer(lambda _: None, lambda target: target.title)
    made = declaration(entry, f"export const {camel(entry.stem)}", entry.stem, values, writer)
    return "\n\n".join(["const config = new pulumi.Config();", made])


def reserved(entry: Entry) -> set[str]:
    """The names that no constant of a module may hide."""
    return {*RESERVED, *(camel(each.module) for each in catalogue().values()), *LOCAL} - {camel(entry.module)}


def taken(name: str) -> bool:
    """Whether a name is a word of the language, a local name or a module."""
    return camel(name) in RESERVED or name in LOCAL or name in {each.module for each in catalogue().values()}


def pretty(value: Mapping[str, object]) -> str:
    """The text of a JSON file."""
    return json.dumps(value, indent=4) + "\n"


LANGUAGE = Language(
    "TypeScript",
    "nodejs",
    PLUGIN,
    Words(camel, taken, reserved),
    {"package.json": pretty(PACKAGE), "tsconfig.json": pretty(COMPILER)},
    files,
    skeleton,
    packages=Packages("node_modules", "npm install"),
)
