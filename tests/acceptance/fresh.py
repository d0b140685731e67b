"""Stacks as `pulumi stack init` and `pulumi config set` leave them, written down: each of these commands takes a third of a second."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "pulumi"))

import install  # noqa: E402

from . import vault  # noqa: E402

PASSPHRASE = "test"
"""The passphrase of the stacks that the CLI makes for tests."""


@dataclass(frozen=True)
class Fresh:
    """The files that the CLI writes for a new stack: the backend's own file, the stack's state and its settings."""

    backend: str
    state: str
    settings: str
    key: bytes

    def state_of(self, project: str, stack: str) -> str:
        """The state of a stack of another name."""
        state = json.loads(self.state)
        state["checkpoint"]["stack"] = f"organization/{project}/{stack}"
        return json.dumps(state)

    def sealed(self, value: str) -> str:
        """A secret as `pulumi config set --secret` encrypts it."""
        nonce = os.urandom(12)
        text = AESGCM(self.key).encrypt(nonce, value.encode(), None)
        return f"v1:{base64.b64encode(nonce).decode()}:{base64.b64encode(text).decode()}"


@cache
def cli() -> str:
    """The folder of the CLI, looked for once per test process."""
    return str(install.find())


def environment(home: Path) -> dict[str, str]:
    """The environment of every Pulumi command of a test: the CLI and this interpreter on PATH, a backend of its own."""
    paths = [cli(), str(Path(sys.executable).parent), *os.environ["PATH"].split(os.pathsep)]
    return {
        "PATH": os.pathsep.join(dict.fromkeys(paths)),
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_BACKEND_URL": f"file://{home}",
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "VAULT_ADDR": vault.address(),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }


def pulumi(folder: Path, variables: Mapping[str, str], *arguments: str) -> None:
    """Runs the CLI in a folder; it must succeed."""
    subprocess.run(
        ["pulumi", *arguments, "--non-interactive"], cwd=folder, env={**os.environ, **variables}, check=True, capture_output=True
    )


@cache
def fresh() -> Fresh:
    """A new stack, which the CLI makes once per test process."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "Pulumi.yaml").write_text("name: fresh\nruntime: python\n")
        pulumi(folder, environment(folder), "stack", "init", "dev", "--secrets-provider", vault.PROVIDER)
        settings = (folder / "Pulumi.dev.yaml").read_text()
        key = base64.b64decode(yaml.safe_load(settings)["encryptedkey"]).decode()
        return Fresh(
            (folder / ".pulumi/meta.yaml").read_text(),
            (folder / ".pulumi/stacks/fresh/dev.json").read_text(),
            settings,
            base64.b64decode(key.removeprefix(vault.PREFIX)),
        )


def init(folder: Path, variables: Mapping[str, str], stack: str) -> None:
    """Makes a stack of the project in a folder and selects it, as `pulumi stack init` does."""
    made = fresh()
    url, file = variables["PULUMI_BACKEND_URL"], folder.resolve() / "Pulumi.yaml"
    project = yaml.safe_load(file.read_text())["name"]
    states = Path(url.removeprefix("file://")) / ".pulumi" / "stacks" / project
    states.mkdir(parents=True, exist_ok=True)
    (states.parents[1] / "meta.yaml").write_text(made.backend)
    (states / f"{stack}.json").write_text(made.state_of(project, stack))
    _write(folder, stack, {**yaml.safe_load(made.settings), **_read(folder, stack)})
    selections = Path(variables["PULUMI_HOME"]) / "workspaces"
    selections.mkdir(parents=True, exist_ok=True)
    selection = selections / f"{project}-{hashlib.sha1(str(file).encode()).hexdigest()}-workspace.json"
    selection.write_text(json.dumps({"stacks": {url: f"organization/{project}/{stack}"}}))


def configure(folder: Path, stack: str, name: str, value: Any, secret: bool = False) -> None:
    """Sets a configuration value of a stack, a text or a list of texts, as `pulumi config set` does, or takes it away."""
    settings = _read(folder, stack)
    config = settings.setdefault("config", {})
    if ":" not in name:
        name = f"{yaml.safe_load((folder / 'Pulumi.yaml').read_text())['name']}:{name}"
    if value is None:
        config.pop(name, None)
    else:
        config[name] = {"secure": fresh().sealed(value)} if secret else value
    _write(folder, stack, settings)


def _read(folder: Path, stack: str) -> dict[str, Any]:
    file = folder / f"Pulumi.{stack}.yaml"
    return (yaml.safe_load(file.read_text()) or {}) if file.exists() else {}


def _write(folder: Path, stack: str, settings: Mapping[str, Any]) -> None:
    (folder / f"Pulumi.{stack}.yaml").write_text(yaml.safe_dump(dict(settings), sort_keys=False))
