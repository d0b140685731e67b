"""States that hold an object twice, or another stack's configuration: the plugin is as careful as the dynamic provider."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statsig_console_emulator.testing import Emulator

from .yaml_project import YamlProject

pytestmark = pytest.mark.pulumi

PROGRAM = {"resources": {"gate": {"type": "statsig-console:Gate", "properties": {"name": "Checkout"}}}}
UP = ("up", "--yes", "--skip-preview")


def restored(project: YamlProject, state: dict[str, Any], stack: str = "dev") -> None:
    """Gives a stack another state."""
    file = project.folder / "state.json"
    file.write_text(json.dumps(state))
    project.run("stack", "import", "--stack", stack, "--file", str(file))


def test_a_replaced_resource_leaves_the_object_to_its_successor(emulator: Emulator, tmp_path: Path) -> None:
    """After a run that was killed between the two."""
    project = YamlProject(tmp_path, emulator.url, "console-yaml-successor", PROGRAM)
    project.run(*UP)
    state = project.export()
    [own] = [each for each in state["deployment"]["resources"] if each["urn"].endswith("::gate")]
    state["deployment"]["resources"].append({**own, "delete": True})
    restored(project, state)

    said = project.run(*UP)

    assert "Gate checkout stays as it is: the new `gate` has it now" in said
    assert emulator.client("console-yaml-successor").get("/gates/checkout").status == 200


def test_a_copy_for_another_project_deletes_nothing_in_the_first_one(emulator: Emulator, tmp_path: Path) -> None:
    """The plugin's settings are in a namespace of their own."""
    project = YamlProject(tmp_path, emulator.url, "", PROGRAM)
    del project.variables["STATSIG_CONSOLE_API_KEY"]
    project.run("config", "set", "--secret", "statsig-console:consoleApiKey", "console-yaml-first")
    project.run(*UP)
    project.run("stack", "init", "prod")
    project.run("config", "set", "--stack", "prod", "--secret", "statsig-console:consoleApiKey", "console-yaml-second")
    restored(project, json.loads(json.dumps(project.export()).replace("urn:pulumi:dev::", "urn:pulumi:prod::")), "prod")

    said = project.run("destroy", "--yes", "--skip-preview", "--stack", "prod", fails=True)

    assert "but the stack's configuration now has a key of" in said
    assert emulator.client("console-yaml-first").get("/gates/checkout").status == 200
