"""Stacks on the real Pulumi CLI."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Client, Emulator

from .stacks import Stack
from .terminals import environment as environment
from .terminals import lock as lock
from .terminals import terminals as terminals
from .terminals import wheel as wheel


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
    """The key of a project that only this test uses."""
    return keys(request.node.name.split("[")[0].removeprefix("test_").replace("_", "-"))


@pytest.fixture
def stack(tmp_path: Path, emulator: Emulator, key: str) -> Stack:
    """An empty stack on an empty project."""
    return Stack(tmp_path / "stack", emulator.url, key)


@pytest.fixture
def console(emulator: Emulator, key: str) -> Client:
    """A client of the project, for changes in the console that the stack does not know of."""
    return emulator.client(key)


class Traffic:
    """The requests that the emulator got since the last call."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._seen = 0
        self.since()

    def since(self) -> list[str]:
        """The requests since the last call, as in ``["POST /gates"]``."""
        entries = [entry for entry in self._emulator.requests() if entry.number > self._seen]
        self._seen = max((entry.number for entry in entries), default=self._seen)
        return [f"{entry.method} {entry.template or entry.path}" for entry in entries]

    def mutations(self) -> list[str]:
        """The requests since the last call that may have changed something."""
        return [each for each in self.since() if not each.startswith("GET ")]


@pytest.fixture
def traffic(emulator: Emulator) -> Traffic:
    """The requests of the test."""
    return Traffic(emulator)
