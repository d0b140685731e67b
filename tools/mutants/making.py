"""Mutants: the small breaks that are made in a module, one at a time.

Each is a mistake that somebody may make: a negated condition, a step left out, a forgotten result. Only code in functions is broken.
Code that runs only at the import is declarations, and coverage names no test for it. Texts are not broken, as they are for people.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}
SHOWN = 110
"""Characters of a break's text that are shown."""


@dataclass(frozen=True)
class Mutant:
    """One break: its file, function and lines, the bytes that are removed, and the text in their place."""

    path: str
    function: str
    lines: range
    start: int
    end: int
    before: str
    after: str
    number: int = 1

    @property
    def name(self) -> str:
        """Its name, which does not depend on other code in the module."""
        again = f" ({self.number})" if self.number > 1 else ""
        return f"{self.path} {self.function}: {short(self.before)} → {short(self.after)}{again}"

    def applied(self, source: bytes) -> bytes:
        """The module with the break."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def short(text: str) -> str:
    """A text on one line, cut if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def mutants_of(path: Path, name: str) -> list[Mutant]:
    """All breaks of a module, in its order; those that read the same are numbered."""
    source = path.read_bytes()
    seen: Counter[str] = Counter()
    found = []
    for each in sorted(_Finder(source, name).found(), key=lambda one: (one.start, one.end, one.after)):
        seen[each.name] += 1
        found.append(replace(each, number=seen[each.name]))
    return found


class _Finder:
    """Finds the breaks in a module's functions."""

    def __init__(self, source: bytes, name: str) -> None:
        self._source = source
        self._name = name
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def found(self) -> Iterator[Mutant]:
        """The breaks of all functions; those in a nested function are named after both functions."""
        yield from self._inside(ast.parse(self._source), ())

    def _inside(self, node: ast.AST, functions: tuple[str, ...], within: bool = False) -> Iterator[Mutant]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                deeper = (*functions, child.name)
                for statement in child.body:
                    yield from self._breaks(statement, deeper, within or isinstance(child, ast.FunctionDef))
            elif not isinstance(child, (ast.JoinedStr, ast.arguments)) and not _is_for_types(child):
                yield from self._breaks(child, functions, within)

    def _breaks(self, node: ast.AST, functions: tuple[str, ...], within: bool) -> Iterator[Mutant]:
        """The breaks of a node and of the nodes in it. Annotations and f-strings are left out."""
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield from self._inside(ast.Module([node], []), functions, within)
            return
        if isinstance(node, (ast.JoinedStr, ast.Assert)) or _is_for_types(node):
            return
        if within:
            broken = node.test if isinstance(node, ast.If) else node
            for after in alternatives(node):
                start, end = self._place(broken)
                lines = range(broken.lineno, (broken.end_lineno or 0) + 1)  # type: ignore[attr-defined]
                yield Mutant(self._name, ".".join(functions), lines, start, end, self._source[start:end].decode(), after)
        if isinstance(node, ast.AnnAssign):
            yield from self._breaks(node.value, functions, within) if node.value else ()
            return
        yield from self._inside(node, functions, within)

    def _place(self, node: Any) -> tuple[int, int]:
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "not TYPE_CHECKING"}


def alternatives(node: ast.AST) -> Iterator[str]:
    """The texts that break a node."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in OPPOSITES:
            yield _with(node, lambda new: setattr(new, "ops", [OPPOSITES[type(op)]()]))
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPPOSITES:
            yield _with(node, lambda new: setattr(new, "op", OPPOSITES[type(op)]()))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"({ast.unparse(operand)})"
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield _with(node, lambda new: setattr(new.func, "id", CALLS[name]))
        case ast.IfExp(test=test):
            yield _with(node, lambda new: setattr(new, "test", ast.UnaryOp(ast.Not(), test)))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            for number, part in enumerate(node.generators):
                for place in range(len(part.ifs)):
                    yield _with(node, partial(_take_out, number, place))
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() | ast.BoolOp() | ast.NamedExpr() as test):
            # Only the condition, so that the body keeps its formatting. Conditions of other forms are negated by the cases above.
            yield f"(not ({ast.unparse(test)}))"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) not in {"None", "True", "False"}:
            yield "return None"
        case ast.Raise() | ast.AugAssign() | ast.Expr(value=ast.Call()) | ast.Continue():
            yield "pass"
        case ast.Break():
            yield "continue"
        case _:
            pass


def _take_out(number: int, place: int, new: Any) -> None:
    """Removes one of the conditions of a comprehension."""
    new.generators[number].ifs.pop(place)


def _with(node: ast.AST, change: Callable[[Any], object]) -> str:
    """A node's text after a change, in parentheses if the node's place may need them."""
    new = copy.deepcopy(node)
    change(new)
    text = ast.unparse(new)
    return text if text[0] in "([{" and isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)) else f"({text})"
