"""Doors: the ways in which a program's resources reach the provider. Types in the stack and entries of the import file depend on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from statsig_console.declaring.casing import outward
from statsig_console.serving import PROJECT
from statsig_console.state_keys import TYPE
from statsig_console_cli.entries import importable, without_secrets
from statsig_console_plugin import schema

from .objects import Adopted


class Entering(Protocol):
    """Makes an object's entry of the import file."""

    def __call__(self, object_: Adopted, name: str) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Door:
    """A door: the prefix of its resources' types, the namespace of its settings, and how it makes an entry of the import file."""

    types: str
    namespace: str
    entry: Entering


def dynamic_entry(object_: Adopted, name: str) -> dict[str, Any]:
    """An entry with all inputs and outputs, since Pulumi does not read dynamic resources on import."""
    return importable(object_.kind, name, object_.seen.id, object_.inputs, object_.state)


def plugin_entry(object_: Adopted, name: str) -> dict[str, Any]:
    """An entry with an ID, by which the plugin reads the object; with inputs and outputs too in a project other than the stack's own."""
    found: dict[str, Any] = {"type": PLUGIN.types + object_.kind.label, "name": name, "id": object_.seen.id}
    if PROJECT in object_.state:
        found |= {"inputs": _held(object_, object_.inputs), "outputs": _held(object_, object_.state)}
    return found


def _held(object_: Adopted, values: Mapping[str, Any]) -> dict[str, Any]:
    return outward(object_.kind, without_secrets(object_.kind, values))


DYNAMIC = Door(TYPE, "statsig", dynamic_entry)
PLUGIN = Door(schema.token(""), schema.NAME, plugin_entry)
DOORS = (DYNAMIC, PLUGIN)
