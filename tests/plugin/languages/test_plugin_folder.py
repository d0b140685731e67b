"""The archive of the plugin that a release attaches: a folder that Pulumi's CLI runs by what it says of itself."""

from __future__ import annotations

import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from statsig_console_emulator.testing import Emulator
from statsig_console_plugin.schema import NAME
from tests.acceptance import fresh

from .conftest import generate, hosts
from .test_pages import Folder

pytestmark = pytest.mark.pulumi

PROGRAM = f"""
name: acceptance
runtime: yaml
plugins:
  providers:
    - name: {NAME}
      path: .
resources:
  ios:
    type: {NAME}:Tag
    properties:
      name: ios
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The archive, unpacked."""
    with tarfile.open(generate.pack_plugin(tmp_path)) as archive:
        archive.extractall(tmp_path / "plugin", filter="data")
    return tmp_path / "plugin"


def environment(path: Path) -> None:
    """An environment of its own that has what this one has: Pulumi would install the package into it."""
    venv.create(path)
    (packages,) = path.glob("lib/python*/site-packages")
    (packages / "these.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")


def test_pulumi_runs_the_folder(folder: Path, emulator: Emulator) -> None:
    """By its PulumiPlugin.yaml, in its own environment; the program lies in the same folder, where older Python hosts look for a plugin."""
    hosts.find(("yaml",))
    project = Folder(folder, emulator.url, "console-folder", "")
    (folder / "Pulumi.yaml").write_text(PROGRAM)
    environment(folder / "venv")
    fresh.configure(folder, "dev", f"{NAME}:apiUrl", emulator.url)
    fresh.configure(folder, "dev", f"{NAME}:consoleApiKey", "console-folder", secret=True)

    printed = project.run("up", "--yes", "--skip-preview")

    assert "pulumi-resource-statsig-console from $PATH" not in printed
    assert "ios" in {tag["name"] for tag in emulator.client("console-folder").get("/tags").data}
    project.run("destroy", "--yes", "--skip-preview")
    assert "ios" not in {tag["name"] for tag in emulator.client("console-folder").get("/tags").data}


def test_the_folder_brings_the_package(folder: Path) -> None:
    """What Pulumi installs for it is the wheel beside it, which has the plugin."""
    (named,) = (folder / "requirements.txt").read_text().splitlines()

    with zipfile.ZipFile(folder / named) as wheel:
        assert "statsig_console_plugin/server.py" in wheel.namelist()
