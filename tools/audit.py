"""Runs pip-audit on the locked packages: known vulnerabilities fail; if its database cannot be reached, it says so and passes.

Locked are the packages for development, and the oldest releases that the package allows, which users may have.

``python tools/audit.py``; further arguments are passed to pip-audit, such as ``--vulnerability-service osv``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCKS = Path(__file__).resolve().parents[1] / "locks"
LOCKED = {"used": ("bench.txt", "dev.txt", "uv.txt"), "allowed": ("lowest.txt",)}
"""The locks that are audited together: no two of a group have a package in different versions."""

UNREACHABLE = ("requests.exceptions.", "urllib3.exceptions.")
SECONDS = 300


def main(arguments: Sequence[str]) -> int:
    """Prints a line for each finding, or one line if there is none; 1 if there are findings, or if pip-audit fails."""
    return max(audit(what, [LOCKS / name for name in names], arguments) for what, names in LOCKED.items())


def audit(what: str, locks: Sequence[Path], arguments: Sequence[str]) -> int:
    """Audits a group of locks."""
    files = [text for path in locks for text in ("--requirement", str(path))]
    options = ["--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off", "--timeout=5"]
    command = [sys.executable, "-m", "pip_audit", *options, *files, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(command, 0, stdout="")
    found: list[dict[str, Any]] = json.loads(done.stdout or "{}").get("dependencies", [])
    messages = (done.stderr or "").splitlines()
    if not found and done.returncode and not any(line.startswith(UNREACHABLE) for line in messages):
        print(f"pip-audit of what is {what}: {messages[-1] if messages else done.returncode}")
        return 1
    vulnerable = [each for each in found if each.get("vulns")]
    audited = [each for each in found if "vulns" in each]
    for each in vulnerable:
        for finding in each["vulns"]:
            names = ", ".join([finding["id"], *finding.get("aliases", [])])
            print(f"{each['name']} {each['version']}: {names}, mended in {', '.join(finding['fix_versions']) or 'no release'}")
    if not audited:
        print(f"pip-audit of what is {what}: nothing audited, as its database cannot be reached")
    elif not vulnerable:
        print(f"pip-audit of what is {what}: no known vulnerability in {len(audited)} of {len(found)} locked packages")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
