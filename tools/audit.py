"""Asks pip-audit whether what is locked has known vulnerabilities. Without its database it says so and passes; findings fail.

``python tools/audit.py``; further arguments are handed to pip-audit, such as ``--vulnerability-service osv``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCKS = Path(__file__).resolve().parents[1] / "locks"
SECONDS = 300


def main(arguments: Sequence[str]) -> int:
    """Prints one line for each finding, or one about none; 1 when there are findings."""
    files = [text for path in sorted(LOCKS.glob("*.txt")) for text in ("--requirement", str(path))]
    options = ["--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off", "--timeout=5"]
    command = [sys.executable, "-m", "pip_audit", *options, *files, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        found = []
    vulnerable = [each for each in found if each.get("vulns")]
    audited = [each for each in found if "vulns" in each]
    for each in vulnerable:
        for finding in each["vulns"]:
            names = ", ".join([finding["id"], *finding.get("aliases", [])])
            print(f"{each['name']} {each['version']}: {names}, mended in {', '.join(finding['fix_versions']) or 'no release'}")
    if not audited:
        print("pip-audit: nothing audited, as its database cannot be reached")
    elif not vulnerable:
        print(f"pip-audit: no known vulnerability in {len(audited)} of {len(found)} locked packages")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
