"""Languages: what differs between programs that declare the same objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from statsig_console_cli.adopt.catalogue import Entry
from statsig_console_cli.adopt.code import Outline
from statsig_console_cli.adopt.doors import Door
from statsig_console_cli.adopt.naming import Words
from statsig_console_cli.adopt.saying import Value


@dataclass(frozen=True)
class Packages:
    """Packages that a program needs in its folder: the name of the folder that holds them, and the command that installs them."""

    folder: str
    command: str


@dataclass(frozen=True)
class Language:
    """A language of Pulumi, as adoption writes it.

    - `runtime`: its name in Pulumi.yaml. `door`: how its programs reach the provider. `words`: how it names objects.
    - `project`: files beside the program that belong to the user, as Pulumi.yaml does, and are written only if missing.
    - `files`: the program's files. `skeleton`: the code of one object with the given properties, for people to copy.
    - `refuses`: why an object with these properties cannot be written, if so.
    - `has_modules`: whether a program has a file per kind, or more. `packages`: the packages that it needs in its folder.
    """

    name: str
    runtime: str
    door: Door
    words: Words
    project: Mapping[str, str]
    files: Callable[[Outline], Mapping[str, str]]
    skeleton: Callable[[Entry, Mapping[str, Value]], str]
    refuses: Callable[[Mapping[str, Value]], str | None] = lambda _: None
    has_modules: bool = True
    packages: Packages | None = None

    @property
    def own_files(self) -> Mapping[str, str]:
        """The files beside the program that belong to the user, Pulumi.yaml among them."""
        about = "description: The Statsig project, adopted by statsig-console."
        return {"Pulumi.yaml": f"name: statsig\nruntime: {self.runtime}\n{about}\n", **self.project}


@cache
def language(name: str) -> Language:
    """The language of this name; its module has the same name."""
    found: Language = import_module(f".{name}", __name__).LANGUAGE
    return found
