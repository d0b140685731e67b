"""Asking: what the Pulumi CLI tells about a stack, for what Pulumi does not pass to a provider."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

PATIENCE = 30.0
"""The most seconds that an answer may take."""


def asked(stack: str, *arguments: str) -> Any:
    """The JSON that the CLI prints about a stack; None where it cannot tell."""
    command = shutil.which("pulumi")
    if not command or not stack:
        return None
    try:
        done = subprocess.run(
            [command, *arguments, "--stack", stack, "--non-interactive"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        return json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
