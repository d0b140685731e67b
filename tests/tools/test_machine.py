"""Programs of the machine: tests that lack one are skipped, and fail where all are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("option", "outcome"), [([], "1 skipped"), (["--all-tools"], "1 error")])
def test_a_missing_program(option: list[str], outcome: str, tmp_path: object) -> None:
    """On a machine with nothing on PATH: no browser."""
    tests = "tests/emulator/test_page.py::TestInABrowser"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "broken", *option, tests]

    done = subprocess.run(
        command, cwd=ROOT, env={"PATH": str(tmp_path), "HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert outcome in done.stdout
    assert "chromium, chromedriver not installed" in done.stdout
    assert bool(done.returncode) is bool(option)
