"""Messages: every sentence that the package can fail with, read from its source.

A message is the text in the code that raises it: the text of an f-string with an ellipsis for
each value. Code that only passes on another message has none of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("provider/statsig_console", "resources/pulumi_statsig_console", "cli/statsig_console_cli", "plugin/statsig_console_plugin")
TEXT_AT = {"Problem": 1, "PydanticCustomError": 1, "wrong": 1}
"""The place of the text among the arguments, of calls whose first argument is not the text."""

OTHERS = {"BadParameter": "command line", "ValueError": "invalid input", "announce": "notice", "_say": "notice", "say": "notice"}
"""Other calls whose text people see, with the name of their kind."""

REASONS = {"advice", "reason_of", "unadoptable"}
"""Functions whose result is a sentence, or the end of one, about an input."""

GAP = "…"


@dataclass(frozen=True)
class Message:
    """One message: the module that raises it, its kind, and its text."""

    module: str
    kind: str
    text: str


@cache
def messages() -> tuple[Message, ...]:
    """All messages, by module and in the order of the lines."""
    found: list[Message] = []
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            module = path.relative_to(ROOT / folder).with_suffix("").as_posix()
            found += [Message(module, kind, text) for kind, text in in_source(path.read_text(encoding="utf-8"))]
    return tuple(dict.fromkeys(found))


def in_source(source: str) -> Iterator[tuple[str, str]]:
    """The kinds and texts of a module's messages."""
    tree = ast.parse(source)
    constants = assigned(tree.body)
    for scope in [each for each in ast.walk(tree) if isinstance(each, (ast.FunctionDef, ast.Module))]:
        local = constants | assigned(ast.walk(scope) if isinstance(scope, ast.FunctionDef) else [])
        for call in own_calls(scope):
            name = ast.unparse(call.func).rpartition(".")[2]
            if kind := reported(name, call):
                place = TEXT_AT.get(name, 0)
                for text in texts(call.args[place], local) if len(call.args) > place else ():
                    if text.strip(f"{GAP} .;:"):
                        yield kind, re.sub(r"\{\w+\}", GAP, text) if name == "PydanticCustomError" else text
        if isinstance(scope, ast.FunctionDef) and scope.name in REASONS:
            returned = [each.value for each in ast.walk(scope) if isinstance(each, ast.Return) and each.value]
            yield from (("invalid input", text) for value in returned for text in texts(value, local) if text.strip(f"{GAP} .,"))


def reported(name: str, call: ast.Call) -> str | None:
    """The kind of message that a call makes; None if people do not see its text."""
    if name in TEXT_AT:
        return "invalid input"
    if name in OTHERS:
        return OTHERS[name]
    if call.args and isinstance(call.args[0], ast.Name) and call.args[0].id == "message":
        return "ConsoleError"
    return name if name in error_names() or name == "RunError" else None


@cache
def error_names() -> tuple[str, ...]:
    """The classes of `errors.py`, in the order of its tree."""
    tree = ast.parse((ROOT / SOURCES[0] / "errors.py").read_text(encoding="utf-8"))
    classes = [each for each in tree.body if isinstance(each, ast.ClassDef) and each.bases]
    return tuple(each.name for each in classes)


def own_calls(scope: ast.AST) -> Iterator[ast.Call]:
    """The calls of a function or module, but not those of functions inside."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, ast.FunctionDef):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from own_calls(child)


def assigned(nodes: Iterator[ast.AST] | list[ast.stmt]) -> dict[str, list[ast.expr]]:
    """The values that are assigned to each name."""
    found: dict[str, list[ast.expr]] = {}
    for each in nodes:
        match each:
            case ast.Assign(targets=[ast.Name(name)], value=value):
                found.setdefault(name, []).append(value)
            case _:
                pass
    return found


def texts(node: ast.expr, names: dict[str, list[ast.expr]]) -> list[str]:
    """The texts that an expression may evaluate to."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            joined = [""]
            for part in parts:
                joined = [text + end for text in joined for end in inner(part, names)]
            return joined
        case ast.Name(name) if name in names:
            return [text for value in names[name] for text in texts(value, {**names, name: []})]
        case ast.IfExp(body=one, orelse=other):
            return [*texts(one, names), *texts(other, names)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [one + two for one in texts(left, names) for two in texts(right, names)]
        case ast.Call(func=ast.Attribute(value=value, attr="strip" | "rstrip")):
            return texts(value, names)
        case _:
            return [GAP]


def inner(part: ast.expr, names: dict[str, list[ast.expr]]) -> list[str]:
    """The texts that a part of an f-string may evaluate to: texts from the source, or else a gap."""
    if not isinstance(part, ast.FormattedValue):
        return texts(part, names)
    return texts(part.value, names) if part.conversion == -1 and is_text(part.value, names) else [GAP]


def is_text(value: ast.expr, names: dict[str, list[ast.expr]]) -> bool:
    """Whether an expression is a text in the source, or one of several."""
    if isinstance(value, ast.Name):
        return value.id in names and all(isinstance(each, (ast.Constant, ast.IfExp, ast.JoinedStr)) for each in names[value.id])
    return isinstance(value, (ast.IfExp, ast.Constant, ast.JoinedStr))
