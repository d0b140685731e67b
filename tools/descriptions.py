"""Checks that every property, key, output, parameter and result field has a sentence, and counts them.

``python tools/descriptions.py`` prints the counts and each mistake, and fails if there is one: a sentence is missing, only repeats
the name, or is longer than 300 characters.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from statsig_console.declaring.descriptions import entries, lines

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "resources" / "pulumi_statsig_console"
SHARED = ROOT / "provider" / "statsig_console" / "resource.py"
LONGEST = 300
SORTS = ("properties", "keys", "outputs", "parameters", "result fields")
# Words that do not count: with only these and the name, a sentence says nothing.
FILLERS = frozenset(
    re.findall(r"\w+", "a an the this that of for in on to is are was its it s their by with as or and which whose all any object")
)


@dataclass(frozen=True)
class Declared:
    """One line of a declaration: its place, its sort and its sentence."""

    file: str
    owner: str
    name: str
    sort: str
    text: str

    @property
    def amiss(self) -> str:
        """The mistake in the sentence; empty if there is none."""
        if not self.text:
            return "has no sentence"
        if len(self.text) > LONGEST:
            return f"has {len(self.text)} characters, {LONGEST} are enough"
        if not self.text.endswith("."):
            return "is no sentence: it has no full stop at the end"
        return "says nothing but the name" if not words(self.text) - words(f"{self.name} {self.owner}") - FILLERS else ""


def words(text: str) -> set[str]:
    """The words of a text or name, in the singular."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return {word.removesuffix("s") for word in re.findall(r"[a-z]+", parted.lower())} | {"s"}


def declared() -> Iterator[Declared]:
    """Everything that needs a sentence."""
    for path in [*sorted(PACKAGE.rglob("*.py")), SHARED]:
        yield from in_source(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def in_source(source: str, file: str) -> Iterator[Declared]:
    """Everything that needs a sentence in the source of one module."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            sorts = {
                line.target.id: sort_of(node, line)
                for line in node.body
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
            }
            yield from (Declared(file, node.name, name, sorts[name], text) for name, text in lines(node) if sorts[name])
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("get_") and not node.name.endswith("_output"):
            said = entries(ast.get_docstring(node) or "")
            arguments = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
            yield from (Declared(file, node.name, name, "parameters", said.get(name, "")) for name in arguments)


def sort_of(owner: ast.ClassDef, line: ast.AnnAssign) -> str:
    """The sort of declaration that an annotation of a class is; empty if it is none."""
    bases = {ast.unparse(base) for base in owner.bases}
    if "TypedDict" in bases:
        return "keys"
    if "Result" in bases:
        return "result fields"
    return {"Prop": "properties", "Out": "outputs"}.get(ast.unparse(line.annotation).partition("[")[0], "")


def main() -> int:
    """Prints the counts and the mistakes."""
    found = list(declared())
    of_all, good = Counter(each.sort for each in found), Counter(each.sort for each in found if not each.amiss)
    print("; ".join(f"{sort}: {good[sort]} of {of_all[sort]} described" for sort in SORTS))
    wrong = [each for each in found if each.amiss]
    for each in wrong:
        print(f"{each.file}: {each.owner}.{each.name} {each.amiss}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
