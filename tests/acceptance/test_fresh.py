"""What tests write down instead of asking the CLI is what the CLI would have written, and what it reads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

import pulumi
import pulumi_statsig_console as statsig

from . import fresh, vault
from .stacks import Stack, environment


def written(folder: Path, commands: bool) -> dict[str, Any]:
    """The files of a stack with a setting: made by commands, or written down."""
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    variables = environment(folder)
    if commands:
        fresh.pulumi(folder, variables, "stack", "init", "beta", "--secrets-provider", vault.PROVIDER)
        fresh.pulumi(folder, variables, "config", "set", "statsig:apiUrl", "http://localhost")
        fresh.pulumi(folder, variables, "config", "set", "look", "true")
    else:
        fresh.init(folder, variables, "beta")
        fresh.configure(folder, "beta", "statsig:apiUrl", "http://localhost")
        fresh.configure(folder, "beta", "look", "true")
    state = json.loads((folder / ".pulumi/stacks/shop/beta.json").read_text())
    settings = yaml.safe_load((folder / "Pulumi.beta.yaml").read_text())
    assert state["checkpoint"]["latest"]["manifest"].pop("time")
    assert state["checkpoint"]["latest"]["secrets_providers"]["state"].pop("encryptedkey") == settings.pop("encryptedkey")
    selection = f"shop-{hashlib.sha1(str(folder / 'Pulumi.yaml').encode()).hexdigest()}-workspace.json"
    return {
        "backend": (folder / ".pulumi/meta.yaml").read_text(),
        "state": state,
        "settings": settings,
        "selection": json.loads((folder / "home/workspaces" / selection).read_text().replace(str(folder), "FOLDER")),
    }


def test_a_stack_is_as_the_cli_makes_it(tmp_path: Path) -> None:
    """Its state, its settings, and that it is the selected one."""
    assert written(tmp_path / "one", commands=False) == written(tmp_path / "other", commands=True)


def test_the_cli_reads_the_settings(stack: Stack) -> None:
    """A secret in clear, and nothing of what was taken away."""
    stack.configure("statsig:word", "hush", secret=True)
    stack.configure("statsig:gone", "soon")
    stack.unset("statsig:gone")

    told = json.loads(stack.cli("config", "--show-secrets", "--json", "--stack", "dev"))

    assert "hush" not in (stack.folder / "Pulumi.dev.yaml").read_text()
    assert told["statsig:word"] == {"value": "hush", "secret": True}
    assert set(told) == {"statsig:apiUrl", "statsig:consoleApiKey", "statsig:word"}


def test_state_and_outputs_are_as_the_cli_prints_them(stack: Stack) -> None:
    """With a secret among them and without one."""

    def program(secret: bool) -> None:
        gate = statsig.Gate("gate", name="A gate", description=pulumi.Output.secret("hush"), tags=["a"])
        pulumi.export("id", gate.id)
        pulumi.export("told", {"tags": gate.tags, "secret": gate.description if secret else None})

    for secret in (True, False):
        run = stack.up(lambda secret=secret: program(secret))  # type: ignore[misc]

        assert stack.export() == json.loads(stack.cli("stack", "export"))
        assert run.outputs == json.loads(stack.cli("stack", "output", "--json", "--show-secrets"))
        assert run.outputs["told"].get("secret") == ("hush" if secret else None)
