"""State keys: the names under which Pulumi keeps a resource, and how it writes a secret.

State holds each output by its own name. Entries that begin with two underscores are hidden from displays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PROVIDER_KEY = "__provider"
"""Where Pulumi keeps the provider that serves the resource."""

MANAGED = "__managed"
"""Where state lists the paths of what the program manages; False for an object that no program manages yet."""

ORIGINAL = "__original"
"""Where state holds what a singleton was before it was taken over."""

PENDING = "__pending"
"""Where state holds a hash of the changes that wait for a review."""

REVIEW = "__review"
"""Where state remembers the review that an open change of the object waits for."""

HOME = "__home"
"""Where state remembers the ID of the Statsig project that the object is in."""

HIDDEN = (MANAGED, ORIGINAL, PENDING, REVIEW, HOME)
"""What state holds of an object beside its outputs."""

PACKAGE = "pulumi_statsig_console"
"""The package whose kinds state names without it."""

TYPE = "pulumi-python:dynamic/statsig:"
"""What the type of every resource begins with; the kind's name follows."""

PLUGIN_TYPE = "statsig-console:index:"
"""What the type of every resource of the plugin begins with."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
"""The key and the value by which a secret is known in what Pulumi exports."""


def own(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs or state without what only Pulumi needs: the provider, and the note that no program manages the object."""
    hidden = {PROVIDER_KEY} if properties.get(MANAGED, False) is not False else {PROVIDER_KEY, MANAGED}
    return {name: value for name, value in properties.items() if name not in hidden}


def is_secret(value: Mapping[str, Any]) -> bool:
    """Whether a value of an export stands for a secret."""
    return value.get(SIGNATURE) == SECRET
