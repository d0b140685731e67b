"""Every example is a whole program: it comes up on an empty project, leaves nothing to do, and goes away again.

One stack has them all, each in a Statsig project of its own.
"""

from __future__ import annotations

import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from statsig_console_emulator.testing import Emulator
from tests.scheduling import made_once

from .stacks import ROOT, Program, Run, Stack
from .together import configure, steps_of, together

EXAMPLES = sorted(
    path.parent.relative_to(ROOT / "examples")
    for path in (ROOT / "examples").rglob("__main__.py")
    # A policy pack is no program, and the stacks of environments have tests of their own.
    if not (path.parent / "PulumiPolicy.yaml").exists() and path.parent.name != "environments"
)


def file(example: Path) -> Path:
    """An example's program."""
    return ROOT / "examples" / example / "__main__.py"


def project(example: Path) -> str:
    """The name of an example's Statsig project."""
    return str(example).replace("/", "-")


def key(example: Path) -> str:
    """The key of a project of the sort that an example is for."""
    warehouse = "warehouse-native" in file(example).read_text().lower()
    return f"console-{'whn-' if warehouse else ''}example-{project(example)}"


def program(example: Path) -> Program:
    """An example as Python runs it."""
    return lambda: runpy.run_path(str(file(example)), run_name="__main__") and None


@dataclass
class Deployed:
    """What happened to all examples, and the deployment that is left."""

    created: Run
    planned: Run
    destroyed: Run
    left: dict[str, Any]


@pytest.fixture(scope="module")
def deployed(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    """`up`, a refresh and a preview, `destroy`."""
    made_once(tmp_path_factory, "examples")
    stack = Stack(tmp_path_factory.mktemp("examples") / "stack", emulator.url, "console-examples")
    configure(stack, {project(example): key(example) for example in EXAMPLES})
    programs = together({project(example): program(example) for example in EXAMPLES})
    return Deployed(stack.up(programs), stack.preview(programs, refresh=True), stack.destroy(), stack.export()["deployment"])


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_comes_up_and_goes_away(example: Path, deployed: Deployed) -> None:
    """All of its resources are created, nothing is left to do, and all are deleted again."""
    created, planned, destroyed = (steps_of(project(example), run) for run in (deployed.created, deployed.planned, deployed.destroyed))

    assert {step.op for step in created.values()} == {"create"}
    assert planned == {}
    assert {step.op for step in destroyed.values()} == {"delete"}
    assert set(destroyed) == set(created)
    assert "resources" not in deployed.left
