"""The stack's state as Pulumi exports it, for the few questions that nothing else answers.

A provider is told of a resource when Pulumi comes to it. Whether the stack has an object under another name, Pulumi alone knows. It is
asked once in a process: where a create meets an object that is there, and where a create takes over what is always there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

PATIENCE = 30.0
"""Seconds that the export may take."""


@dataclass(frozen=True)
class Exported:
    """A resource in a stack's state: its URN and ID, its outputs and inputs, where secrets stay encrypted."""

    urn: str
    outputs: Mapping[str, Any]
    inputs: Mapping[str, Any]
    id: str


def resource_with(id_: str, like: str, project: str | None = None) -> Exported | None:
    """The resource that the stack of a URN has under this ID, with the same type and project; None where that cannot be told."""
    return next((each for each in resources_like(like, project) if each.id == id_), None)


def resources_like(like: str, project: str | None = None) -> list[Exported]:
    """The resources in the stack of a URN with the same type and project; none where that cannot be told."""
    kept = (each for each in resources_of(stack_of(like)) if not each.get("delete") and type_of(str(each.get("urn"))) == type_of(like))
    found = [Exported(str(each["urn"]), each.get("outputs") or {}, each.get("inputs") or {}, str(each.get("id"))) for each in kept]
    return [each for each in found if each.outputs.get("project") == project]


@cache
def resources_of(stack: str) -> Sequence[Mapping[str, Any]]:
    """The resources in a stack's state; none where the Pulumi CLI does not tell."""
    command = shutil.which("pulumi")
    if not command or not stack:
        return ()
    try:
        done = subprocess.run(
            [command, "stack", "export", "--stack", stack, "--non-interactive"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        resources = json.loads(done.stdout)["deployment"]["resources"]
    except (OSError, subprocess.SubprocessError, ValueError, LookupError, TypeError):
        return ()
    return [each for each in resources if isinstance(each, dict)]


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.partition("::")[0].rpartition(":")[2]


def type_of(urn: str) -> str:
    """The resource's own type in a URN, without those of the components that it is in."""
    return "".join(urn.split("::")[2:3]).rpartition("$")[2]
