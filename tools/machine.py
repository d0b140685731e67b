"""Installs programs that the tests need and the machine lacks, if it can: as root, with apt-get. It does not ask.

Needs the standard library. It never fails: tests that lack a program are skipped, and fail on CI, which runs pytest with ``--all-tools``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"chromium": "chromium", "chromedriver": "chromium-driver", "redis-server": "redis-server", "curl": "curl"}
"""Each program, and its Debian package."""

PATIENCE = 600


def found(program: str) -> str | None:
    """The path of a program, which is beside this interpreter or on PATH."""
    return shutil.which(program, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))


def main() -> None:
    """Prints what is missing, and installs it."""
    packages = [package for program, package in PACKAGES.items() if not found(program)]
    if not packages:
        return
    print(f"installing {', '.join(packages)} for the tests …", file=sys.stderr, flush=True)
    if error := trouble(packages):
        print(f"  not installed ({error}); tests that need them are skipped", file=sys.stderr)


def trouble(packages: list[str]) -> str | None:
    """Why packages could not be installed; None when they were."""
    if not shutil.which("apt-get"):
        return "no apt-get here"
    if os.geteuid():
        return "only root may"
    quick = ["apt-get", "-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=15", "-o", "Acquire::https::Timeout=15"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        try:
            subprocess.run([*quick, *command], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True)
        except subprocess.CalledProcessError as error:
            return " / ".join(error.stderr.strip().splitlines()[-2:]) or f"apt-get {command[0]} failed"
        except subprocess.TimeoutExpired:
            return f"apt-get {command[0]} did not end"
    return None


if __name__ == "__main__":
    main()
