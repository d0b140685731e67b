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
    """What a program needs that is installed into its folder: the folder with it, and the command that makes that."""

    folder: str
    command: str


@dataclass(frozen=True)
class Language:
    """A language of Pulumi, as adoption writes it.

    - `runtime`: its name in Pulumi.yaml. `door`: how its programs come to the provider. `words`: how it names objects.
    - `project`: files beside the program that are the user's own, as Pulumi.yaml is, and only written where there are none.
    - `files`: the program's files. `skeleton`: the code of one object with the given properties, for people to copy.
    - `refuses`: why an object with these properties cannot be written, if so.
    - `has_modules`: whether a program has a file per kind, or more. `packages`: what else has to be in its folder.
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
        """The files beside the program that are the user's own, Pulumi.yaml among them."""
        about = "description: The Statsig project, adopted by statsig-console."
        return {"Pulumi.yaml": f"name: statsig\nruntime: {self.runtime}\n{about}\n", **self.project}


@cache
def language(name: str) -> Language:
    """The language of this name, which is that of its module."""
    found: Language = import_module(f".{name}", __name__).LANGUAGE
    return found
