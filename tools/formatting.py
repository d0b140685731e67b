"""Generated modules as `ruff` of this checkout leaves them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def formatted(files: Mapping[str, str]) -> dict[str, str]:
    """The texts of modules by file name, with imports in order. All go at once: a start of `ruff` takes longer than its work."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        for command in (["check", "--select", "I", "--fix"], ["format"]):
            options = ["--quiet", "--no-cache", "--config", str(ROOT / "pyproject.toml"), name]
            subprocess.run([sys.executable, "-m", "ruff", *command, *options], capture_output=True, check=True, cwd=ROOT)
        return {file: (folder / file).read_text(encoding="utf-8") for file in files}
