"""The stack's state as Pulumi exports it, to find an object that the stack holds under another name.

A provider only sees a resource when Pulumi calls it for that resource. So a process exports the state once when it needs the rest: when a
create meets an existing object, when a create would not be refused for one, and before an object is deleted.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from statsig_console.call import current
from statsig_console.records import record
from statsig_console.state_keys import SIGNATURE, type_in

from .asking import asked

_ASKING = threading.Lock()
"""Lets one thread export the state while the others wait for it."""


@record
class Exported:
    """A resource in a stack's state: its URN and ID, its outputs and inputs, where secrets stay encrypted, and its provider's URN.

    One that is `replaced` waits for its deletion, and another one has its URN by now.
    """

    urn: str
    id: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    provider: str = ""
    replaced: bool = False

    @property
    def open_inputs(self) -> dict[str, Any]:
        """The inputs without those that hold a secret."""
        return {name: value for name, value in self.inputs.items() if not is_encrypted(value)}

    @property
    def open_outputs(self) -> dict[str, Any]:
        """The outputs without those that hold a secret."""
        return {name: value for name, value in self.outputs.items() if not is_encrypted(value)}


Resources = Mapping[str, Mapping[str, Sequence[Exported]]]
"""Resources by their types and IDs. A destroy looks for each of its objects."""


def resource_with(id_: str, like: str, project: str | None = None) -> Exported | None:
    """The resource with this ID in the stack of the URN `like`, of the same type and project; None where none is known."""
    return next((each for each in holders_of(id_, like, project) if not each.replaced), None)


def resources_like(like: str, project: str | None = None) -> list[Exported]:
    """The resources in the stack of the URN `like` with the same type, project and provider; none where the export fails."""
    return [each for each in holders_like(like, project) if not each.replaced]


def holders_like(like: str, project: str | None = None) -> list[Exported]:
    """The same resources, and the replaced ones."""
    return [each for alike in _alike(like).values() for each in alike if _is_of(each, project)]


def holders_of(id_: str, like: str, project: str | None = None) -> list[Exported]:
    """Those of `holders_like` that have this ID."""
    return [each for each in _alike(like).get(id_, ()) if _is_of(each, project)]


def _alike(like: str) -> Mapping[str, Sequence[Exported]]:
    """The resources in the stack of the URN `like` with the same type, by their IDs."""
    with _ASKING:
        return resources_of(stack_of(like)).get(type_in(like), {})


def _is_of(resource: Exported, project: str | None) -> bool:
    """Whether a resource has this project, and the provider of the current call."""
    own = current().provider
    return resource.outputs.get("project") == project and (not own or resource.provider == own)


@cache
def resources_of(stack: str) -> Resources:
    """The resources in a stack's state by their types and IDs; none where the Pulumi CLI cannot export it."""
    try:
        return by_type(asked(stack, "stack", "export")["deployment"]["resources"])
    except (LookupError, TypeError):
        return {}


def by_type(resources: Sequence[Any]) -> Resources:
    """The resources of an export by their types and IDs.

    Those that are only read are left out, and those that a replacement has deleted already.
    """
    found: dict[str, dict[str, list[Exported]]] = {}
    for each in resources:
        if isinstance(each, dict) and not (each.get("external") or each.get("pendingReplacement")):
            urn = str(each.get("urn"))
            # A reference to a provider is its URN and its ID.
            provider = str(each.get("provider") or "").rpartition("::")[0]
            resource = Exported(
                urn, str(each.get("id")), each.get("inputs") or {}, each.get("outputs") or {}, provider, bool(each.get("delete"))
            )
            found.setdefault(type_in(urn), {}).setdefault(resource.id, []).append(resource)
    return found


def is_encrypted(value: Any) -> bool:
    """Whether an exported value holds a secret."""
    return SIGNATURE in json.dumps(value)


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.partition("::")[0].rpartition(":")[2]
