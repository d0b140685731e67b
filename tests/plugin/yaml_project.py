"""A program in YAML, in a folder of its own, run by the real CLI with the plugin of this checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.acceptance import fresh
from tests.acceptance.stacks import Failed, Folder

sys.path.insert(0, str(fresh.ROOT / "tools" / "pulumi"))

import hosts


class YamlProject(Folder):
    """A program in Pulumi.yaml. The key is in the environment, so it is not in state."""

    def __init__(self, folder: Path, url: str, key: str, program: dict[str, Any]) -> None:
        super().__init__(folder)
        self.variables |= {"STATSIG_CONSOLE_API_KEY": key, "STATSIG_CONSOLE_API_URL": url}
        self.variables["PATH"] = os.pathsep.join([str(hosts.find(("yaml",))), self.variables["PATH"]])
        self.write(program)
        fresh.init(folder, self.variables, "dev")

    def write(self, program: dict[str, Any]) -> None:
        """Puts another program into the file."""
        text = yaml.safe_dump({"name": "acceptance", "runtime": "yaml", **program}, sort_keys=False, allow_unicode=True)
        (self.folder / "Pulumi.yaml").write_text(text, encoding="utf-8")

    def take(self, written: str) -> None:
        """Makes a program's text, as Pulumi has written it, the program."""
        (self.folder / "Pulumi.yaml").write_text(f"name: acceptance\nruntime: yaml\n{written}", encoding="utf-8")

    def preview(self) -> dict[str, dict[str, Any]]:
        """The steps of an update for each resource that it changes, by name, from `pulumi preview --json`."""
        command = ["pulumi", "preview", "--json", "--non-interactive"]
        done = subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        steps = json.loads(done.stdout)["steps"]
        return {each["urn"].rpartition("::")[2]: each for each in steps if each["op"] != "same" and "::pulumi:" not in each["urn"]}

    def outputs(self) -> dict[str, Any]:
        """What the program exported, of which nothing may be secret."""
        found: dict[str, Any] = self.state()["acceptance-dev"]["outputs"]
        return found

    def state(self) -> dict[str, dict[str, Any]]:
        """The resources in state by name, providers among them."""
        return {each["urn"].rpartition("::")[2]: each for each in self.export()["deployment"].get("resources", [])}
