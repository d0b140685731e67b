"""Parsing in tests: one source at a time, whatever else happens in the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# A parser that is part of a cycle, so that only the collector finds it, parses when it goes, as a traceback does.
PROGRAM = """
import ast, gc
import tests.conftest

class Parser:
    parsed = 0

    def __init__(self):
        self.itself = self

    def __del__(self):
        Parser.parsed += isinstance(ast.parse("a = 1"), ast.Module)

source = "\\n".join(f"name_{number} = [{number}]" for number in range(500))
gc.set_threshold(50)
for _ in range(20):
    gc.disable()
    Parser()
    gc.enable()
    assert isinstance(ast.parse(source), ast.Module)
    gc.collect()
print(Parser.parsed)
"""


def test_what_the_collector_runs_can_parse_too() -> None:
    """Otherwise a run of all tests stands still, now and then. In a process of its own, as a report of the failure parses too."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True, timeout=60
    )

    assert run.stdout.split() == ["20"]
