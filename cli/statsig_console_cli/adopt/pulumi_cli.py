"""The Pulumi CLI, as adoption uses it: to look into stacks, and to prove a program in a stack of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statsig_console.errors import InputError
from statsig_console.serving import PROJECT
from statsig_console.stack.projects import Project
from statsig_console.stack.settings import KEY_VARIABLE, URL_VARIABLE, Settings

if TYPE_CHECKING:
    from .languages import Packages

STACK = "adopted"
IMPORT_FILE = "import.json"
PREFIX = "statsig-adopt-"
LEFT_AFTER = 86_400
"""Seconds after which a proof is no longer running."""

Identity = tuple[str, str, str]
"""What identifies an object in a stack: its type, its ID, and its project (empty for the stack's own)."""


@dataclass(frozen=True)
class Proof:
    """The result of the adopted program's preview: how many resources stay the same, and the operation of each that does not."""

    same: int
    changes: Mapping[str, str] = field(default_factory=dict[str, str])

    def __bool__(self) -> bool:
        return not self.changes


def prove(files: Mapping[str, str], settings: Settings, folder: Path = Path(), packages: Packages | None = None) -> Proof:
    """Imports the objects of a program, given as the texts of its files, into a stack that is thrown away, and previews it there.

    The program uses the `packages` that are installed in its `folder`.

    Raises:
        InputError: the Pulumi CLI or the packages are missing, or the import or the preview failed.
    """
    if packages and not (folder / packages.folder).is_dir():
        raise InputError(f"the program needs its packages: run `{packages.command}` in {folder}, then this command again")
    remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as place:
        work = Path(place) / "program"
        work.mkdir()
        for name, text in files.items():
            (work / name).parent.mkdir(exist_ok=True)
            (work / name).write_bytes(text.encode())
        if packages:
            (work / packages.folder).symlink_to((folder / packages.folder).resolve())
        state = Path(place) / "state"
        state.mkdir()
        variables = {
            "PULUMI_BACKEND_URL": state.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "adopted",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            # A stack that is thrown away needs no checkpoint per resource, and a file backend writes them slowly.
            "PULUMI_EXPERIMENTAL": "1",
            "PULUMI_SKIP_CHECKPOINTS": "1",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            **environment(settings),
        }
        run(work, variables, "stack", "init", STACK)
        if json.loads(files[IMPORT_FILE])["resources"]:
            run(
                work,
                variables,
                "import",
                "--stack",
                STACK,
                "--file",
                IMPORT_FILE,
                "--yes",
                "--generate-code=false",
                "--protect=false",
                "--skip-preview",
            )
        return proof_in(run(work, variables, "preview", "--json", "--stack", STACK))


def remove_leftovers() -> None:
    """Removes the folders of proofs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            about = folder.lstat()
            own = about.st_uid == os.getuid() if hasattr(os, "getuid") else True
            if own and folder.is_dir() and not folder.is_symlink() and time.time() - about.st_mtime > LEFT_AFTER:
                shutil.rmtree(folder)


def proof_in(text: str) -> Proof:
    """What a preview's JSON says of the program's resources."""
    said = json.loads(text[text.index("{") :])
    steps: list[dict[str, Any]] = said.get("steps") or []
    pulumis = [each for each in steps if "::pulumi:" in str(each["urn"])]
    changes = {
        str(each["urn"]).split("::", 2)[2].rpartition(":index:")[2].rpartition("statsig:")[2]: str(each["op"])
        for each in steps
        if each not in pulumis and each["op"] != "same"
    }
    return Proof((said.get("changeSummary") or {}).get("same", 0) - sum(each["op"] == "same" for each in pulumis), changes)


def environment(settings: Settings) -> dict[str, str]:
    """Variables with the project's key and address, for a stack without configuration. They are set for the stack's own project as well."""
    endings = ("", Project(settings.name).variable) if settings.name else ("",)
    key, url = settings.key.reveal(), settings.url
    return {name: value for ending in endings for name, value in ((f"{KEY_VARIABLE}{ending}", key), (f"{URL_VARIABLE}{ending}", url))}


def stack_objects(folder: Path, stack: str | None) -> set[Identity]:
    """The objects that a stack manages.

    Raises:
        InputError: the Pulumi CLI is missing, or there is no such stack.
    """
    chosen = ["--stack", stack] if stack else []
    state = json.loads(run(folder, {}, "stack", "export", *chosen))
    resources = state.get("deployment", {}).get("resources") or []
    own = [each for each in resources if each.get("id") and not each.get("external")]
    return {(str(each["type"]), str(each["id"]), str(each.get("outputs", {}).get(PROJECT) or "")) for each in own}


def run(folder: Path, variables: Mapping[str, str], *arguments: str) -> str:
    """Runs a command of the Pulumi CLI and returns what it prints.

    Raises:
        InputError: there is no such command, or it failed.
    """
    if shutil.which("pulumi") is None:
        raise InputError("the Pulumi CLI is not on PATH: https://www.pulumi.com/docs/install/")
    command = ["pulumi", *arguments, "--non-interactive", "--color=never"]
    everything = {**os.environ, **variables}
    done = subprocess.run(command, cwd=folder, env=everything, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise InputError(f"`pulumi {' '.join(arguments[:2])}` failed: {' '.join(said[-12:])}")
    return done.stdout
