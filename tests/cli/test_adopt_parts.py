"""A kind with many objects becomes a package, whose files editors open."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from statsig_console_cli.adopt import code

from .adopting import Adoption

FEW = 5


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules that hold few objects, so that a test needs few."""
    monkeypatch.setattr(code, "MOST", FEW)


def fill(adoption: Adoption, names: Sequence[str], **conditions: str) -> None:
    """Makes gates of these names; one with a condition refers to the gate of that ID."""
    for name in names:
        passes = conditions.get(name)
        rules = (
            [{"name": "of another", "passPercentage": 1, "conditions": [{"type": "passes_gate", "targetValue": passes}]}] if passes else []
        )
        adoption.console.post("/gates", {"name": name, "description": name, "rules": rules})


def parts(adoption: Adoption) -> dict[str, list[str]]:
    """The gates of each part, by the part's file."""
    found = sorted((adoption.folder / "gates").glob("gates_*.py"))
    return {each.name: ast_names(each) for each in found}


def ast_names(file: Path) -> list[str]:
    """The variables of a module."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return [target.id for each in body if isinstance(each, ast.Assign) for target in each.targets if isinstance(target, ast.Name)]


def test_few_objects_are_a_module(adoption: Adoption) -> None:
    """As ever."""
    fill(adoption, [f"gate{number}" for number in range(FEW)])

    adoption.run("--kinds", "gate")

    assert (adoption.folder / "gates.py").exists()
    assert not (adoption.folder / "gates").exists()


def test_many_are_a_package_in_parts_by_the_beginnings_of_names(adoption: Adoption) -> None:
    """Each part holds few; where a beginning has many, it is told further."""
    names = ["apple", *(f"bird{number}" for number in range(9)), *(f"cat{letter}" for letter in "abc")]
    fill(adoption, names)

    adoption.run("--kinds", "gate")

    found = parts(adoption)
    assert sorted(name for some in found.values() for name in some) == sorted(names)
    assert {"gates_a.py", "gates_c.py", "gates_bird0.py"} <= set(found)
    assert all(len(some) <= FEW for some in found.values())


def test_a_new_object_changes_one_part(adoption: Adoption) -> None:
    """So that a second run is a diff that people can read."""
    fill(adoption, [f"{letter * 3}{number}" for letter in "abc" for number in range(3)])
    adoption.run("--kinds", "gate")
    before = adoption.files()
    fill(adoption, ["aaa9"])

    adoption.run("--kinds", "gate")

    now = adoption.files()
    assert {name for name in now if before.get(name) != now[name] and name.endswith(".py")} == {"gates/gates_a.py"}


def test_references_lead_from_part_to_part(adoption: Adoption) -> None:
    """Each part comes after those that it refers to; in a circle, one reference is text, with a remark."""
    fill(adoption, ["aaa1", "bbb1", "ccc1", *(f"ddd{number}" for number in range(3))])
    fill(adoption, ["aaa2", "bbb2", "ccc2"], aaa2="ccc1", bbb2="aaa1", ccc2="bbb1")

    adoption.run("--kinds", "gate")

    text = {name: content.decode() for name, content in adoption.files().items() if name.startswith("gates/gates_")}
    whole = "\n".join(text.values())
    referred = [name for name in ("gates_c.ccc1.id", "gates_a.aaa1.id", "gates_b.bbb1.id") if name in whole]
    assert len(referred) == 2
    assert whole.count("as text since a reference would go round in circles") == 1


def test_other_kinds_refer_to_parts(adoption: Adoption) -> None:
    """Such as a gate's tags, of which there are many."""
    for number in range(9):
        adoption.console.post("/tags", {"name": f"tag {number}", "description": ""})
    adoption.console.post("/gates", {"name": "tagged", "tags": ["tag 3"]})

    adoption.run("--kinds", "gate,tag")

    assert "tags.tags_tag_3.tag_3.name" in adoption.text("gates.py")


def test_the_program_runs(adoption: Adoption, monkeypatch: pytest.MonkeyPatch) -> None:
    """All parts are taken in, once each, whatever order they need."""
    fill(adoption, [f"{letter * 3}{number}" for letter in "abcd" for number in range(4)])
    fill(adoption, ["aaa9", "ddd9"], aaa9="ddd0", ddd9="bbb0")
    adoption.run("--kinds", "gate")

    done = subprocess.run(
        [sys.executable, "-m", "statsig_console_cli", "check", str(adoption.folder)], capture_output=True, text=True, check=False
    )

    assert done.stdout == "18 resources, no mistakes\n", done.stderr


def test_a_module_that_grows_gives_way_to_a_package(adoption: Adoption) -> None:
    """Both cannot be there; one that was edited stops the command."""
    fill(adoption, [f"{letter * 3}{number}" for letter in "ab" for number in range(2)])
    adoption.run("--kinds", "gate")
    fill(adoption, [f"{letter * 3}{number}" for letter in "cd" for number in range(2)])
    (adoption.folder / "gates.py").write_text("# mine\n")

    refused = adoption.run("--kinds", "gate", fails=1)

    assert "gates.py" in refused.output
    adoption.run("--kinds", "gate", "--force")
    assert not (adoption.folder / "gates.py").exists()
    assert (adoption.folder / "gates" / "__init__.py").exists()


def test_a_package_that_shrinks_becomes_a_module(adoption: Adoption) -> None:
    """Its folder goes, unless something of somebody else's is in it."""
    fill(adoption, [f"{letter * 3}{number}" for letter in "abcd" for number in range(2)])
    adoption.run("--kinds", "gate")
    for letter in "ab":
        for number in range(2):
            adoption.console.delete(f"/gates/{letter * 3}{number}")

    adoption.run("--kinds", "gate")

    assert (adoption.folder / "gates.py").exists()
    assert not (adoption.folder / "gates").exists()


def test_no_name_hides_a_module(adoption: Adoption) -> None:
    """A part that is called as one of a file's own objects is called otherwise there."""
    names = ["gates", "tags", "statsig", "gates_a"]
    fill(adoption, [f"aaa{number}" for number in range(9)])
    fill(adoption, names, **dict.fromkeys(names, "aaa0"))

    adoption.run("--kinds", "gate")

    done = subprocess.run(
        [sys.executable, "-m", "statsig_console_cli", "check", str(adoption.folder)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "13 resources, no mistakes\n", done.stderr
