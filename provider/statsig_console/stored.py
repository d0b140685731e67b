"""Stored: the form in which Pulumi keeps a resource.

Pulumi carries each value of a resource through three processes, compares it, and writes it with every checkpoint. So state holds by
itself only what the program manages, as far as it does, and what is secret. Whatever else the API tells is in one text, `ABOUT`, whose
values are taken out when they are asked for. Of an object that no program manages yet, all that can be managed is by itself. The text
lacks what is as usual, and lists without elements; where the API told nothing of them it holds null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PROVIDER_KEY = "__provider"
"""Where Pulumi keeps the provider that serves the resource."""

ABOUT = "about"
"""Where state keeps what the program does not manage. Policies and displays see it; they see no names that begin with two underscores."""

MANAGED = "__managed"
"""Where state notes the paths of what the program manages. What Pulumi keeps notes it only where that is not all that stands by itself:
other paths, or False for an object that no program manages yet."""

PACKAGE = "pulumi_statsig_console"
"""The package whose kinds state names without it."""

TYPE = "pulumi-python:dynamic/statsig:"
"""What the type of every resource begins with; the kind's name follows."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
"""The key and the value by which a secret is known in what Pulumi exports."""


def own(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties without Pulumi's own."""
    return {name: value for name, value in properties.items() if name != PROVIDER_KEY}


def apart(whole: Any, shown: Any) -> Any:
    """What a value has beyond the part of it that is shown, which lacks nothing but keys of objects; None for nothing."""
    if whole == shown:
        return None
    if isinstance(whole, Mapping) and isinstance(shown, Mapping):
        parts = {name: apart(value, shown[name]) if name in shown else value for name, value in whole.items()}
        return {name: part for name, part in parts.items() if part is not None}
    if isinstance(whole, list) and isinstance(shown, list):
        return [apart(each, part) for each, part in zip(whole, shown, strict=True)]
    return whole


def joined(shown: Any, rest: Any) -> Any:
    """The value of which `apart` has made two."""
    if isinstance(shown, Mapping) and isinstance(rest, Mapping):
        return {**shown, **{name: joined(shown.get(name), value) for name, value in rest.items()}}
    if isinstance(shown, list) and isinstance(rest, list):
        return [joined(each, part) for each, part in zip(shown, rest, strict=True)]
    return shown if rest is None else rest


def is_secret(value: Mapping[str, Any]) -> bool:
    """Whether a value of an export stands for a secret."""
    return value.get(SIGNATURE) == SECRET
