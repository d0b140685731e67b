"""Stored: the form in which Pulumi keeps a resource.

Pulumi carries each value of a resource through three processes, compares it, and writes it with every checkpoint; a program makes an
Output of each. So state holds by itself what a program can set and what is secret. What only the API sets, and what is hidden, is one
text, `ABOUT`, whose values are taken out when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .values import json_text, parsed_json

if TYPE_CHECKING:
    from .kinds import Kind

PROVIDER_KEY = "__provider"
"""Where Pulumi keeps the provider that serves the resource."""

ABOUT = "__about"
"""Where state keeps what only the API sets. Names that begin so are in no display."""

TYPE = "pulumi-python:dynamic/statsig:"
"""What the type of every resource begins with; the kind's name follows."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
"""The key and the value by which a secret is known in what Pulumi exports."""


def own(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties without Pulumi's own."""
    return {name: value for name, value in properties.items() if name != PROVIDER_KEY}


def unpacked(properties: Mapping[str, Any]) -> dict[str, Any]:
    """State as the handlers know it, every value by its name, out of the form that Pulumi keeps."""
    about = properties.get(ABOUT)
    rest = {name: value for name, value in properties.items() if name not in {PROVIDER_KEY, ABOUT}}
    return rest | parsed_json(about) if isinstance(about, str) else rest


def valued(about: str | None, name: str) -> Any:
    """One value out of the text under `ABOUT`; None where there is none."""
    return parsed_json(about).get(name) if about else None


def packed(kind: Kind, state: Mapping[str, Any]) -> dict[str, Any]:
    """State in the form that Pulumi keeps."""
    shown = {name: value for name, value in state.items() if name in kind.shown}
    about = {name: state[name] for name in sorted(state.keys() - shown.keys())}
    return shown | {ABOUT: json_text(about)} if about else shown


def without_secrets(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values that may stand in a file."""
    return {name: value for name, value in values.items() if name not in kind.secrets}


def is_secret(value: Mapping[str, Any]) -> bool:
    """Whether a value of an export stands for a secret."""
    return value.get(SIGNATURE) == SECRET


def importable(kind: Kind, name: str, id_: str, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """A resource as `pulumi import --file` takes it into a stack: all but its secrets."""
    from .provider import ConsoleProvider

    provider = {PROVIDER_KEY: ConsoleProvider(kind.name).text}
    return {
        "type": TYPE + kind.label,
        "name": name,
        "id": id_,
        "inputs": without_secrets(kind, inputs) | provider,
        "outputs": without_secrets(kind, packed(kind, state)) | provider,
    }
