"""Asks pip-audit whether what we use has known vulnerabilities. Without its database it says so and passes; findings fail.

`locks/lowest.txt` is not asked for: it holds what users may still have, each with its own reasons.

``python tools/audit.py``; further arguments are handed to pip-audit, such as ``--vulnerability-service osv``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCKS = [Path(__file__).resolve().parents[1] / "locks" / name for name in ("bench.txt", "dev.txt", "uv.txt")]
UNREACHABLE = ("requests.exceptions.", "urllib3.exceptions.")
SECONDS = 300


def main(arguments: Sequence[str]) -> int:
    """Prints one line for each finding, or one about none; 1 when there are findings, or when pip-audit cannot do its work."""
    files = [text for path in LOCKS for text in ("--requirement", str(path))]
    options = ["--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off", "--timeout=5"]
    command = [sys.executable, "-m", "pip_audit", *options, *files, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(command, 0, stdout="")
    found: list[dict[str, Any]] = json.loads(done.stdout or "{}").get("dependencies", [])
    told = (done.stderr or "").splitlines()
    if not found and done.returncode and not any(line.startswith(UNREACHABLE) for line in told):
        print(f"pip-audit: {told[-1] if told else done.returncode}")
        return 1
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
