"""Kinds on an emulator in this process, as the engine's own tests have it."""

from __future__ import annotations

from tests.provider.conftest import project, said

__all__ = ["project", "said"]
