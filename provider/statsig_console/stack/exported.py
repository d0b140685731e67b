"""The stack's state as Pulumi exports it: asked for where a message depends on it, and never on the way of a run that goes well.

A provider is told of a resource when Pulumi comes to it. Whether the stack has an object under another name, Pulumi alone knows.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

PATIENCE = 30.0
"""Seconds that the export may take."""


def resource_with(id_: str, like: str) -> str | None:
    """The URN of another resource that the stack of the URN `like` has under this ID and with its type; None where that cannot be told."""
    type_ = type_of(like)
    others = (each for each in resources_of(stack_of(like)) if each.get("id") == id_ and not each.get("delete"))
    return next((str(each["urn"]) for each in others if each.get("urn") != like and type_of(str(each.get("urn"))) == type_), None)


def resources_of(stack: str) -> Iterator[dict[str, Any]]:
    """The resources in a stack's state; none where the Pulumi CLI does not tell."""
    command = shutil.which("pulumi")
    if not command or not stack:
        return
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
        return
    yield from (each for each in resources if isinstance(each, dict))


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.partition("::")[0].rpartition(":")[2]


def type_of(urn: str) -> str:
    """The resource's own type in a URN, without those of the components that it is in."""
    return "".join(urn.split("::")[2:3]).rpartition("$")[2]
