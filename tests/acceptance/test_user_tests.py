"""The tests of the example `testing`, run as a user runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .stacks import ROOT, environment


def test_tests_of_the_example_pass_and_can_fail(tmp_path: Path) -> None:
    """They pass; of a function that forgets the environment, the unit test fails."""
    folder = tmp_path / "testing"
    shutil.copytree(ROOT / "examples" / "testing", folder, ignore=shutil.ignore_patterns("__pycache__"))

    passing = run_tests(folder)
    assert passing.returncode == 0, passing.stdout + passing.stderr
    assert "3 passed" in passing.stdout

    source = folder / "rollout.py"
    source.write_text(source.read_text().replace('environments=["production"],', ""))
    failing = run_tests(folder, "test_rollout.py")
    assert failing.returncode == 1
    assert "1 failed, 1 passed" in failing.stdout


def run_tests(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the tests in a folder."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    variables = {**os.environ, **environment(folder.parent / "pulumi")}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
