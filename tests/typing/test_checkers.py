"""What type checkers say about programs: nothing about good ones, and the right thing on each wrong line of bad ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAMS = [HERE / "good", HERE / "bad"]
EXPECTED = re.compile(r"# expect: (?P<mypy>[\w, -]+) / (?P<pyright>\w+)$")
# What pyright says besides of a name that is not there.
CONSEQUENCES = {"reportUnknownMemberType", "reportUnknownArgumentType"}

Line = tuple[str, int]


@pytest.fixture(scope="module")
def outputs() -> dict[str, str]:
    """What both checkers print about all programs; they work at the same time."""
    commands = {
        "mypy": ["mypy", "--strict", "--output", "json", *map(str, PROGRAMS)],
        "pyright": ["pyright", "--outputjson", *map(str, PROGRAMS)],
    }
    working = {
        checker: subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for checker, command in commands.items()
    }
    printed = {checker: process.communicate(timeout=300) for checker, process in working.items()}
    assert {checker: process.returncode for checker, process in working.items()} == {"mypy": 1, "pyright": 1}, printed
    return {checker: text for checker, (text, _) in printed.items()}


def found_by_mypy(output: str) -> dict[Line, set[str]]:
    """The codes of mypy's errors, by file and line."""
    lines: dict[Line, set[str]] = defaultdict(set)
    for each in map(json.loads, output.splitlines()):
        if each["severity"] == "error":
            lines[str((ROOT / each["file"]).relative_to(HERE)), each["line"]].add(each["code"])
    return lines


def found_by_pyright(output: str) -> dict[Line, set[str]]:
    """The rules of pyright's errors, by file and line."""
    lines: dict[Line, set[str]] = defaultdict(set)
    for each in json.loads(output)["generalDiagnostics"]:
        if each["severity"] == "error" and each["rule"] not in CONSEQUENCES:
            lines[str(Path(each["file"]).relative_to(HERE)), each["range"]["start"]["line"] + 1].add(each["rule"])
    return lines


def expected(checker: str) -> dict[Line, set[str]]:
    """The marks in the programs, by file and line."""
    files = [path for folder in PROGRAMS for path in sorted(folder.glob("*.py"))]
    return {
        (str(path.relative_to(HERE)), number): set(mark[checker].split(", "))
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (mark := EXPECTED.search(line))
    }


def test_each_wrong_line_is_found_and_no_other(outputs: dict[str, str]) -> None:
    """Editors and CI of users rely on it: the constructor, nested objects, Outputs, literals and lookups are all typed."""
    found = {"mypy": found_by_mypy(outputs["mypy"]), "pyright": found_by_pyright(outputs["pyright"])}

    assert found == {"mypy": expected("mypy"), "pyright": expected("pyright")}


def test_programs_are_marked() -> None:
    """Marks that nobody reads would let everything pass."""
    files = {name for name, _ in expected("mypy")}

    assert files == {"bad/resources.py", "bad/lookups.py"}
    assert expected("mypy")["bad/lookups.py", 8] == {"arg-type"}
    assert expected("pyright")["bad/lookups.py", 8] == {"reportArgumentType"}
