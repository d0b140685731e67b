"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from statsig_console_emulator.testing import Emulator


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """One emulator for a test process; tests take keys, and so projects, of their own."""
    with Emulator() as running:
        yield running
