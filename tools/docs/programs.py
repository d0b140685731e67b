"""Programs: the examples that the tests deploy, and the part of one that shows a kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SHOWN = ("__main__.py", "Pulumi.yaml")
"""Files that a page shows in another place, or not at all."""

ENDS = ("py", "yaml", "yml", "json", "sh", "in", "txt")
"""The suffixes of files that readers may copy."""


@dataclass(frozen=True)
class Program:
    """A program of `examples/`: its name there, its source, its docstring, and the files beside it, by name."""

    name: str
    source: str
    about: str
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name, for headings."""
        return self.name.replace("_", " ").replace("/", ": ").capitalize()


@cache
def programs() -> tuple[Program, ...]:
    """All examples that declare resources, by name; policy packs are left out."""
    found = []
    for path in sorted(EXAMPLES.rglob("__main__.py")):
        if (path.parent / "PulumiPolicy.yaml").exists():
            continue
        source = path.read_text(encoding="utf-8")
        about = ast.get_docstring(ast.parse(source)) or ""
        found.append(Program(path.parent.relative_to(EXAMPLES).as_posix(), source, about, files_beside(path)))
    return tuple(found)


@cache
def sets() -> dict[str, dict[str, str]]:
    """The other files to copy: those of folders without a program, by the folder's name."""
    folders = {path.parent for end in ENDS for path in EXAMPLES.glob(f"*/*.{end}")} - {EXAMPLES / "resources"}
    shown = {each.name.partition("/")[0] for each in programs()}
    return {each.name: files(each) for each in sorted(folders) if each.name not in shown}


def files_beside(program: Path) -> dict[str, str]:
    """The other files of a program: the configuration of its stacks, and files that it reads."""
    return {name: text for name, text in files(program.parent).items() if name.rpartition("/")[2] not in SHOWN}


def files(folder: Path) -> dict[str, str]:
    """The files of a folder, by their paths in it."""
    paths = sorted(each for end in ENDS for each in folder.rglob(f"*.{end}"))
    return {each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8") for each in paths}


@cache
def shown_in() -> dict[str, tuple[Program, ...]]:
    """The examples that use each name of the package."""
    found: dict[str, tuple[Program, ...]] = {}
    for program in programs():
        for name in sorted(called(ast.parse(program.source))):
            found[name] = (*found.get(name, ()), program)
    return found


def example_of(name: str) -> tuple[Program, str] | None:
    """The example that sets most properties of a class, and the part that does; of equal ones, the shortest part."""
    parts = [(program, excerpt(program.source, name)) for program in shown_in().get(name, ())]
    return max(parts, key=lambda each: (properties_set(each[1], name), -len(each[1])), default=None)


def properties_set(source: str, name: str) -> int:
    """How many properties the fullest declaration of a class in a program sets."""
    calls = (call for other, call in declarations(ast.parse(source)) if other == name)
    return max((sum(each.arg != "opts" for each in call.keywords) for call in calls), default=0)


def excerpt(source: str, name: str) -> str:
    """The statements of a program that declare a `name`, with all statements that they need: a program of its own."""
    tree = ast.parse(source)
    body = [each for each in tree.body if not isinstance(each, ast.Expr) or not isinstance(each.value, ast.Constant)]
    wanted = {number for number, each in enumerate(body) if name in called(each)}
    while True:
        needed = {read for number in wanted for read in names_read(body[number])}
        more = {number for number, each in enumerate(body) if number not in wanted and names_bound(each) & needed}
        if not more:
            break
        wanted |= more
    lines = source.splitlines()
    blocks: list[str] = []
    before = 0
    for number in sorted(wanted):
        node = body[number]
        start = node.lineno
        while start > 1 and lines[start - 2].startswith("#"):
            start -= 1
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
            start = min(start, node.decorator_list[0].lineno)
        if blocks and start > before + 1:
            blocks += ["", ""] if isinstance(node, ast.FunctionDef) else [""]
        blocks += lines[start - 1 : node.end_lineno]
        before = node.end_lineno or start
    return "\n".join(blocks)


def called(node: ast.AST) -> set[str]:
    """The names of the package that a piece of code calls."""
    return {name for name, _ in declarations(node)}


def declarations(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls of the package's names in a piece of code."""
    for each in ast.walk(node):
        match each:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="statsig"), attr=name)):
                yield name, each


def names_read(node: ast.AST) -> set[str]:
    """The names that a piece of code reads."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def names_bound(node: ast.AST) -> set[str]:
    """The names that a top-level statement of a program binds."""
    match node:
        case ast.Import(names) | ast.ImportFrom(names=names):
            return {each.asname or each.name.partition(".")[0] for each in names}
        case ast.FunctionDef(name) | ast.ClassDef(name):
            return {name}
        case ast.If(body=inner, orelse=other):
            return {name for each in (*inner, *other) for name in names_bound(each)}
        case _:
            return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
