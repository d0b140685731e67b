"""Stacks for tests: the real Pulumi CLI, driven by the Automation API, against an emulator."""

from __future__ import annotations

import json
import os
import subprocess
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS  # pyright: ignore[reportPrivateUsage]

import pulumi
import pulumi_statsig_console as statsig
from pulumi import automation as auto
from statsig_console.state_keys import own

from . import fresh
from .fresh import ROOT as ROOT
from .fresh import environment as environment
from .fresh import install as install

SECRET = "4dabf18193072939515e22adb298388d"
"""The key by which Pulumi marks an encrypted value in state."""

Program = Callable[[], None]

CONNECTIONS: list[tuple[str, Any]] = _GRPC_CHANNEL_OPTIONS
CONNECTIONS.append(("grpc.use_local_subchannel_pool", 1))
"""Programs of one process must not share connections: a port may have belonged to an earlier operation, whose connection is refused."""


@dataclass(frozen=True)
class Step:
    """What Pulumi does, or would do, to one resource: the operation, and the properties that it names as the reason."""

    op: str
    because: tuple[str, ...] = ()


@dataclass
class Run:
    """One operation on a stack: its steps by URN (nothing for resources that stay the same), and all it printed."""

    by_urn: dict[str, Step]
    text: str
    outputs: dict[str, Any] = field(default_factory=dict)

    @property
    def steps(self) -> dict[str, Step]:
        """The steps by the resources' names."""
        return {urn.rpartition("::")[2]: step for urn, step in self.by_urn.items()}


def written(source: str) -> Program:
    """A program in text, as it would stand in a file."""
    code = compile(textwrap.dedent(source), "__main__.py", "exec")
    return lambda: exec(code, {"pulumi": pulumi, "statsig": statsig})


class Failed(Exception):
    """A Pulumi operation failed; `text` is all that it printed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@cache
def command() -> auto.PulumiCommand:
    """The CLI on PATH, which is asked for its version only once."""
    return auto.PulumiCommand()


def export(folder: Path, stack: str) -> dict[str, Any]:
    """A stack's state, as `pulumi stack export` prints it: the backend's file holds the same."""
    held = json.loads((folder / ".pulumi" / "stacks" / "acceptance" / f"{stack}.json").read_text())
    return {"version": held["version"], "deployment": held["checkpoint"]["latest"]}


class Operations(auto.Stack):
    """The Automation API's stack without what it asks the CLI after each operation: for outputs, twice, and for the history."""

    def __init__(self, name: str, workspace: auto.LocalWorkspace) -> None:
        self.name = name
        self.workspace = workspace

    def outputs(self) -> auto.OutputMap:
        """Nothing: see `Stack.outputs`."""
        return {}

    def info(self, show_secrets: bool = True) -> auto.UpdateSummary:
        """A result that says only that the operation has ended."""
        return auto.UpdateSummary("update", datetime.now(tz=timezone.utc), "", {}, {}, "succeeded")


