"""Notices: what the provider says to people while Pulumi works."""

from __future__ import annotations

import sys
from collections.abc import Callable


def announce(text: str) -> None:
    """Shows a line in the operation's output."""
    _speaker(text)


def speak_through(speaker: Callable[[str], None]) -> None:
    """Says from here on everything in another way."""
    global _speaker
    _speaker = speaker


def to_standard_error(text: str) -> None:
    """Pulumi prints what a dynamic provider writes to its standard error as information."""
    print(f"statsig: {text}", file=sys.stderr, flush=True)


_speaker: Callable[[str], None] = to_standard_error
