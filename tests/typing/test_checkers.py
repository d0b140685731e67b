"""What type checkers say about programs: nothing about good ones, and the right thing on each wrong line of bad ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PROGRAMS = [HERE / "good", HERE / "bad"]
EXPECTED = re.compile(r"# expect: (?P<mypy>[\w, -]+) / (?P<pyright>\w+)$")
# What pyright says besides of a name that is not there.
CONSEQUENCES = {"reportUnknownMemberType", "reportUnknownArgumentType"}

Line = tuple[str, int]


@cache
def running(checker: str) -> subprocess.Popen[str]:
    """A checker at work on all programs; both work at the same time."""
    commands = {
        "mypy": ["mypy", "--strict", "--output", "json", *map(str, PROGRAMS)],
        "pyright": ["pyright", "--outputjson", *map(str, PROGRAMS)],
    }
    command = [sys.executable, "-m", *commands[checker]]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@cache
def output(checker: str) -> str:
    """What a checker printed."""
    process = running(checker)
    text, complaints = process.communicate(timeout=300)
    assert process.returncode == 1, text + complaints
    return text


def found_by_mypy() -> dict[Line, set[str]]:
    """The codes of mypy's errors, by file and line."""
    lines: dict[Line, set[str]] = defaultdict(set)
    for each in map(json.loads, output("mypy").splitlines()):
        if each["severity"] == "error":
            lines[str((ROOT / each["file"]).relative_to(HERE)), each["line"]].add(each["code"])
    return lines


def found_by_pyright() -> dict[Line, set[str]]:
    """The rules of pyright's errors, by file and line."""
    lines: dict[Line, set[str]] = defaultdict(set)
    for each in json.loads(output("pyright"))["generalDiagnostics"]:
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


@pytest.fixture(autouse=True, scope="module")
def both_at_once() -> None:
    """Starts both checkers before the first is waited for."""
    running("mypy")
    running("pyright")


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_each_wrong_line_is_found_and_no_other(checker: str) -> None:
    """Editors and CI of users rely on it: the constructor, nested objects, Outputs, literals and lookups are all typed."""
    marked = expected(checker)

    found: Mapping[Line, set[str]] = found_by_mypy() if checker == "mypy" else found_by_pyright()

    assert dict(found) == marked


def test_programs_are_marked() -> None:
    """Marks that nobody reads would let everything pass."""
    files = {name for name, _ in expected("mypy")}

    assert files == {"bad/resources.py", "bad/lookups.py"}
    assert expected("mypy")["bad/lookups.py", 8] == {"arg-type"}
    assert expected("pyright")["bad/lookups.py", 8] == {"reportArgumentType"}
