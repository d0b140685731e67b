"""`make test-fast` runs no Pulumi CLI: each module of tests that can reach it says so by its mark."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.scheduling import NOTED

ROOT = Path(__file__).parent.parent
CLI = ROOT / "tests" / "acceptance" / "fresh.py"
"""The one module that finds the CLI."""

OTHERS = sorted(path for path in (ROOT / "tests").rglob("test_*.py") if path.parent.name != "acceptance")


@cache
def imports(path: Path) -> set[Path]:
    """The files of tests that a file imports, anywhere in it."""
    found: set[Path] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = path.parents[node.level - 1].relative_to(ROOT).parts if node.level else ()
            module = ".".join([*package, *filter(None, [node.module])])
            names = [module, *(f"{module}.{name.name}" for name in node.names)]
        else:
            continue
        files = (ROOT / f"{name.replace('.', '/')}.py" for name in names if name.startswith("tests."))
        found |= {file for file in files if file.exists()}
    return found


def reached(path: Path) -> set[Path]:
    """All files of tests that a file imports, by way of others too."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        for each in imports(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT / "tests")))
def test_what_reaches_the_cli_is_marked(path: Path) -> None:
    """And nothing else is, so that the quick run leaves out no more than it says."""
    marked = re.search(r"^pytestmark = \[?pytest\.mark\.pulumi\b", path.read_text(), re.MULTILINE)

    assert bool(marked) == (CLI in reached(path))


def test_no_other_module_finds_the_cli() -> None:
    """Else the check above would miss another way to it. The tests of what installs it have stand-ins for it."""
    finding = {path.name for path in (ROOT / "tests").rglob("*.py") if "install.find(" in path.read_text()}

    assert CLI.name in finding
    assert {path.name for path in OTHERS if path.name in finding} == {"test_fast.py", "test_install.py"}


@pytest.mark.parametrize(("mark", "said"), [("", "refused"), ("@pytest.mark.pulumi", "run")])
def test_a_cli_on_path_is_out_of_reach(mark: str, said: str, tmp_path: Path) -> None:
    """A machine may have one; whoever runs it without saying so gets a refusal."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pulumi").write_text("#!/bin/sh\necho run\n")
    (tmp_path / "bin" / "pulumi").chmod(0o755)
    (tmp_path / "test_it.py").write_text(
        "import pytest, subprocess\nfrom tests.conftest import *\n\n"
        f"{mark}\ndef test_it():\n    done = subprocess.run(['pulumi'], capture_output=True, text=True)\n"
        "    print(done.stdout or 'refused', file=open('said', 'w'))\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"), "test_it.py"]
    path = os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]])

    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    assert (tmp_path / "said").read_text().split() == [said]


@pytest.mark.parametrize("least", [0.5, 5])
def test_the_quick_run_leaves_out_what_takes_long(least: float) -> None:
    """As noted, and nothing else."""
    file = "tests/provider/sending/test_rate_limits.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only", "--brief", str(least), file]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    listed = {line for line in done.stdout.splitlines() if line.startswith(file)}
    every = set(re.findall(r"^def (test_\w+)", (ROOT / file).read_text(), re.MULTILINE))
    noted = {name.rpartition("::")[2]: spent for name, spent in json.loads(NOTED.read_text()).items() if name.startswith(file)}
    long = {name for name, spent in noted.items() if spent >= least}
    assert long
    assert listed == {f"{file}::{name}" for name in every - long}


def test_what_the_quick_run_leaves_out_is_there() -> None:
    """Else a file of another name would be run again."""
    ignored = re.findall(r"--ignore (\S+)", (ROOT / "Makefile").read_text())

    assert {"tests/acceptance", "tests/reliability"} < {*ignored}
    assert [name for name in ignored if not (ROOT / name).exists()] == []
