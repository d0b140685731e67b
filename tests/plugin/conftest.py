"""A running plugin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from statsig_console import notices

from .protocol import connected


@pytest.fixture(autouse=True)
def own_speaker() -> Iterator[None]:
    """A plugin in the tests' process takes over its notices; other tests look for them on standard error."""
    yield
    notices.speak_through(notices.to_standard_error)


@pytest.fixture(scope="session")
def stub() -> Iterator[Any]:
    """A client of a plugin; a test configures it first."""
    with connected() as client:
        yield client
