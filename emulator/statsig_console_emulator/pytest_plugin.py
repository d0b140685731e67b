"""A pytest fixture for programs that talk to the Console API: `statsig_emulator`, one emulator per test run, empty for each test.

If pytest does not load the plugin by itself: `pytest_plugins = ["statsig_console_emulator.pytest_plugin"]` in a conftest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import Emulator


@pytest.fixture(scope="session")
def statsig_emulator_server() -> Iterator[Emulator]:
    """The emulator that the whole test run shares."""
    # Imported here so that loading the plugin costs nothing in runs that do not use it.
    from .testing import Emulator

    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def statsig_emulator(statsig_emulator_server: Emulator) -> Emulator:
    """An empty emulator: `url`, `client(key)`, `requests()`, `fault(...)`, `seed(...)`."""
    statsig_emulator_server.reset()
    return statsig_emulator_server
