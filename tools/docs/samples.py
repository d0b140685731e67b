"""Samples: the examples on a resource's page, from the smallest to the full.

They are in `examples/resources`, a file for each kind. A comment such as ``# Usual: Staff pass, and nobody else.`` begins each.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from .programs import EXAMPLES, names_bound, names_read

FOLDER = EXAMPLES / "resources"
SIZES = ("Smallest", "Usual", "Full")
BEGINNING = re.compile(rf"^# ({'|'.join(SIZES)}): (.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """One example: its size, what it does in a sentence, and its source, which is a program of its own."""

    size: str
    said: str
    source: str


def samples(name: str) -> list[Sample]:
    """The examples in the file of this name; empty if there is no such file."""
    file = FOLDER / f"{name}.py"
    if not file.exists():
        return []
    head, *parts = BEGINNING.split(file.read_text(encoding="utf-8"))
    return [Sample(size, said, program(head, body)) for size, said, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)]


def program(head: str, body: str) -> str:
    """A part of a file, after those of the file's imports that it needs."""
    needed = names_read(ast.parse(body))
    unneeded = {node.lineno for node in ast.parse(head).body if not names_bound(node) & needed}
    imports = [line for number, line in enumerate(head.splitlines(), start=1) if number not in unneeded]
    return "\n".join(imports).strip() + "\n\n" + body.strip()
