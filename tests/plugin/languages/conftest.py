"""The SDKs of the checkout's own schema, packed as a release attaches them."""

from __future__ import annotations

import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.fresh import ROOT
from tests.scheduling import made_once

sys.path.insert(0, str(ROOT / "tools" / "sdks"))

import generate
import hosts as hosts


@dataclass(frozen=True)
class Sdks:
    """The contents of the two archives of a release."""

    npm: Path
    go: Path


@pytest.fixture(scope="session")
def sdks(tmp_path_factory: pytest.TempPathFactory) -> Sdks:
    """The SDKs, made once for all tests of languages, and unpacked."""
    made_once(tmp_path_factory, "sdks")
    folder = tmp_path_factory.mktemp("sdks")
    go, npm = sorted(generate.pack(generate.schema(), folder / "packed"), key=lambda path: path.suffix)
    for archive in (go, npm):
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
    return Sdks(folder / "package", folder / "statsig-console-go")
