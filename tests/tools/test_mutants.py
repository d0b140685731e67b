"""Mutation runs: which breaks are made, which tests are run for one, and what the page says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.mutants import run
from tools.mutants.making import Mutant, mutants_of

SOURCE = '''"""A module."""

import os

LIMIT = 3


class Box:
    size: int = 1

    def fits(self, items: list[int] | None = None) -> bool:
        """Whether they fit."""
        if items and not self.size:
            raise ValueError(f"{len(items) - 1} too many")
        for each in items or []:
            if each > 2:
                continue
            os.stat("x")
        return all(each == 1 for each in items if each)
'''


def made(tmp_path: Path, source: str = SOURCE) -> list[Mutant]:
    """The breaks of a module."""
    path = tmp_path / "box.py"
    path.write_text(source, encoding="utf-8")
    return mutants_of(path, "planning/box.py")


def test_each_break_is_one_change_in_a_function(tmp_path: Path) -> None:
    """Declarations, annotations, defaults and texts are left as they are."""
    assert [(each.function, each.before, each.after) for each in made(tmp_path)] == [
        ("Box.fits", "items and not self.size", "(items or not self.size)"),
        ("Box.fits", "items and not self.size", "(not (items and (not self.size)))"),
        ("Box.fits", "not self.size", "(self.size)"),
        ("Box.fits", 'raise ValueError(f"{len(items) - 1} too many")', "pass"),
        ("Box.fits", "items or []", "(items and [])"),
        ("Box.fits", "each > 2", "(each >= 2)"),
        ("Box.fits", "2", "3"),
        ("Box.fits", "continue", "pass"),
        ("Box.fits", 'os.stat("x")', "pass"),
        ("Box.fits", "return all(each == 1 for each in items if each)", "return None"),
        ("Box.fits", "all(each == 1 for each in items if each)", "(any((each == 1 for each in items if each)))"),
        ("Box.fits", "(each == 1 for each in items if each)", "(each == 1 for each in items)"),
        ("Box.fits", "each == 1", "(each != 1)"),
        ("Box.fits", "1", "2"),
    ]


def test_every_break_is_python(tmp_path: Path) -> None:
    """One that does not compile would be noticed by whatever imports it, and say nothing."""
    for each in made(tmp_path):
        compile(each.applied(SOURCE.encode()), "box.py", "exec")
    for each in run.sampled(run.all_mutants(), "300", 1):
        compile(each.applied((run.ENGINE / each.path).read_bytes()), each.path, "exec")


def test_breaks_that_read_the_same_are_numbered(tmp_path: Path) -> None:
    """So that each has a name of its own, and keeps it whatever is written above."""
    source = "def f(a):\n    return a + 1 + 1\n"

    names = [each.name for each in made(tmp_path, source)]

    assert len(set(names)) == len(names)
    assert [name for name in names if ": 1 → 2" in name] == ["planning/box.py f: 1 → 2", "planning/box.py f: 1 → 2 (2)"]
    assert names == [each.name for each in made(tmp_path, f"X = 1\n\n\n{source}")]


def test_what_no_test_has_to_notice_exists_and_has_a_reason() -> None:
    """A reason outlives no break."""
    known = run.known()

    assert known.keys() - {each.name for each in run.all_mutants()} == set()
    assert [name for name, reason in known.items() if not reason.endswith(".")] == []


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    """Two runs can be compared."""
    mutants = run.all_mutants()

    assert run.sampled(mutants, "60", 1) == run.sampled(mutants, "60", 1) != run.sampled(mutants, "60", 2)
    assert len(run.sampled(mutants, "60", 1)) == 60
    assert len(run.sampled(mutants, "all", 1)) == len(mutants)
    assert len(run.sampled(mutants[:3], "60", 1)) == 3


@pytest.mark.parametrize(
    ("noticed", "reason", "line"), [("", "It is the same.", "It is the same."), ("", "", run.UNEXPLAINED), ("a test", "", None)]
)
def test_the_page_names_what_was_not_noticed(tmp_path: Path, noticed: str, reason: str, line: str | None) -> None:
    """With its reason, where there is one; between the marks, and nowhere else."""
    mutant = made(tmp_path)[0]
    outcomes = [run.Outcome(mutant, noticed, 3)]
    told = run.survivors(outcomes, {mutant.name: reason} if reason else {})

    assert told == ([] if line is None else [f"- `{mutant.name}`: {line}"])
    assert run.table(outcomes).splitlines()[2] == f"| planning | 1 | {int(bool(noticed))} |"
    assert run.share(outcomes) == bool(noticed)
    page = f"a\n{run.BEGIN}\nold\n{run.END}\nb\n"
    assert run.written(page, "new") == f"a\n{run.BEGIN}\nnew\n{run.END}\nb\n"
    assert run.written(run.written(page, "x"), "new") == run.written(page, "new")


def test_the_page_has_the_marks() -> None:
    """Where the result goes."""
    page = run.DOCS.read_text(encoding="utf-8")

    assert (page.count(run.BEGIN), page.count(run.END)) == (1, 1)
