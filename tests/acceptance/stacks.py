"""Stacks for tests: the real Pulumi CLI, driven by the Automation API, against an emulator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi import automation as auto

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "pulumi"))

import install  # noqa: E402

from statsig_console.stored import own  # noqa: E402

Program = Callable[[], None]


@dataclass(frozen=True)
class Step:
    """What Pulumi does, or would do, to one resource: the operation, and the properties that it names as the reason."""

    op: str
    because: tuple[str, ...] = ()


@dataclass
class Run:
    """One operation on a stack: its steps by resource name (nothing for resources that stay the same), and all it printed."""

    steps: dict[str, Step]
    text: str
    outputs: dict[str, Any] = field(default_factory=dict)


class Failed(Exception):
    """A Pulumi operation failed; `text` is all that it printed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def environment(home: Path) -> dict[str, str]:
    """What every Pulumi command of a test runs with: the CLI and this interpreter on PATH, a backend of its own."""
    paths = [str(install.find()), str(Path(sys.executable).parent), os.environ["PATH"]]
    return {
        "PATH": os.pathsep.join(paths),
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_BACKEND_URL": f"file://{home}",
        "PULUMI_CONFIG_PASSPHRASE": "test",
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }


class Stack:
    """A stack with a project of its own on the emulator. Programs are plain functions."""

    def __init__(self, folder: Path, url: str, key: str, name: str = "dev") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.key = key
        self.variables = environment(folder)
        os.environ["PATH"] = self.variables["PATH"]
        self._program: Program = lambda: None
        project = auto.ProjectSettings(name="acceptance", runtime="python", backend=auto.ProjectBackend(f"file://{folder}"))
        self._stack = auto.create_or_select_stack(
            stack_name=name,
            project_name="acceptance",
            program=lambda: self._program(),
            opts=auto.LocalWorkspaceOptions(project_settings=project, env_vars=self.variables, work_dir=str(folder)),
        )
        self._stack.set_config("statsig:consoleApiKey", auto.ConfigValue(key, secret=True))
        self._stack.set_config("statsig:apiUrl", auto.ConfigValue(url))

    def configure(self, name: str, value: str, secret: bool = False) -> None:
        """Sets a configuration value."""
        self._stack.set_config(name, auto.ConfigValue(value, secret=secret))

    def unset(self, name: str) -> None:
        """Takes a configuration value away."""
        self._stack.remove_config(name)

    def up(self, program: Program, **options: Any) -> Run:
        """Deploys a program."""
        return self._run(self._stack.up, program, **options)

    def preview(self, program: Program, **options: Any) -> Run:
        """What deploying a program would do."""
        return self._run(self._stack.preview, program, **options)

    def refresh(self, program: Program | None = None) -> Run:
        """Reads every resource again."""
        return self._run(self._stack.refresh, program or self._program)

    def destroy(self) -> Run:
        """Destroys all resources."""
        return self._run(self._stack.destroy, lambda: None)

    def export(self) -> dict[str, Any]:
        """The stack's state, as `pulumi stack export` prints it."""
        return json.loads(self.cli("stack", "export", "--stack", self._stack.name))

    def resources(self) -> dict[str, dict[str, Any]]:
        """The resources in state, by name."""
        found = self.export()["deployment"].get("resources", [])
        held = [each for each in found if each["custom"] and not each["type"].startswith("pulumi:")]
        return {each["urn"].rpartition("::")[2]: {**each, "outputs": own(each.get("outputs", {}))} for each in held}

    def cli(self, *arguments: str) -> str:
        """Runs the CLI in the stack's folder and returns what it prints."""
        done = subprocess.run(
            ["pulumi", *arguments], cwd=self.folder, env={**os.environ, **self.variables}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        return done.stdout

    def _run(self, action: Callable[..., Any], program: Program, **options: Any) -> Run:
        self._program = program
        steps: dict[str, Step] = {}
        lines: list[str] = []

        def note(event: auto.EngineEvent) -> None:
            about = event.resource_pre_event and event.resource_pre_event.metadata
            if about and "::pulumi:" not in about.urn and str(about.op.value) not in {"same", "read", "refresh"}:
                name = about.urn.rpartition("::")[2]
                if about.op.value in {"create-replacement", "delete-replaced"} and name in steps:
                    return
                op = "replace" if "replace" in about.op.value else about.op.value
                steps[name] = Step(op, tuple(sorted(about.keys or about.diffs or ())))

        try:
            result = action(on_event=note, on_output=lines.append, color="never", **options)
        except auto.CommandError as error:
            raise Failed("\n".join(lines) + str(error)) from None
        outputs = {name: value.value for name, value in getattr(result, "outputs", {}).items()}
        return Run(steps, "\n".join(lines), outputs)


class Project:
    """A program in a file, in a folder of its own, as infra repos have them: run by the CLI alone."""

    def __init__(self, folder: Path, url: str, key: str, source: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.variables = {**os.environ, **environment(folder)}
        (folder / "Pulumi.yaml").write_text("name: acceptance\nruntime: python\n")
        self.write(source)
        self.run("stack", "init", "dev")
        self.configure("statsig:apiUrl", url)
        self.configure("statsig:consoleApiKey", key, secret=True)

    def write(self, source: str) -> None:
        """Puts another program into the file."""
        (self.folder / "__main__.py").write_text("import pulumi\nimport pulumi_statsig_console as statsig\n" + textwrap.dedent(source))

    def configure(self, name: str, value: str | None, secret: bool = False) -> None:
        """Sets a configuration value, or takes it away."""
        arguments = ["rm", name] if value is None else ["set", *(["--secret"] if secret else []), name, value]
        self.run("config", *arguments)

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Runs a command and returns all that it prints; it must succeed, or fail."""
        command = ["pulumi", *arguments, "--non-interactive", "--color=never"]
        done = subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False)
        if bool(done.returncode) != fails:
            raise Failed(done.stdout + done.stderr)
        return done.stdout + done.stderr
