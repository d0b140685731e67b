"""YAML: one file, which is the whole program, with references between its resources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from statsig_console.declaring.casing import camel
from statsig_console_cli.adopt.catalogue import Entry
from statsig_console_cli.adopt.code import Outline, circular, resource_name
from statsig_console_cli.adopt.doors import PLUGIN
from statsig_console_cli.adopt.foreign import Tree, properties
from statsig_console_cli.adopt.layout import are_plain_lines, is_shown, remark
from statsig_console_cli.adopt.naming import Words, key_of
from statsig_console_cli.adopt.objects import Adopted
from statsig_console_cli.adopt.references import Reference
from statsig_console_cli.adopt.saying import Link, Newer, Setting, Value

from . import Language

FILE = "Main.yaml"
"""The file that Pulumi reads as the program. Pulumi.yaml could hold it too, but belongs to the user."""

FUNCTION = "fn::"
"""The prefix of a key that makes its object a function call."""

INDENT = "  "
WORDS = {"", "true", "false", "yes", "no", "on", "off", "y", "n", "null"}
"""Texts without quotes that YAML takes for something else."""

_BLOCK_FROM = 40
_PLAIN = re.compile(r"[A-Za-z_]([A-Za-z0-9_ ./-]*[A-Za-z0-9_./-])?")
_EXPRESSION = re.compile(r"\$(?=[${])")


def files(outline: Outline) -> dict[str, str]:
    """The program."""
    lines = ["# The Statsig project as it was adopted, kind by kind.", *mapping("resources", list(resources(outline)))]
    return {FILE: "\n".join(lines) + "\n"}


def resources(outline: Outline) -> Iterator[str]:
    """The lines of all resources."""
    for entry in outline.entries:
        yield f"# {entry.title}"
        for part in outline.parts_of(entry):
            for each in part.objects:
                yield from (f"# {remark(warning)}" for warning in each.warnings)
                name = resource_name(each, outline.name(each))
                yield from resource(entry, name, outline.said[key_of(each)], _Writer(outline, each))
        yield from (f"# {each}" for each in outline.remarks.get(entry.label, ()))


def resource(entry: Entry, name: str, values: Mapping[str, Value], writer: _Writer) -> list[str]:
    """The lines of one resource."""
    type_ = f"type: {PLUGIN.types.replace(':index', '')}{entry.label}"
    return mapping(name, [type_, *mapping("properties", writer.lines(properties(values)))])


def mapping(key: str, lines: Sequence[str]) -> list[str]:
    """A key with an object under it; an object that has only remarks is written as ``{}``."""
    if not any(not line.startswith("#") for line in lines):
        return [*lines, f"{key}: {{}}"]
    return [f"{key}:", *indented(lines)]


def indented(lines: Sequence[str]) -> list[str]:
    """Lines, indented by one level; empty lines stay empty."""
    return [f"{INDENT}{line}" if line else line for line in lines]


@dataclass(frozen=True)
class _Writer:
    """Writes the values of an object."""

    outline: Outline | None = None
    object: Adopted | None = None

    def lines(self, value: Tree) -> list[str]:
        """The lines of an object or a list that is not empty; of any other value, one line, or a block's head and its lines."""
        if isinstance(value, Mapping) and value:
            return [line for key, each in value.items() for line in self._under(f"{scalar(without_references(key))}:", each)]
        if isinstance(value, list) and value:
            return [line for each in value for line in self._item(each)]
        return self._single(value)

    def _under(self, before: str, value: Tree) -> list[str]:
        lines = self.lines(value)
        if is_nested(value):
            return [before, *indented(lines)]
        first, *rest = lines
        return [*self._remarks(value), f"{before} {first}", *indented(rest)]

    def _item(self, value: Tree) -> list[str]:
        first, *rest = self.lines(value)
        return [*self._remarks(value), f"- {first}", *indented(rest)]

    def _single(self, value: Tree) -> list[str]:
        if isinstance(value, Newer):
            # YAML has no place for the mark of a newer value, and a stack that has the value already needs none.
            return self._single(value.value)
        if isinstance(value, Link):
            code = self._reference(value.reference)
            return [code] if code else text(value.text)
        if isinstance(value, Setting):
            return [f"${{{value.name}}}"]
        if isinstance(value, str):
            return text(value)
        if isinstance(value, Mapping):
            return ["{}"]
        if isinstance(value, list):
            return ["[]"]
        return [number(value) if isinstance(value, float) else json.dumps(value)]

    def _remarks(self, value: Tree) -> list[str]:
        if not isinstance(value, Link) or self._reference(value.reference) or not self.outline:
            return []
        return [f"# {circular(self.outline.name(value.reference.target))}"]

    def _reference(self, reference: Reference) -> str | None:
        if not self.outline or not self.object or not self.outline.target(reference, self.object):
            return None
        target = reference.target
        return f"${{{resource_name(target, self.outline.name(target))}.{camel(reference.attribute)}}}"