class Stack:
    """A stack with a project of its own on the emulator. Programs are plain functions."""

    def __init__(self, folder: Path, url: str, key: str, name: str = "dev") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.key = key
        self.variables = environment(folder)
        os.environ["PATH"] = self.variables["PATH"]
        self.name = name
        self._program: Program = lambda: None
        workspace = auto.LocalWorkspace(
            str(folder),
            program=lambda: self._program(),
            env_vars=self.variables,
            project_settings=auto.ProjectSettings(name="acceptance", runtime="python", backend=auto.ProjectBackend(f"file://{folder}")),
            pulumi_command=command(),
        )
        fresh.init(folder, self.variables, name)
        self._stack = Operations(name, workspace)
        self.configure("statsig:consoleApiKey", key, secret=True)
        self.configure("statsig:apiUrl", url)

    def configure(self, name: str, value: str, secret: bool = False) -> None:
        """Sets a configuration value."""
        fresh.configure(self.folder, self.name, name, value, secret)

    def unset(self, name: str) -> None:
        """Removes a configuration value."""
        fresh.configure(self.folder, self.name, name, None)

    def up(self, program: Program, **options: Any) -> Run:
        """Deploys a program."""
        run = self._run(self._stack.up, program, **options)
        run.outputs = self.outputs()
        return run

    def preview(self, program: Program, **options: Any) -> Run:
        """The steps that a deployment of a program would take."""
        return self._run(self._stack.preview, program, **options)

    def fails(self, action: str, program: Program, **options: Any) -> str:
        """What an operation prints that has to fail."""
        try:
            getattr(self, action)(program, **options)
        except Failed as failed:
            return failed.text
        raise AssertionError(f"the {action} did not fail")

    def refresh(self, program: Program | None = None, **options: Any) -> Run:
        """Reads every resource again."""
        return self._run(self._stack.refresh, program or self._program, **options)

    def destroy(self, **options: Any) -> Run:
        """Destroys all resources."""
        return self._run(self._stack.destroy, lambda: None, **options)

    def export(self) -> dict[str, Any]:
        """The stack's state."""
        return export(self.folder, self.name)

    def restore(self, state: dict[str, Any]) -> None:
        """Gives the stack another state, as `pulumi stack import` does."""
        file = self.folder / "state.json"
        file.write_text(json.dumps(state))
        self.cli("stack", "import", "--stack", self.name, "--file", str(file))

    def outputs(self) -> dict[str, Any]:
        """The values that the program exported."""
        resources = self.export()["deployment"].get("resources", [])
        found = next((each.get("outputs", {}) for each in resources if each["type"] == "pulumi:pulumi:Stack"), {})
        if SECRET not in json.dumps(found):
            return found
        return json.loads(self.cli("stack", "output", "--json", "--show-secrets", "--stack", self.name))

    def resources(self) -> dict[str, dict[str, Any]]:
        """The resources in state, by name."""
        found = self.export()["deployment"].get("resources", [])
        held = [each for each in found if each["custom"] and not each["type"].startswith("pulumi:")]
        return {each["urn"].rpartition("::")[2]: {**each, "outputs": own(each.get("outputs", {}))} for each in held}

    def cli(self, *arguments: str) -> str:
        """Runs the CLI in the stack's folder and returns its result."""
        return self._command(*arguments)[0]

    def told(self, *arguments: str) -> str:
        """Runs the CLI in the stack's folder and returns all that it prints."""
        return "".join(self._command(*arguments))

    def _command(self, *arguments: str) -> tuple[str, str]:
        done = subprocess.run(
            ["pulumi", *arguments], cwd=self.folder, env={**os.environ, **self.variables}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        return done.stdout, done.stderr

    def _run(self, action: Callable[..., Any], program: Program, **options: Any) -> Run:
        self._program = program
        steps: dict[str, Step] = {}
        lines: list[str] = []

        def note(event: auto.EngineEvent) -> None:
            about = event.resource_pre_event and event.resource_pre_event.metadata
            if about and "::pulumi:" not in about.urn and str(about.op.value) not in {"same", "read", "refresh"}:
                if about.op.value in {"create-replacement", "delete-replaced"} and about.urn in steps:
                    return
                op = "replace" if "replace" in about.op.value else about.op.value
                steps[about.urn] = Step(op, tuple(sorted(about.keys or about.diffs or ())))

        try:
            action(on_event=note, on_output=lines.append, color="never", **options)
        except auto.CommandError as error:
            raise Failed("\n".join(lines) + str(error)) from None
        return Run(steps, "\n".join(lines))


class Folder:
    """A stack `dev` whose program is in files, in a folder of its own, as infra repos have them: run by the CLI alone."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.variables = {**os.environ, **environment(folder)}

    def export(self) -> dict[str, Any]:
        """The stack's state."""
        return export(self.folder, "dev")

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Runs a command and returns all that it prints; it must succeed, or fail."""
        command = ["pulumi", *arguments, "--non-interactive", "--color=never"]
        done = subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False)
        if bool(done.returncode) != fails:
            raise Failed(done.stdout + done.stderr)
        return done.stdout + done.stderr


class Project(Folder):
    """A program in Python."""

    def __init__(self, folder: Path, url: str, key: str, source: str) -> None:
        super().__init__(folder)
        self.key = key
        (folder / "Pulumi.yaml").write_text("name: acceptance\nruntime: python\n")
        self.write(source)
        fresh.init(folder, self.variables, "dev")
        self.configure("statsig:apiUrl", url)
        self.configure("statsig:consoleApiKey", key, secret=True)

    def write(self, source: str) -> None:
        """Puts another program into the file."""
        (self.folder / "__main__.py").write_text("import pulumi\nimport pulumi_statsig_console as statsig\n" + textwrap.dedent(source))

    def configure(self, name: str, value: str | None, secret: bool = False) -> None:
        """Sets a configuration value, or removes it."""
        fresh.configure(self.folder, "dev", name, value, secret)
