"""The stack's state as Pulumi exports it, for the few questions that nothing else answers.

A provider is told of a resource when Pulumi comes to it. Whether the stack has an object under another name, Pulumi alone knows. It is
asked once in a process: where a create meets an object that is there, and where none would be refused.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from statsig_console.call import current
from statsig_console.records import record
from statsig_console.state_keys import SIGNATURE

PATIENCE = 30.0
"""Seconds that the export may take."""


_ASKING = threading.Lock()
"""Lets one thread ask, and the others wait for the answer."""


@record
class Exported:
    """A resource in a stack's state: its URN and ID, its outputs and inputs, where secrets stay encrypted, and its provider's URN."""

    urn: str
    id: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    provider: str = ""

    @property
    def open_inputs(self) -> dict[str, Any]:
        """The inputs that no secret is in."""
        return {name: value for name, value in self.inputs.items() if not is_encrypted(value)}

    @property
    def open_outputs(self) -> dict[str, Any]:
        """The outputs that no secret is in."""
        return {name: value for name, value in self.outputs.items() if not is_encrypted(value)}


def resource_with(id_: str, like: str, project: str | None = None) -> Exported | None:
    """The resource that the stack of a URN has under this ID, with the same type and project; None where that cannot be told."""
    return next((each for each in resources_like(like, project) if each.id == id_), None)


def resources_like(like: str, project: str | None = None) -> list[Exported]:
    """The resources in the stack of a URN with the same type, project and provider; none where that cannot be told."""
    with _ASKING:
        alike = resources_of(stack_of(like)).get(type_of(like), ())
    own = current().provider
    return [each for each in alike if each.outputs.get("project") == project and (not own or each.provider == own)]


@cache
def resources_of(stack: str) -> Mapping[str, Sequence[Exported]]:
    """The resources in a stack's state by their types; none where the Pulumi CLI does not tell."""
    command = shutil.which("pulumi")
    if not command or not stack:
        return {}
    try:
        done = subprocess.run(
            [command, "stack", "export", "--stack", stack, "--non-interactive"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        return by_type(json.loads(done.stdout)["deployment"]["resources"])
    except (OSError, subprocess.SubprocessError, ValueError, LookupError, TypeError):
        return {}


def by_type(resources: Sequence[Any]) -> Mapping[str, Sequence[Exported]]:
    """The resources of an export by their types, without those that are only still to be deleted."""
    found: dict[str, list[Exported]] = {}
    for each in resources:
        if isinstance(each, dict) and not each.get("delete"):
            urn = str(each.get("urn"))
            # A reference to a provider is its URN and its ID.
            provider = str(each.get("provider") or "").rpartition("::")[0]
            resource = Exported(urn, str(each.get("id")), each.get("inputs") or {}, each.get("outputs") or {}, provider)
            found.setdefault(type_of(urn), []).append(resource)
    return found


def is_encrypted(value: Any) -> bool:
    """Whether a secret is in an exported value."""
    return SIGNATURE in json.dumps(value)


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.partition("::")[0].rpartition(":")[2]


def type_of(urn: str) -> str:
    """The resource's own type in a URN, without those of the components that it is in."""
    return "".join(urn.split("::")[2:3]).rpartition("$")[2]
