"""Runs the lives of several kinds side by side in one stack, and writes down what happened.

Each operation of the real CLI serves all kinds at once; the tests then ask about one kind each.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from statsig_console.handling.adopting import import_command
from statsig_console.handling.handlers import Handlers
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.bounds import Bounds
from statsig_console.stack.settings import Settings
from statsig_console.state_keys import own
from statsig_console_cli import app
from statsig_console_emulator.testing import Emulator

from .life import Life, Values, program
from .stacks import Run, Stack

ROUNDS = 3
"""The previews that share out the changes that mean a new object. Each step names all of its reasons."""


@dataclass
class Chronicle:
    """What happened to all lives: a run of Pulumi per chapter, the state after it, and the requests that it sent."""

    runs: dict[str, Run] = field(default_factory=dict)
    states: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    requests: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    replacements: dict[tuple[str, str], Any] = field(default_factory=dict)
    commands: dict[str, Result] = field(default_factory=dict)
    left: Any = None


class Chronicler:
    """Takes lives through their chapters, in a stack and a project of their own."""

    def __init__(self, lives: tuple[Life, ...], folder: Path, emulator: Emulator, key: str) -> None:
        self.lives = lives
        self.emulator = emulator
        self.key = key
        self.folder = folder
        self.stack = Stack(folder / "stack", emulator.url, key)
        # The values that lives change to are arbitrary, so the guard of rollouts is off.
        self.stack.configure("statsig:maxRolloutStep", "100")
        self.session = Session(Settings(ApiKey(key), emulator.url, paced=False, bounds=Bounds(max_rollout_step=100)))
        self.told = Chronicle()
        self.changed = {life.label: life.changed for life in lives}

    def tell(self) -> Chronicle:
        """All chapters, in order."""
        try:
            self._tell()
        finally:
            self.session.close()
        return self.told

    def _tell(self) -> None:
        self.chapter("created", "up")
        self.chapter("previewed", "preview")
        self.chapter("refreshed", "refresh")
        self.chapter("previewed after refresh", "preview")
        self.adopt()
        self.follow_commands()
        self.chapter("changed", "up", self.changed)
        self.chapter("previewed after change", "preview", self.changed)
        self.edit_outside()
        self.chapter("refreshed after drift", "refresh", self.changed)
        self.chapter("previewed after drift", "preview", self.changed)
        self.chapter("mended", "up", self.changed)
        self.chapter("previewed after mending", "preview", self.changed)
        replaced = self.replace()
        self.delete_outside()
        self.chapter("refreshed after deletion", "refresh", replaced)
        self.chapter("previewed after deletion", "preview", replaced)
        self.chapter("created again", "up", replaced)
        self.chapter("destroyed", "destroy")
        self.told.left = self.emulator.export()

    def chapter(self, name: str, action: str, changes: Mapping[str, Values] | None = None) -> None:
        """Runs one operation of Pulumi, and notes the state and the requests."""
        mark = max((each.number for each in self.emulator.requests()), default=0)
        run = self.stack.destroy() if action == "destroy" else getattr(self.stack, action)(program(self.lives, changes))
        self.told.runs[name] = run
        self.told.requests[name] = [(each.method, str(each.template)) for each in self.emulator.requests() if each.number > mark]
        self.told.states[name] = {} if action == "preview" else self.stack.resources()

    def adopt(self) -> None:
        """Imports every object into a second stack and previews the same program there."""
        other = Stack(self.folder / "adopted", self.emulator.url, self.key, name="adopted")
        resources = [
            {"name": name, **{part: state[part] for part in ("type", "id", "inputs", "outputs")}} for name, state in self._clear().items()
        ]
        file = self.folder / "import.json"
        file.write_text(json.dumps({"resources": resources}))
        other.cli("import", "--file", str(file), "--yes", "--generate-code=false", "--protect=false", "--stack", "adopted")
        self.told.runs["adopted"] = other.preview(program(self.lives))

    def follow_commands(self) -> None:
        """Runs the import command that an error about an existing object would name, for each of these, as far as it reads the object."""
        environment = {"STATSIG_CONSOLE_API_KEY": self.key, "STATSIG_CONSOLE_API_URL": self.emulator.url}
        for life in self.lives:
            command, _, _ = import_command(life.declaration, self.told.states["refreshed"][life.label]["id"]).partition(" > ")
            self.told.commands[life.label] = CliRunner().invoke(app, shlex.split(command)[1:], env=environment)

    def edit_outside(self) -> None:
        """Sets every object back to its first values, through the API, without the stack."""
        first = self.told.states["created"]
        now = self.told.states["changed"]
        clear = self._clear()
        for life in self.lives:
            kind = life.declaration
            handlers = Handlers(kind, self.session)
            names = life.outside if life.outside is not None else [name for name in life.changed if kind.by_name[name].is_read]
            if not names:
                continue
            state, wanted = clear[life.label], dict(first[life.label]["outputs"])
            inputs = {name: state["outputs"].get(name) for name in now[life.label]["inputs"] if name in kind.by_name}
            handlers.update(state["id"], state["outputs"], {**inputs, **{name: wanted.get(name) for name in names}})

    def replace(self) -> dict[str, Values]:
        """Previews changes that replace the objects, some of each life at a time, and makes one per life; returns the values then."""
        for number in range(ROUNDS):
            chosen = {life.label: dict([*life.immutable.items()][number::ROUNDS]) for life in self.lives}
            run = self.stack.preview(program(self.lives, {life.label: {**life.changed, **chosen[life.label]} for life in self.lives}))
            for label, values in chosen.items():
                self.told.replacements |= {(label, name): run.steps.get(label) for name in values}
        once = {life.label: {**life.changed, **dict([*life.immutable.items()][: life.returns])} for life in self.lives}
        self.chapter("replaced", "up", once)
        self.chapter("previewed after replacement", "preview", once)
        return once

    def delete_outside(self) -> None:
        """Deletes every object without the stack, dependent ones first."""
        clear = self._clear()
        for life in reversed(self.lives):
            if life.declaration.endpoints.delete is not None:
                state = clear[life.label]
                Handlers(life.declaration, self.session).delete(state["id"], state["outputs"])

    def _clear(self) -> dict[str, dict[str, Any]]:
        """The resources' states by name, with their secrets in clear."""
        plain = json.loads(self.stack.cli("stack", "export", "--show-secrets", "--stack", "dev"))
        found = {each["urn"].rpartition("::")[2]: each for each in plain["deployment"]["resources"]}
        return {name: in_clear(found[name]) for name in self.stack.resources()}


def in_clear(resource: Mapping[str, Any]) -> dict[str, Any]:
    """A resource of an export, with its secrets in clear."""
    outputs = own(unsealed(resource["outputs"]))
    return {**resource, "outputs": outputs, "inputs": unsealed(resource["inputs"])}


def unsealed(value: Any) -> Any:
    """A value of an export without the marks around secrets."""
    if isinstance(value, dict):
        if "plaintext" in value and len(value) == 2:
            return json.loads(value["plaintext"])
        return {name: unsealed(each) for name, each in value.items()}
    return [unsealed(each) for each in value] if isinstance(value, list) else value
