"""The examples under every latitude, through the real CLI: up, a preview, a refresh and a preview without changes, destroy."""

from __future__ import annotations

import shutil
from pathlib import Path

from statsig_console_emulator.testing import Emulator
from tests.acceptance.stacks import ROOT, Failed, Project
from tests.acceptance.test_examples import EXAMPLES

from .latitude import LatitudeProxy
from .lenience import NO_ID

NAMES = tuple(map(str, EXAMPLES))
STEPS = (
    ("up", "--yes", "--skip-preview"),
    ("preview", "--expect-no-changes"),
    ("refresh", "--yes", "--skip-preview", "--expect-no-changes"),
    ("preview", "--expect-no-changes"),
    ("destroy", "--yes", "--skip-preview"),
)

UNTELLABLE = {("prompt", "message alone")}
"""Examples under latitudes in which they cannot be deployed; an error says so."""


def problem(name: str, latitude: str, folder: Path, emulator: Emulator) -> str:
    """The problem with an example under a latitude, in an empty project and a stack of its own; empty when there was none."""
    source = ROOT / "examples" / name
    warehouse = "warehouse-native" in (source / "__main__.py").read_text().lower()
    emulator.reset()
    with LatitudeProxy(emulator.url, latitude) as proxy:
        project = Project(folder, proxy.url, f"console-{'whn-' if warehouse else ''}latitude-{name.replace('/', '-')}-hush", "")
        shutil.copytree(source, project.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("Pulumi*.yaml"))
        for arguments in STEPS:
            try:
                project.run(*arguments)
            except Failed as failure:
                is_said = (name, latitude) in UNTELLABLE and NO_ID in failure.text
                return "" if is_said else f"{' '.join(arguments)}: {failure.text[-1500:]}"
        return "destroy left something" if '"resources"' in project.run("stack", "export") else ""
