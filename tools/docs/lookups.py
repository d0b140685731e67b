"""Lookups: a page of the reference for each API object that programs can look up."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pulumi_statsig_console.lookups as package
from statsig_console.declaring.descriptions import descriptions, parameters, summary
from statsig_console.declaring.results import Result
from statsig_console.lookup import Reading

from . import wording
from .kinds import first_sentence
from .rendering import fill


@dataclass(frozen=True)
class Function:
    """One lookup: its signature, its description, its parameters with their descriptions, its operation, whether its result is secret."""

    name: str
    signature: str
    about: str
    parameters: list[tuple[str, str]]
    operation: str
    secret: bool


@cache
def modules() -> tuple[ModuleType, ...]:
    """The modules of lookups, by name."""
    return tuple(import_module(f"{package.__name__}.{each.name}") for each in iter_modules(package.__path__) if not each.ispkg)


def address(module: ModuleType) -> str:
    """The place of a module's page in the site's sources."""
    return f"lookups/{title(module).lower().replace(' ', '_')}.md"


def title(module: ModuleType) -> str:
    """The name of the API object, for headings."""
    return module.__name__.rpartition(".")[2].replace("_", " ").capitalize()


def about(module: ModuleType) -> str:
    """A module's description, in a sentence."""
    text = summary(module).removeprefix("Lookups: ")
    return wording.capital(text)


def functions(module: ModuleType) -> list[Function]:
    """The lookups of a module, in its order."""
    found: list[Function] = []
    definitions = {each.name: each for each in ast.parse(inspect.getsource(module)).body if isinstance(each, ast.FunctionDef)}
    for reading in readings(module):
        definition = definitions[reading.name]
        function = getattr(module, reading.name)
        said = re.sub(r"\s*API: \S+ \S+?\.(?=\s|$)", " ", summary(function)).strip()
        given = list(parameters(function).items())
        found.append(Function(reading.name, signature(definition), said, given, str(reading.operation), reading.secret))
    return found


def readings(module: ModuleType) -> list[Reading[Any, Any]]:
    """The lookups that a module declares."""
    return [each for each in vars(module).values() if isinstance(each, Reading)]


def signature(definition: ast.FunctionDef) -> str:
    """A function's first line, with one parameter per line if it is long."""
    short = f"{definition.name}({arguments(definition)}) -> {ast.unparse(definition.returns) if definition.returns else 'None'}"
    if len(short) <= 72:
        return short
    head, _, tail = short.partition("(")
    inner, _, gives = tail.rpartition(") -> ")
    parameters = re.split(r", (?![^\[]*\])", inner)
    return f"{head}(\n" + "".join(f"    {each},\n" for each in parameters) + f") -> {gives}"


def arguments(definition: ast.FunctionDef) -> str:
    """A function's parameters, with spaces around the defaults as in formatted code."""
    return re.sub(r"(?<=[\w\]])=(?=\S)", " = ", ast.unparse(definition.args))


def results(module: ModuleType) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The result classes of a module's lookups and those inside them: name, and attributes with their sentences and types."""
    found: dict[str, type[Result]] = {}
    for reading in readings(module):
        if isinstance(reading.result, type):
            collect(reading.result, found)
    return [(name, attributes(each)) for name, each in found.items()]


def collect(result: type[Result], found: dict[str, type[Result]]) -> None:
    """Adds a result class and those of its attributes to `found`."""
    if result.__name__ in found or not issubclass(result, Result):
        return
    found[result.__name__] = result
    for hint in get_type_hints(result).values():
        for inner in classes_in(hint):
            collect(inner, found)


def classes_in(hint: Any) -> Iterator[type[Result]]:
    """The result classes that an annotation names."""
    if isinstance(hint, type) and issubclass(hint, Result):
        yield hint
    for each in get_args(hint):
        yield from classes_in(each)


def attributes(result: type[Result]) -> list[tuple[str, str, str]]:
    """A result's attributes, with their sentences and types."""
    said = descriptions(result)
    return [(name, said.get(name, ""), in_words(hint)) for name, hint in annotated(result).items() if not name.startswith("_")]


def annotated(result: type[Result]) -> dict[str, str]:
    """The annotations of a class and its bases, as they are written."""
    found: dict[str, str] = {}
    for base in reversed(result.__mro__):
        if issubclass(base, Result) and base is not Result:
            found |= {name: str(hint) for name, hint in inspect.get_annotations(base).items()}
    return found


def in_words(hint: str) -> str:
    """A type as a table shows it, result classes as links to their sections."""
    text = " ".join(hint.split()).replace("[ ", "[").replace(", ]", "]").replace("|", "\\|")
    return re.sub(r"\b(\w+Result)\b", lambda match: f"[{match[1]}](#{match[1].lower()})", text)


def page(module: ModuleType) -> str:
    """The page of a module."""
    return fill("lookups.md", title=title(module), about=about(module), functions=functions(module), results=results(module))


def index() -> str:
    """The list of all lookups."""
    entries = [
        (each.name, address(module).partition("/")[2], first_sentence(each.about)) for module in modules() for each in functions(module)
    ]
    return fill(
        "lookups_index.md",
        entries=[(name, f"{file}#{name}", text) for name, file, text in entries],
    )
