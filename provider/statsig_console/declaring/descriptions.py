"""Descriptions: the sentence under each line of a declaration, read from the source on demand.

These sentences cost nothing at import, since Python does not compile a text that stands alone. Where the source of an installed package
is missing, there are no descriptions.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any

HEADING = re.compile(r"^[A-Z]\w+:$")
ENTRY = re.compile(r"^(\w+): (.*)$")


def descriptions(owner: type) -> Mapping[str, str]:
    """The description of each property, key or attribute of a class and its bases, by name."""
    found: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        definition = _classes(base.__module__).get(base.__qualname__)
        found |= {name: text for name, text in lines(definition) if text} if definition else {}
    return found


def lines(definition: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The names that a class annotates, each with the sentence under its line; an empty text where there is none."""
    for line, below in pairwise([*definition.body, ast.Pass()]):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not line.target.id.startswith("_"):
            yield line.target.id, _text(below)


def parameters(function: Callable[..., Any]) -> Mapping[str, str]:
    """The description of each parameter in a function's docstring, from its section ``Args:``."""
    return entries(inspect.getdoc(function) or "")


def entries(doc: str) -> Mapping[str, str]:
    """The parameters that a docstring explains, by name."""
    found: dict[str, str] = {}
    name = ""
    for line in _section(doc, "Args:"):
        if entry := ENTRY.match(line.strip()):
            name = entry[1]
            found[name] = entry[2]
        elif name and line.strip():
            found[name] += f" {line.strip()}"
    return found


def summary(thing: Any) -> str:
    """The docstring of a class or function without the sections about parameters and errors: one line per paragraph."""
    doc = inspect.getdoc(thing) or ""
    kept = re.split(r"^[A-Z]\w+:$", doc, maxsplit=1, flags=re.MULTILINE)[0]
    return "\n\n".join(" ".join(part.split()) for part in kept.strip().split("\n\n"))


def _section(doc: str, title: str) -> list[str]:
    """The lines under a heading of a docstring."""
    found: list[str] = []
    inside = False
    for line in doc.splitlines():
        if HEADING.match(line):
            inside = line == title
        elif inside:
            found.append(line)
    return found


def _text(node: ast.stmt) -> str:
    """The text of a statement that is a string, in one line; empty for any other statement."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""


@cache
def _classes(module: str) -> Mapping[str, ast.ClassDef]:
    """The classes of a module as its source defines them."""
    loaded: ModuleType | None = sys.modules.get(module)
    try:
        source = inspect.getsource(loaded) if loaded else ""
    except (OSError, TypeError):
        return {}
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
