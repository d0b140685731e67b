"""What the recipes among the examples promise beyond what holds for all examples."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from statsig_console_emulator.testing import Client, Emulator

from .stacks import ROOT, Project

ENVIRONMENTS = ("development", "staging", "production")


def recipe(folder: Path, name: str, emulator: Emulator, key: str) -> Project:
    """An example as its reader copies it, with a stack."""
    project = Project(folder / "project", emulator.url, key, "")
    shutil.copytree(ROOT / "examples" / name, project.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("Pulumi*.yaml"))
    return project


def rules(console: Client, gate: str) -> list[tuple[str, float, list[str] | None]]:
    """What share of whom a gate's rules let in, and where."""
    return [(each["name"], each["passPercentage"], each["environments"]) for each in console.get(f"/gates/{gate}").data["rules"]]


def test_a_rollout_is_what_the_stack_s_configuration_says(tmp_path: Path, emulator: Emulator, key: str, console: Client) -> None:
    """By environment; a flag of which it says nothing is for staff alone, and an environment that is misspelt is a mistake."""
    project = recipe(tmp_path, "rollout_per_environment", emulator, key)
    rollouts = "rollouts.new-checkout"
    project.run("config", "set-all", "--path", "--plaintext", f"{rollouts}.staging=50", "--plaintext", f"{rollouts}.production=5")

    project.run("up", "--yes", "--skip-preview")

    assert rules(console, "new_search") == [("Staff", 100, None), *((f"Rollout in {each}", 0, [each]) for each in ENVIRONMENTS)]
    assert rules(console, "new_checkout") == [
        ("Staff", 100, None),
        ("Rollout in development", 0, ["development"]),
        ("Rollout in staging", 50, ["staging"]),
        ("Rollout in production", 5, ["production"]),
    ]
    project.run("preview", "--expect-no-changes")

    project.run("config", "set", "--path", f"{rollouts}.prod", "5")
    assert "new-checkout: no environment is called prod" in project.run("preview", fails=True)


def test_two_teams_cannot_have_one_flag(tmp_path: Path, emulator: Emulator, key: str) -> None:
    """The second would change the first one's gate."""
    project = recipe(tmp_path, "team_flags", emulator, key)
    payments = (project.folder / "flags" / "payments.yaml").read_text()
    (project.folder / "flags" / "shop.yaml").write_text(payments.partition("refunds_by_card")[0])

    said = project.run("preview", fails=True)

    assert re.search(r"Duplicate resource URN '.*::new_checkout'", said), said
