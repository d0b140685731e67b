"""Stacks on the real Pulumi CLI."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .stacks import Stack


@pytest.fixture(scope="session")
def keys() -> Callable[[str], str]:
    """Makes up keys, each of which is an empty project on the emulator."""
    number = 0

    def key(name: str) -> str:
        nonlocal number
        number += 1
        return f"console-{name}-{number}"

    return key


@pytest.fixture
def key(keys: Callable[[str], str], request: pytest.FixtureRequest) -> str:
    """The key of a project of the test's own."""
    return keys(request.node.name.split("[")[0].removeprefix("test_").replace("_", "-"))


@pytest.fixture
def stack(tmp_path: Path, emulator: Emulator, key: str) -> Stack:
    """An empty stack on an empty project."""
    return Stack(tmp_path / "stack", emulator.url, key)


@pytest.fixture
def console(emulator: Emulator, key: str) -> Client:
    """The project as the console sees it: changes behind the stack's back."""
    return emulator.client(key)
