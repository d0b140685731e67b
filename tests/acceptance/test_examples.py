"""Every example is a whole program: it comes up on an empty project, leaves nothing to do, and goes away again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator

from .stacks import ROOT, Project

EXAMPLES = sorted(
    path.parent.relative_to(ROOT / "examples")
    for path in (ROOT / "examples").rglob("__main__.py")
    # A policy pack is no program, and the stacks of environments have tests of their own.
    if not (path.parent / "PulumiPolicy.yaml").exists() and path.parent.name != "environments"
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_comes_up_and_goes_away(example: Path, tmp_path: Path, emulator: Emulator) -> None:
    """`up`, a refresh and a preview without changes, `destroy`: as a reader would run it."""
    text = (ROOT / "examples" / example / "__main__.py").read_text()
    warehouse = "warehouse-native" in text.lower()
    project = Project(tmp_path / "project", emulator.url, f"console-{'whn-' if warehouse else ''}example-{example}".replace("/", "-"), "")
    shutil.copytree(ROOT / "examples" / example, project.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("Pulumi*.yaml"))

    project.run("up", "--yes", "--skip-preview")
    project.run("preview", "--refresh", "--expect-no-changes")
    project.run("destroy", "--yes", "--skip-preview")

    assert "resources" not in project.export()["deployment"]
