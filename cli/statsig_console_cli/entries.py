"""Entries of the file that `pulumi import --file` takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statsig_console.declaring.kinds import Kind
from statsig_console.provider import ConsoleProvider
from statsig_console.state_keys import PROVIDER_KEY, TYPE


def importable(kind: Kind, name: str, id_: str, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """A resource as the file holds it, and the stack after the import: everything except its secrets."""
    provider = {PROVIDER_KEY: ConsoleProvider(kind.name).text}
    return {
        "type": TYPE + kind.label,
        "name": name,
        "id": id_,
        "inputs": without_secrets(kind, inputs) | provider,
        "outputs": without_secrets(kind, state) | provider,
    }


def without_secrets(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are no secrets."""
    return {name: value for name, value in values.items() if name not in kind.secrets}
