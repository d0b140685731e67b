"""Notices: the provider's messages to users while Pulumi works."""

from __future__ import annotations

import sys
from collections.abc import Callable


def announce(text: str) -> None:
    """Shows a line in the operation's output."""
    _speaker(text)


def speak_through(speaker: Callable[[str], None]) -> None:
    """Sends all further notices to `speaker`."""
    global _speaker
    _speaker = speaker


def to_standard_error(text: str) -> None:
    """Writes a notice to standard error, which Pulumi shows as information of a dynamic provider."""
    print(f"statsig: {text}", file=sys.stderr, flush=True)


_speaker: Callable[[str], None] = to_standard_error
