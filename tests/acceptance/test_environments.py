"""Stacks of several environments: a Statsig project each, or one project whose stacks own their environment's rules."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from statsig_console_emulator.testing import Client, Emulator

from . import fresh
from .stacks import ROOT, Failed, environment

ENVIRONMENTS = ("development", "staging", "production")


class Repo:
    """An example's folder in a repository of its own, with one backend for all of its stacks."""

    def __init__(self, folder: Path, example: str, url: str) -> None:
        self.folder = folder / "repo"
        shutil.copytree(ROOT / "examples" / example, self.folder)
        (folder / "state").mkdir()
        self.variables = {**os.environ, **environment(folder / "state"), "STATSIG_CONSOLE_API_URL": url}

    def init(self, project: str, stack: str, key: str) -> None:
        """Makes a stack with a key of a Statsig project; its other settings are in the example."""
        fresh.init(self.folder / project, self.variables, stack)
        fresh.configure(self.folder / project, stack, "statsig:consoleApiKey", key, secret=True)

    def pulumi(self, project: str, stack: str, *arguments: str) -> str:
        """Runs a command on a stack and returns all that it prints; it must succeed."""
        return self.run(["pulumi", *arguments, "--stack", stack, "--non-interactive", "--color=never"], self.folder / project)

    def run(self, command: list[str], folder: Path | None = None) -> str:
        """Runs any command in the repository."""
        done = subprocess.run(command, cwd=folder or self.folder, env=self.variables, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        return done.stdout + done.stderr

    def up(self, project: str, stack: str) -> None:
        """Deploys a stack as it is configured."""
        self.pulumi(project, stack, "up", "--yes", "--skip-preview")

    def is_settled(self, project: str, stack: str) -> None:
        """A preview of the stack changes nothing."""
        self.pulumi(project, stack, "preview", "--expect-no-changes")

    def destroy(self, project: str, stack: str) -> None:
        """Destroys a stack's resources."""
        self.pulumi(project, stack, "destroy", "--yes", "--skip-preview")


def test_the_same_program_serves_a_project_per_environment(tmp_path: Path, emulator: Emulator, keys: Callable[[str], str]) -> None:
    """Three stacks with a key each: what their configuration says differs, and nothing else."""
    repo = Repo(tmp_path, "project_per_environment", emulator.url)
    stacks = {stack: keys(stack) for stack in ("dev", "staging", "production")}
    rollouts: dict[str, float] = {}
    for stack, key in stacks.items():
        repo.init(".", stack, key)
        repo.up(".", stack)
        repo.is_settled(".", stack)
        rules = emulator.client(key).get("/gates/new_checkout").data["rules"]
        rollouts[stack] = {rule["name"]: rule["passPercentage"] for rule in rules}["Customers"]

    assert rollouts == {"dev": 100, "staging": 50, "production": 5}
    with pytest.raises(Failed, match="protect"):
        repo.destroy(".", "production")
    repo.pulumi(".", "production", "state", "unprotect", "--all", "--yes")
    for stack, key in stacks.items():
        repo.destroy(".", stack)
        assert emulator.client(key).get("/gates/new_checkout").status == 404


@pytest.fixture
def shared(tmp_path: Path, emulator: Emulator, key: str) -> Repo:
    """One Statsig project: the base is deployed, the environments' stacks are made."""
    repo = Repo(tmp_path, "stack_per_environment", emulator.url)
    repo.init("base", "shared", key)
    repo.up("base", "shared")
    for stack in ENVIRONMENTS:
        repo.init("environments", stack, key)
    return repo


def rules(console: Client) -> dict[str, dict[str, float]]:
    """The gate's rules in their order and their percentages, by environment."""
    found: dict[str, dict[str, float]] = {name: {} for name in ENVIRONMENTS}
    for rule in console.get("/gates/new_checkout").data["rules"]:
        (environment,) = rule["environments"]
        found[environment][rule["name"].split(" ")[0]] = rule["passPercentage"]
    return found


def test_three_stacks_update_one_gate_at_the_same_time(shared: Repo, console: Client) -> None:
    """Several rounds of additions, changes, moves and removals lose no rule, keep each stack's order and leave nothing to do."""
    fresh.configure(shared.folder / "environments", "staging", "follows", None)

    def together(action: Callable[[str, str], None]) -> None:
        with ThreadPoolExecutor(len(ENVIRONMENTS)) as threads:
            list(threads.map(lambda stack: action("environments", stack), ENVIRONMENTS))

    def configured(**settings: Any) -> None:
        for stack in ENVIRONMENTS:
            for name, value in settings.items():
                fresh.configure(shared.folder / "environments", stack, name, value)

    rounds: list[tuple[dict[str, Any], list[tuple[str, float]]]] = [
        ({"customers": "10"}, [("Staff", 100), ("Customers", 10)]),
        ({"customers": "20", "beta": ["IE"]}, [("Staff", 100), ("Beta", 100), ("Customers", 20)]),
        ({"customers": "30"}, [("Staff", 100), ("Beta", 100), ("Customers", 30)]),
        ({"beta": None}, [("Staff", 100), ("Customers", 30)]),
    ]
    fresh.configure(shared.folder / "environments", "production", "beta", None)
    for settings, expected in rounds:
        configured(**settings)
        together(shared.up)

        assert {name: list(found.items()) for name, found in rules(console).items()} == dict.fromkeys(ENVIRONMENTS, expected)
        assert len(console.get("/dynamic_configs/checkout_limits").data["rules"]) == len(ENVIRONMENTS)
        together(shared.is_settled)

    shared.is_settled("base", "shared")
    together(shared.destroy)
    assert console.get("/gates/new_checkout").data["rules"] == []
    shared.destroy("base", "shared")
    assert console.get("/gates/new_checkout").status == 404


def test_a_rollout_is_promoted_from_stack_to_stack(shared: Repo, console: Client) -> None:
    """Staging follows development by a stack reference; the script brings the number on to production, and nothing else."""
    for stack in ENVIRONMENTS:
        shared.up("environments", stack)
    assert {name: found["Customers"] for name, found in rules(console).items()} == {"development": 100, "staging": 100, "production": 5}

    shared.pulumi("environments", "development", "config", "set", "customers", "40")
    shared.up("environments", "development")
    shared.up("environments", "staging")
    assert {name: found["Customers"] for name, found in rules(console).items()} == {"development": 40, "staging": 40, "production": 5}

    said = shared.run([sys.executable, "promote.py", *ENVIRONMENTS])
    assert {name: found["Customers"] for name, found in rules(console).items()} == dict.fromkeys(ENVIRONMENTS, 40)
    assert "staging → production: 40 % of customers" in said
    assert 'statsig-environments:customers: "40"' in (shared.folder / "environments/Pulumi.production.yaml").read_text()
    for stack in ENVIRONMENTS:
        shared.is_settled("environments", stack)

    shared.pulumi("environments", "development", "config", "set", "customers", "60")
    shared.up("environments", "development")
    shared.pulumi("environments", "production", "config", "set", "--path", "beta[0]", "IE")
    with pytest.raises(Failed, match="production: not promoted, since the update would also change beta"):
        shared.run([sys.executable, "promote.py", *ENVIRONMENTS])
    assert {name: found["Customers"] for name, found in rules(console).items()} == {"development": 60, "staging": 60, "production": 40}
    for stack in reversed(ENVIRONMENTS):
        shared.destroy("environments", stack)
