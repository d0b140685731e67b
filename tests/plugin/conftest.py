"""A running plugin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .protocol import connected


@pytest.fixture(scope="session")
def stub() -> Iterator[Any]:
    """A client of a plugin; a test configures it first."""
    with connected() as client:
        yield client
