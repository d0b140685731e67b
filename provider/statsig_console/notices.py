"""Notices: what the provider says to people while Pulumi works."""

from __future__ import annotations

import sys


def announce(text: str) -> None:
    """Shows a line in the operation's output: Pulumi prints the provider's standard error as information."""
    print(f"statsig: {text}", file=sys.stderr, flush=True)
