"""Adoption in tests: the command in this process, against an emulator."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from statsig_console.declaring.kinds import kind_named
from statsig_console.secrets import ApiKey
from statsig_console.session.session import Session
from statsig_console.stack.settings import Settings
from statsig_console_cli import app
from statsig_console_cli.adopt.objects import Adopted, Omitted, adopted
from statsig_console_cli.adopt.scan import seen
from statsig_console_emulator.testing import Client, Emulator


class Adoption:
    """A project on the emulator and a folder for its program."""

    def __init__(self, emulator: Emulator, key: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.emulator = emulator
        self.key = key
        self.folder = folder
        self.console: Client = emulator.client(key)
        patch.setenv("STATSIG_CONSOLE_API_KEY", key)
        patch.setenv("STATSIG_CONSOLE_API_URL", emulator.url)
        patch.setenv("COLUMNS", "200")

    def run(self, *arguments: str, fails: int = 0, env: Mapping[str, str] | None = None) -> Result:
        """Runs `statsig-console adopt --out FOLDER …`, which must end with this exit code."""
        mark = len(self.emulator.requests())
        result = CliRunner().invoke(app, ["adopt", "--out", str(self.folder), *arguments], env=env)
        assert result.exit_code == fails, (result.output, result.exception)
        self.sent = [f"{each.method} {each.template}" for each in self.emulator.requests()[mark:]]
        return result

    def text(self, name: str) -> str:
        """A file of the program."""
        return (self.folder / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the folder."""
        return {each.relative_to(self.folder).as_posix(): each.read_bytes() for each in self.folder.rglob("*") if each.is_file()}

    def calls(self, module: str) -> dict[str, ast.Call]:
        """The objects that a module declares, or the parts of a package do, by variable."""
        parts = sorted(self.folder.glob(f"{module}/{module}_*.py")) or [self.folder / f"{module}.py"]
        return {name: call for part in parts for name, call in calls(part.read_text(encoding="utf-8")).items()}


def calls(text: str) -> dict[str, ast.Call]:
    """The objects that a text declares, by variable; anything but imports, assignments of calls and a docstring is refused."""
    found: dict[str, ast.Call] = {}
    docstring, *rest = ast.parse(text).body
    assert isinstance(docstring, ast.Expr)
    for each in rest:
        if isinstance(each, ast.Import):
            continue
        assert isinstance(each, ast.Assign), ast.unparse(each)
        assert isinstance(each.targets[0], ast.Name)
        assert isinstance(each.value, ast.Call), ast.unparse(each)
        found[each.targets[0].id] = each.value
    return found


def argument(call: ast.Call, name: str) -> str | None:
    """A keyword argument as code."""
    return next((ast.unparse(each.value) for each in call.keywords if each.arg == name), None)


def object_of(label: str, answer: Mapping[str, Any]) -> Adopted:
    """An object as adoption makes it of an answer of the API."""
    made = choice_of(label, answer)
    assert isinstance(made, Adopted), made
    return made


def choice_of(label: str, answer: Mapping[str, Any]) -> Adopted | Omitted:
    """The same, or the reason why the object is left out."""
    session = Session(Settings(ApiKey("console-test"), "http://localhost:1", paced=False))
    return adopted(seen(kind_named(f"pulumi_statsig_console:{label}"), answer), session)
