"""An emulator for tests that set faults, which would affect other tests too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from statsig_console_emulator.testing import Emulator


@pytest.fixture(scope="module")
def troubled() -> Iterator[Emulator]:
    """An emulator that no other test uses."""
    with Emulator() as running:
        yield running
