"""A project that the vendor's Terraform provider manages comes over under Terraform's names, with an empty preview."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console_cli.terraform import LABELS
from statsig_console_emulator.testing import Emulator
from tests.cli.terraform_states import Instance, stored

from .population import LIVES, generation
from .stacks import environment

KEY = "console-whn-from-terraform"
ATTRIBUTES = ("id", "name", "type", "key")
"""Of what the registry's pages document, that by which an object is known."""
WITHOUT_ID = {"EntityProperty", "Key", "MetricSource", "QualifyingEvent", "Role", "Tag", "UnitIdType"}
"""The kinds of which the provider keeps no ID."""


def attributes(made: Any, label: str) -> dict[str, Any]:
    """What Terraform keeps of an object, as far as it says which one it is."""
    held = {name: getattr(made, name) for name in ATTRIBUTES if getattr(made, name, None)}
    return {name: value for name, value in held.items() if name != "id" or label not in WITHOUT_ID}


def test_every_type_of_the_provider_comes_over(emulator: Emulator, tmp_path: Path) -> None:
    """An object of each; others of the same kinds stay with the console, and the preview has nothing to change."""
    session = Session(Settings(ApiKey(KEY), emulator.url, paced=False))
    made: dict[str, Any] = {}
    for _ in generation(session, 0, made):
        pass
    session.close()
    types = {label: type_ for type_, label in LABELS.items()}
    first = {life.declaration.label: life.label for life in reversed(LIVES) if life.declaration.label in types}
    assert set(first) == set(types)
    instances = [Instance(types[label], f"of_{label}", attributes(made[life], label)) for label, life in first.items()]
    state = tmp_path / "terraform.tfstate"
    state.write_text(stored(instances))

    done = subprocess.run(
        [sys.executable, "-m", "statsig_console_cli", "adopt", "--out", "program", "--from-terraform", state, "--prove"],
        cwd=tmp_path,
        env={**os.environ, **environment(tmp_path), "STATSIG_CONSOLE_API_KEY": KEY, "STATSIG_CONSOLE_API_URL": emulator.url},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"proven: {len(types)} objects imported, and the preview has nothing to change" in done.stdout
    entries = json.loads((tmp_path / "program" / "import.json").read_text())["resources"]
    assert {each["name"] for each in entries} == {each.name for each in instances}
    removed = (tmp_path / "program" / "terraform-state-rm.sh").read_text().splitlines()
    assert sorted(removed) == sorted(f"terraform state rm {each.address}" for each in instances)
