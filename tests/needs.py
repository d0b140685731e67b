"""Programs that tests need on the machine; tools/machine.py installs them where it may."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest


def found(program: str) -> str | None:
    """The path of a program: beside this interpreter, or on PATH."""
    return shutil.which(program, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))


def need(config: pytest.Config, *programs: str) -> None:
    """Skips a test where a program is missing; with `--all-tools` fails it, so that CI skips no test."""
    missing = [program for program in programs if not found(program)]
    if not missing:
        return
    reason = f"{', '.join(missing)} not installed (tools/machine.py)"
    if config.option.all_tools:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
