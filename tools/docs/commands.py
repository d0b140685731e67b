"""Commands: the page of the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer

from statsig_console_cli import app

from .rendering import fill
from .wording import capital


@dataclass(frozen=True)
class Command:
    """One command: its call, what it does, and its arguments and options with their meanings."""

    call: str
    about: str
    options: tuple[tuple[str, str, str], ...]

    @property
    def anchor(self) -> str:
        """The anchor of its section."""
        return self.call.replace(" ", "-")


def page() -> str:
    """The page."""
    return fill("commands.md", commands=list(commands(typer.main.get_command(app), "statsig-console")))


def commands(command: Any, call: str) -> Iterator[Command]:
    """A command and all its subcommands; a command that only groups others is left out."""
    below: dict[str, Any] = getattr(command, "commands", {})
    if not below or command.invoke_without_command:
        yield Command(call, " ".join((command.help or "").split("\f")[0].split()), tuple(options(command)))
    for name, each in below.items():
        yield from commands(each, f"{call} {name}")


def options(command: Any) -> Iterator[tuple[str, str, str]]:
    """A command's arguments and options: spelling, meaning, default."""
    for each in command.params:
        if each.name in {"help", "install_completion", "show_completion"}:
            continue
        spelt = (each.metavar or each.name).upper() if each.param_type_name == "argument" else ", ".join((*each.opts, *each.secondary_opts))
        default = each.default if each.default not in (None, "", [], (), False) and not callable(each.default) else ""
        variable = f" Else `{each.envvar}`." if isinstance(each.envvar, str) else ""
        yield spelt, capital((each.help or "").replace("|", "\\|")) + variable, str(default)
