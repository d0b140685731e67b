"""The plugin, listening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .protocol import connected


@pytest.fixture(scope="session")
def stub() -> Iterator[Any]:
    """A client of a plugin; who uses it configures it first."""
    with connected() as client:
        yield client
