"""Fixtures of the tests of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer import testing

from statsig_console_emulator.testing import Emulator

from .adopting import Adoption
from .examining import Patient

# Typer's runner makes all commands anew for each call, which takes longer than most of them.
testing._get_command = cache(testing._get_command)  # pyright: ignore[reportPrivateUsage, reportPrivateImportUsage]


@pytest.fixture
def adoption(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Adoption:
    """An empty project of the test's own, and a folder for its program."""
    name = request.node.name.split("[")[0].removeprefix("test_").replace("_", "-")
    return Adoption(emulator, f"console-adopt-{name}", tmp_path / "program", monkeypatch)


@pytest.fixture(scope="module")
def patient() -> Iterator[Patient]:
    """A project with every kind of object, on an emulator of its own."""
    with Emulator() as running:
        yield Patient(running)


@pytest.fixture
def without_faults(patient: Patient) -> Iterator[Patient]:
    """The same project; its faults are removed after the test."""
    yield patient
    patient.emulator.service.faults.clear()