def is_nested(value: Tree) -> bool:
    """Whether a value has lines of its own under its key."""
    return isinstance(value, (Mapping, list)) and bool(value)


def text(value: str) -> list[str]:
    """A text as Pulumi reads it: plain, in double quotes, or as a block of lines; references in it are escaped."""
    value = without_references(value)
    if "\n" in value and len(value) >= _BLOCK_FROM and is_block(value):
        kept = value.removesuffix("\n")
        return [f"|{'-' if kept == value else ''}", *kept.split("\n")]
    return [scalar(value)]


def without_references(value: str) -> str:
    """A text or key whose references are escaped, so that Pulumi reads none in it."""
    return _EXPRESSION.sub("$$", value)


def number(value: float) -> str:
    """A float in a form that every YAML parser reads as a number."""
    written = repr(value)
    return written if "." in written else written.replace("e", ".0e")


def is_block(value: str) -> bool:
    """Whether a text can stand as a block of lines."""
    inside = value.removesuffix("\n")
    return inside == inside.strip() and are_plain_lines(value)


def scalar(value: str) -> str:
    """A text on one line, or a key."""
    if _PLAIN.fullmatch(value) and value.lower() not in WORDS:
        return value
    return f'"{"".join(escaped(each) for each in value)}"'


def escaped(character: str) -> str:
    """One character between double quotes."""
    if character in '\\"':
        return f"\\{character}"
    if character in "\n\t":
        return "\\n" if character == "\n" else "\\t"
    if is_shown(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def refuses(values: Mapping[str, Value]) -> str | None:
    """Why an object cannot be written, if so: Pulumi takes some keys for function calls, and has no way to escape them."""
    called = next((name for name in properties(values) if calls(properties(values)[name])), None)
    return f"{called} has an object with a key that begins with {FUNCTION}, which YAML takes for a function" if called else None


def calls(value: Tree) -> bool:
    """Whether Pulumi would take a key in a value for a function call."""
    if isinstance(value, list):
        return any(map(calls, value))
    return isinstance(value, Mapping) and (any(key.lower().startswith(FUNCTION) for key in value) or any(map(calls, value.values())))


def skeleton(entry: Entry, values: Mapping[str, Value]) -> str:
    """One object with these properties, and the configuration that they need."""
    settings = [each for each in values.values() if isinstance(each, Setting)]
    config = [line for each in settings for line in mapping(each.name, setting(each))]
    return "\n".join([*mapping("config", config), *mapping("resources", resource(entry, camel(entry.stem), values, _Writer()))])


def setting(value: Setting) -> list[str]:
    """The type of a configuration value, and whether it is secret."""
    return [f"type: {'object' if value.object else 'string'}", *(["secret: true"] if value.secret else [])]


LANGUAGE = Language(
    "YAML",
    "yaml",
    PLUGIN,
    Words(str, lambda name: name == "pulumi", lambda entry: {"pulumi"}, in_one_space=True),
    {},
    files,
    skeleton,
    refuses,
    has_modules=False,
)
