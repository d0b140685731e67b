"""Pulumi's schema of the package, read by Pulumi's own reader."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.fresh import environment

from .test_schema import MADE

pytestmark = pytest.mark.pulumi


def read_by_pulumi(found: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """What Pulumi's own reader says of a schema."""
    file = folder / "schema.json"
    file.write_text(json.dumps(found))
    command = ["pulumi", "schema", "check", str(file)]
    return subprocess.run(command, env={**os.environ, **environment(folder)}, capture_output=True, text=True, timeout=120, check=False)


def test_pulumi_takes_it(tmp_path: Path) -> None:
    """Its reader finds nothing wrong: every reference leads somewhere, every default is of its type."""
    done = read_by_pulumi(MADE, tmp_path)

    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr


def test_pulumi_would_tell_a_mistake(tmp_path: Path) -> None:
    """Else the reader would show nothing."""
    broken = json.loads(json.dumps(MADE))
    broken["resources"]["statsig-console:index:Gate"]["properties"]["rules"]["items"]["$ref"] = "#/types/statsig-console:index:Nothing"

    done = read_by_pulumi(broken, tmp_path)

    assert done.returncode != 0
    assert "Nothing" in done.stdout + done.stderr
