"""The package as a user has it: its wheel in an environment of its own, first on PATH, and no variables that users do not set."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools" / "pulumi")]

from install import find  # noqa: E402

OURS = ("PYTHON", "VIRTUAL_ENV", "PULUMI_", "STATSIG_", "COVERAGE_", "PYTEST_")
"""The prefixes of variables that a developer's shell may have, and a user's does not."""


def install(place: Path) -> Path:
    """Builds the wheel and installs it in a new environment at `place`, with the libraries of the lock; returns its programs' folder."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)], ROOT)
    run([sys.executable, "-m", "venv", str(place / ".venv")], place)
    uv = [str(Path(sys.executable).parent / "uv"), "pip", "install", "-q", "--compile-bytecode", "--python", str(place / ".venv")]
    run([*uv, "-c", str(ROOT / "locks" / "dev.txt"), "--find-links", str(place), "pulumi-statsig-console[emulator]"], place)
    return place / ".venv" / "bin"


def variables(programs: Path, home: Path) -> dict[str, str]:
    """The variables of a shell in which these programs are the first on PATH, with a local backend and Pulumi's own files at `home`."""
    users = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **users,
        "PATH": os.pathsep.join([str(programs), str(find()), users["PATH"]]),
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_BACKEND_URL": f"file://{home}",
        "PULUMI_CONFIG_PASSPHRASE": "correct-horse",
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }


def computed_below() -> float:
    """Seconds of processor time of all child processes that have ended, and of their own children."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """Runs a program, and returns its output. If the program fails, the error shows the output."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed\n{done.stdout}{done.stderr}")
    return done.stdout


@cache
def commit() -> str:
    """The commit that is measured."""
    return run(["git", "rev-parse", "--short", "HEAD"], ROOT).strip()
